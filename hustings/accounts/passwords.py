"""Passwords that somebody would guess: made of common ones, of what stands on every page here, or of a run of keys.

Django knows twenty thousand common passwords, but hardly one of them has twelve letters. What people make of them when
a page asks for twelve is a common one with a year behind it, twice the same, or two in a row: all of that is refused.
No list of breached passwords is asked over the network, as nothing here calls anybody (docs/privacy/asvs.md, 6.2.12).
"""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hustings.accounts.models import Person

OUR_WORDS = frozenset(
    "hustings campaign canvass canvasser canvassing organiser candidate election elections elector electors voter "
    "voters vote polling ballot register constituency headquarters password passphrase welcome letmein".split()
)
SHORTEST_PART = 4
KEYS = (
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "98765432109876543210",
)
LONGEST_RUN = 8
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@cache
def common_words() -> frozenset[str]:
    """The common passwords that Django ships, and the words of our trade."""
    shipped: set[str] = CommonPasswordValidator().passwords
    return frozenset(shipped) | OUR_WORDS


def is_guessable(password: str, words: frozenset[str] = frozenset()) -> bool:
    """Whether a password is only common words, one thing repeated, or a run of keys, with figures round it or none."""
    text = password.lower()
    if len(set(text)) < SHORTEST_PART or _is_repeated(text) or _has_run(text):
        return True
    known, bare = common_words() | words if words else common_words(), _AROUND.sub("", text)
    return not bare or _is_of(re.sub(r"[\W_]+", "", bare), known, most=2) or _is_word_and_figures(text, known)


def _is_word_and_figures(text: str, words: frozenset[str]) -> bool:
    """Whether a text is one common word, which may have figures of its own, and nothing but figures or signs behind."""
    return any(text[:cut] in words and _AROUND.sub("", text[cut:]) == "" for cut in range(len(text), 5, -1))


def _is_repeated(text: str) -> bool:
    return any(
        text == text[:size] * (len(text) // size)
        for size in range(1, len(text) // 2 + 1)
        if len(text) % size == 0
    )


def _has_run(text: str) -> bool:
    return any(
        text[start : start + LONGEST_RUN] in keys
        for keys in KEYS
        for start in range(len(text) - LONGEST_RUN + 1)
    )


def _is_of(text: str, words: frozenset[str], *, most: int) -> bool:
    """Whether a text is at most so many of these words in a row."""
    if text in words:
        return True
    return most > 1 and any(
        text[:cut] in words and _is_of(text[cut:], words, most=most - 1)
        for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
    )


class GuessablePasswordValidator:
    """Refuses what is guessed first, by a sentence that says what to do instead."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises a validation error for a guessable password."""
        if is_guessable(password):
            raise ValidationError(self.get_help_text(), code="password_too_guessable")

    def get_help_text(self) -> str:
        return _(
            "Choose three words or more that have nothing to do with each other, or let a password manager choose."
        )
