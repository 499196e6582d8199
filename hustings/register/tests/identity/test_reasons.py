"""Why two names may be one person's, said as the rules weighed it."""

import pytest

from hustings.lib.name_likeness import NameSign
from hustings.register.identity.reasons import SENTENCES, reasons_of_names


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (("Smith", "Elizabeth"), ("Smyth", "Liz"), ["two spellings of one", "two forms of one"]),
        (("Lyle", "Peter"), ("Okafor", "Peter"), ["marriage, a misprint", "first forename is the same"]),
        (("Lyle", "Peter John"), ("Lyle", "Peter James"), ["surname is the same", "middle names differ"]),
        (("Nguyễn", "James"), ("Nguy?n", "James"), ["lost letters"]),
        (("Lyle", "Peter"), ("LYLE", "Peter"), ["The name is the same"]),
        (("Lyle", "P"), ("Lyle", "Peter"), ["surname is the same", "initials only"]),
    ],
)
def test_names_say_why(one: tuple[str, str], other: tuple[str, str], said: list[str]) -> None:
    reasons = list(reasons_of_names(*one, *other))

    assert len(reasons) == len(said)
    assert all(words in reason for words, reason in zip(said, reasons, strict=True))


def test_every_sign_has_its_sentence() -> None:
    assert set(SENTENCES) == set(NameSign)
