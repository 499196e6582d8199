"""What is guessed first is no password; what a password manager or three odd words make is one."""

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hustings.accounts.passwords import common_words, is_guessable

GUESSABLE = [
    "password2026!", "Password12345", "hustings2026!!", "letmein-letmein", "qwertyuiop12", "abcdefgh1234",
    "aaaaaaaaaaaa", "1234567890123", "canvassing-election", "liverpool2024", "sunshine.football", "12/05/2026 !!",
]  # fmt: skip
GOOD = ["correct horse battery moorland", "tJ9#pq-Lw0zX", "gorse heron Tuesday ladle", "ŵy dŵr llwybr glas"]


@pytest.mark.parametrize("password", GUESSABLE)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_what_nobody_guesses_is_a_password(password: str) -> None:
    validate_password(password)


def test_more_than_three_thousand_common_ones_that_are_long_enough_are_refused() -> None:
    long_enough = [f"{word}2026" for word in common_words() if len(word) >= 8]

    assert len(long_enough) > 3000
    assert all(is_guessable(password) for password in long_enough[:4000])


@pytest.mark.parametrize("password", ["x" * 5 + "Gorse heron ladle" * 4, "gorse heron ladle 🌳🌳🌳🌳 dusk"])
def test_long_ones_and_ones_of_any_letters_are_allowed(password: str) -> None:
    validate_password(password)


def test_no_rule_asks_for_capitals_or_figures() -> None:
    names = {type(one).__name__ for one in get_default_password_validators()}

    assert names == {
        "MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator",
        "GuessablePasswordValidator", "BreachedPasswordValidator",
    }  # fmt: skip


@given(st.text(max_size=200))
def test_it_answers_for_any_text(password: str) -> None:
    assert is_guessable(password) in (True, False)
