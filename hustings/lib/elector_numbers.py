"""Elector numbers: polling-district letters, a number and sometimes a suffix, valid within one edition."""

import re
from dataclasses import dataclass

# Read from the right: letters such as "KD-2/2" hold both signs that also part the number and the suffix.
WRITTEN = re.compile(r"(?P<letters>.*\S)\s*-\s*(?P<number>\d{1,9})(?:\s*/\s*(?P<suffix>\d{1,9}))?")
ROLL = re.compile(r"(?P<number>\d{1,9})(?:[./](?P<suffix>\d{1,9}))?")


@dataclass(frozen=True, order=True)
class ElectorNumber:
    """A suffix of 0 means none: "AA1-124" and "AA1-124/0" are one elector."""

    letters: str
    number: int
    suffix: int = 0

    def __str__(self) -> str:
        return f"{self.letters}-{self.number}" + (f"/{self.suffix}" if self.suffix else "")


def read_elector_number(text: str) -> ElectorNumber | None:
    """Read a number as councils print it: "AA1-124", "AA1-124/1", "KD-2/2-289/1". None if it is not one."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    return ElectorNumber(found["letters"].upper(), int(found["number"]), int(found["suffix"] or 0))


def read_roll_number(text: str) -> tuple[int, int] | None:
    """Read number and suffix where the letters stand elsewhere: "124", "124/1", "5.000", "12.100".

    The part after the point is a whole number ("12.100" has suffix 100), so a spreadsheet must not have read it.
    """
    found = ROLL.fullmatch(text.strip())
    if found is None:
        return None
    return int(found["number"]), int(found["suffix"] or 0)
