"""Whom a row is about: readers of number, name, markers and age, each made once for the columns of a file."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from hustings.lib.elector_numbers import read_elector_number, read_roll_number
from hustings.lib.markers import LETTERS, OPTED_OUT
from hustings.lib.names import PARTICLES, normalised, sound, split_combined
from hustings.register.faults import Reason
from hustings.register.files.dates import eighteenth_birthday, read_date
from hustings.register.files.layouts import Columns, Part

Cells = list[str]
Number = tuple[str, str, str]
"""Letters, number, suffix, as text."""
Name = tuple[str, str, str, str, str, str]
"""Surname and forenames; their keys; their sounds."""

Made = TypeVar("Made")

NO_NUMBER = ("", "", "0")
NO_NAME: Name = ("", "", "", "", "", "")
# Numbers with three places after the point that a spreadsheet took for a fraction: "12.100" came out as "12.1".
LOST_NOUGHTS = re.compile(r"\d+\.\d{1,2}")
OPTED_OUT_SIGN = re.compile(r"\(\s*z\s*\)\s*", re.IGNORECASE)
OPTED_OUT_FLAGS = frozenset({"z", "(z)", "y", "yes", "1", "true", "o", "x"})
MOST_MARKERS, SHORTEST_WORD = 10, 3


def number_reader(columns: Columns) -> Callable[[Cells], Number]:
    """Read letters, number and suffix from wherever the layout has them; what is no number comes as it stands."""
    at = columns.at
    letters, suffix = at.get(Part.LETTERS), at.get(Part.SUFFIX)
    if letters is not None and (roll := at.get(Part.ROLL_NUMBER)) is not None:
        return lambda cells: (cells[letters].upper(), *_roll(cells[roll]))
    if letters is not None and (number := at.get(Part.NUMBER)) is not None:
        if suffix is None:
            return lambda cells: (cells[letters].upper(), *_roll(cells[number]))
        return lambda cells: (cells[letters].upper(), cells[number], cells[suffix] or "0")
    if (full := at.get(Part.FULL_NUMBER)) is not None:
        return lambda cells: _full(cells[full], "" if letters is None else cells[letters])
    return lambda cells: NO_NUMBER if letters is None else (cells[letters].upper(), "", "0")


def _roll(cell: str) -> tuple[str, str]:
    if cell.isdecimal():
        return cell, "0"
    found = None if LOST_NOUGHTS.fullmatch(cell) else read_roll_number(cell)
    return (str(found[0]), str(found[1])) if found else (cell, "0")


def _full(cell: str, letters: str) -> Number:
    if found := read_elector_number(cell):
        return found.letters, str(found.number), str(found.suffix)
    return (letters.upper(), *_roll(cell)) if letters else ("", "", "0")


def lost_noughts(columns: Columns) -> Callable[[Cells], bool]:
    """Tell a number whose noughts a spreadsheet took away, so that 12.100 and 12.1 cannot be told apart."""
    place = columns.at.get(Part.ROLL_NUMBER)
    if place is None:
        return lambda _cells: False
    return lambda cells: "." in cells[place] and LOST_NOUGHTS.fullmatch(cells[place]) is not None


def marker_reader(columns: Columns) -> Callable[[Cells], str]:
    """Read the letters of the marker column, with Z for who opted out of the open register, however that is said."""
    at = columns.at
    markers, flag = at.get(Part.MARKERS), at.get(Part.OPTED_OUT)
    named = next((at[part] for part in (Part.SURNAME, Part.COMBINED_NAME) if part in at), None)

    def read(cells: Cells) -> str:
        letters = "" if markers is None else cells[markers].upper()
        opted_out = named is not None and cells[named][:1] == "(" and bool(OPTED_OUT_SIGN.match(cells[named]))
        if not opted_out and flag is not None:
            opted_out = cells[flag].casefold() in OPTED_OUT_FLAGS
        return letters + OPTED_OUT if opted_out and OPTED_OUT not in letters else letters

    return read


@lru_cache(maxsize=1_000)
def is_no_marker(cell: str) -> bool:
    """Whether the column of markers holds a word: by the N in "Nolan" somebody would become anonymous."""
    letters = [letter for letter in cell if letter.isalpha()]
    if len(letters) > MOST_MARKERS or (len(letters) >= SHORTEST_WORD and not cell.isupper()):
        return True
    return len(letters) > SHORTEST_WORD and not LETTERS.issuperset(letters)


def name_reader(columns: Columns) -> Callable[[Cells], Name]:
    """Read surname and forenames with their keys and sounds, from one column or several."""
    return _reader(columns, _named)


def plain_name_reader(columns: Columns) -> Callable[[Cells], tuple[str, str]]:
    """Read surname and forenames as the register keeps them, and nothing else."""
    return _reader(columns, _plainly)


def _reader(columns: Columns, named: Callable[[str, str], Made]) -> Callable[[Cells], Made]:
    at = columns.at
    if (combined := at.get(Part.COMBINED_NAME)) is not None:
        return lambda cells: named(*_surname_first(_without_sign(cells[combined])))
    if (in_order := at.get(Part.NAME_IN_ORDER)) is not None:
        return lambda cells: named(*_surname_last(_without_sign(cells[in_order])))
    surname, forenames, middle = (at.get(part) for part in (Part.SURNAME, Part.FORENAMES, Part.MIDDLE_NAMES))
    if surname is None or forenames is None:
        return lambda cells: named(*("" if place is None else cells[place] for place in (surname, forenames)))
    if middle is None:
        return lambda cells: named(cells[surname], cells[forenames])
    return lambda cells: named(
        cells[surname], f"{cells[forenames]} {cells[middle]}" if cells[middle] else cells[forenames]
    )


def _named(surname: str, forenames: str) -> Name:
    last, last_key, last_sound = _surname(surname)
    first, first_key, first_sound = _forenames(forenames)
    return last, first, last_key, first_key, last_sound, first_sound


def _plainly(surname: str, forenames: str) -> tuple[str, str]:
    return _without_sign(surname)[:150], forenames.strip()[:200]


# The surnames of a district and the forenames of a generation come again and again.
@lru_cache(maxsize=20_000)
def _surname(text: str) -> tuple[str, str, str]:
    name = _without_sign(text)
    key = normalised(name)
    return name[:150], key[:150], sound(key)[:150]


@lru_cache(maxsize=20_000)
def _forenames(text: str) -> tuple[str, str, str]:
    name = text.strip()
    key = normalised(name)
    return name[:200], key[:200], sound(key)[:200]


def _without_sign(name: str) -> str:
    return OPTED_OUT_SIGN.sub("", name, count=1) if name[:1] == "(" else name


def _surname_first(name: str) -> tuple[str, str]:
    surname, comma, forenames = name.partition(",")
    return (surname.strip(), forenames.strip()) if comma else split_combined(name)


def _surname_last(name: str) -> tuple[str, str]:
    words = name.split()
    begin = max(len(words) - 1, 0)
    while begin > 1 and words[begin - 1].casefold() in PARTICLES:
        begin -= 1
    return " ".join(words[begin:]), " ".join(words[:begin])


def age_reader(columns: Columns, published_on: date | None) -> Callable[[Cells], date | Reason | None]:
    """Read the eighteenth birthday, all that is kept of a date of birth; why the date is none; or None for no date."""
    dated = [(columns.at[part], part is Part.BORN_ON) for part in AGE_PARTS if part in columns.at]

    @lru_cache(maxsize=5_000)
    def birthday(text: str, is_birth: bool) -> date | Reason | None:  # noqa: FBT001 - positional for the cache
        day = read_date(text)
        if isinstance(day, Reason):
            return day
        try:
            return eighteenth_birthday(day, is_birth=is_birth, published_on=published_on)
        except ValueError:
            return Reason.DATE

    def read(cells: Cells) -> date | Reason | None:
        return next((birthday(cells[place], is_birth) for place, is_birth in dated if cells[place]), None)

    return read


AGE_PARTS = (Part.ATTAINS_ON, Part.BORN_ON)


def column_of(columns: Columns, parts: Iterable[Part]) -> int:
    """The column of the first of these parts that the file has, counted from 1; 0 where it has none."""
    return next((columns.at[part] + 1 for part in parts if part in columns.at), 0)
