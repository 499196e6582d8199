"""What was typed survives signing in again, for an hour, and nobody reads it on the way."""

from hypothesis import given
from hypothesis import strategies as st

from hustings.accounts.typed import MOST_LETTERS, open_typed, seal_typed


def test_what_was_typed_comes_back_without_the_token_of_the_form() -> None:
    sealed = seal_typed({"marks": "3 1 PS", "csrfmiddlewaretoken": "x"})

    assert open_typed(sealed) == {"marks": "3 1 PS"}
    assert "3 1 PS" not in sealed


def test_what_is_too_long_for_an_address_is_not_carried() -> None:
    assert seal_typed({"marks": "x" * MOST_LETTERS}) == ""


@given(st.text())
def test_what_was_not_sealed_here_gives_nothing(text: str) -> None:
    assert open_typed(text) == {}
