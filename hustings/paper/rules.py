"""What keyed marks mean, and which streets share a sheet. Pure: letters and numbers in, values out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

AGREED = "Y"
"""Keyed for the tick of consent; no scheme has a code of this letter."""

INTENTION, REACH = "intention", "reach"
SPOKE = "spoke"
GOES_WITH_MORE = frozenset({"spoke", "household"})
"""Outcomes beside which an intention or something to do can stand; with any other nobody told us anything."""

MOST_LINES = 60
LINES = re.compile(r"\s*(?P<first>\d{1,4})\s*(?:-\s*(?P<last>\d{1,4})|(?P<door>\*))?\s*")
WORD = re.compile(r"[^\s,;]+")


class MarkFault(StrEnum):
    """Why something keyed cannot be taken."""

    NO_LINE = "no_line"
    NO_SUCH_LINE = "no_such_line"
    BACKWARDS = "backwards"
    TOO_MANY = "too_many"
    NO_MARK = "no_mark"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    TWO_INTENTIONS = "two_intentions"
    TWO_OUTCOMES = "two_outcomes"
    NOBODY_SPOKE = "nobody_spoke"
    TWICE = "twice"


class UnreadableMarks(ValueError):
    """What was keyed is not taken; `fault` says why, `about` which part of it."""

    def __init__(self, fault: MarkFault, about: str) -> None:
        super().__init__(f"{fault}: {about}")
        self.fault = fault
        self.about = about


@dataclass(frozen=True, slots=True)
class Mark:
    """One code of a sheet's scheme."""

    letters: str
    id: UUID
    question: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of one line say: an outcome, at most one intention, anything else ticked, consent."""

    letters: tuple[str, ...]
    outcome: str
    intention: UUID | None
    answers: tuple[UUID, ...]
    agreed: bool

    @property
    def written(self) -> str:
        """The letters in one form, so that the same marks always read the same."""
        return " ".join(self.letters)


@dataclass(frozen=True, slots=True)
class LineEntry:
    """Marks for some lines; `whole_door` says that one line was given for everybody at its door."""

    lines: tuple[int, ...]
    marks: Marks
    whole_door: bool = False


def parse_marks(text: str, scheme: Mapping[str, Mark], doors: Mapping[int, Sequence[int]]) -> LineEntry:
    """Read lines and letters: "3 1 PS", "4-7 NI", "12* DNC", "3 1ps".

    `doors` gives for each line of the sheet the lines of its door, in order. A range runs in print order; a star
    means everybody at that door. Letters may be small and may run together where that reads in one way only.
    Raises UnreadableMarks and takes nothing where any part cannot be read.
    """
    found = LINES.match(text)
    if found is None:
        raise UnreadableMarks(MarkFault.NO_LINE, text.strip())
    lines = _lines(found, doors)
    letters = [
        each for word in WORD.findall(text[found.end() :].upper()) for each in split_letters(word, scheme)
    ]
    if not letters:
        raise UnreadableMarks(MarkFault.NO_MARK, found[0].strip())
    return LineEntry(lines, read_letters(letters, scheme), whole_door=found["door"] is not None)


def _lines(found: re.Match[str], doors: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    first, last = int(found["first"]), int(found["last"] or found["first"])
    for line in (first, last):
        if line not in doors:
            raise UnreadableMarks(MarkFault.NO_SUCH_LINE, str(line))
    if last < first:
        raise UnreadableMarks(MarkFault.BACKWARDS, f"{first}-{last}")
    lines = tuple(doors[first]) if found["door"] else tuple(line for line in doors if first <= line <= last)
    if len(lines) > MOST_LINES:
        raise UnreadableMarks(MarkFault.TOO_MANY, f"{first}-{last}")
    return lines


def split_letters(word: str, scheme: Mapping[str, Mark]) -> list[str]:
    """Part letters that run together ("1PS") into codes. Refuses what reads in no way or in two."""
    if word in scheme or word == AGREED:
        return [word]
    ways = list(_ways(word, frozenset(scheme) | {AGREED}))
    if not ways:
        raise UnreadableMarks(MarkFault.UNKNOWN, word)
    if len(ways) > 1:
        raise UnreadableMarks(MarkFault.AMBIGUOUS, word)
    return ways[0]


def _ways(word: str, known: frozenset[str], most: int = 2) -> Iterator[list[str]]:
    """Give the ways in which a word is codes written together, at most `most` of them."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        here = [
            [*way, word[start:end]]
            for start in range(max(0, end - 6), end)
            if word[start:end] in known
            for way in ways[start]
        ]
        ways.append(here[:most])
    yield from ways[-1]


def read_letters(letters: Sequence[str], scheme: Mapping[str, Mark]) -> Marks:
    """Say what the letters of one line mean together. Refuses marks that contradict each other."""
    if len(set(letters)) != len(letters):
        raise UnreadableMarks(MarkFault.TWICE, " ".join(letters))
    marks = [scheme[each] for each in letters if each != AGREED]
    intentions = [mark for mark in marks if mark.question == INTENTION]
    outcomes = [mark for mark in marks if mark.question == REACH]
    if len(intentions) > 1:
        raise UnreadableMarks(MarkFault.TWO_INTENTIONS, _together(intentions))
    if len(outcomes) > 1:
        raise UnreadableMarks(MarkFault.TWO_OUTCOMES, _together(outcomes))
    outcome = outcomes[0].meaning if outcomes else SPOKE
    others = [mark for mark in marks if mark.question not in (INTENTION, REACH)]
    if outcome not in GOES_WITH_MORE and (intentions or others):
        raise UnreadableMarks(MarkFault.NOBODY_SPOKE, _together([*outcomes, *intentions, *others]))
    if not marks:
        raise UnreadableMarks(MarkFault.NO_MARK, " ".join(letters))
    return Marks(
        letters=_sorted(letters, scheme),
        outcome=outcome,
        intention=intentions[0].id if intentions else None,
        answers=tuple(sorted((mark.id for mark in others), key=str)),
        agreed=AGREED in letters,
    )


def _sorted(letters: Iterable[str], scheme: Mapping[str, Mark]) -> tuple[str, ...]:
    """Consent first, then in the order of the scheme, whatever order they were keyed in."""
    places = {AGREED: -1} | {each: place for place, each in enumerate(scheme)}
    return tuple(sorted(letters, key=places.__getitem__))


def _together(marks: Iterable[Mark]) -> str:
    return " ".join(mark.letters for mark in marks)


@dataclass(frozen=True, slots=True)
class StreetToPrint:
    """A street with the doors to be printed, as counted along its walking order."""

    id: UUID
    district: UUID
    name: str
    doors: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a street: its doors from the `first` to the `last`, counted from 1 in walking order."""

    street: StreetToPrint
    first: int
    last: int
    part: int = 1
    parts: int = 1


DOORS_A_SHEET = 60
MOST_DOORS_A_SHEET = 120
"""About a canvasser's session, and what a board runner can still keep in order."""


def share_streets(streets: Iterable[StreetToPrint], *, together: bool) -> list[list[Stretch]]:
    """Share streets among sheets, in order: no sheet holds two districts, a long street takes several.

    With `together`, streets that follow each other share a sheet while it has no more than DOORS_A_SHEET doors.
    """
    sheets: list[list[Stretch]] = []
    for street in streets:
        for stretch in _stretches(street):
            if together and sheets and _has_room(sheets[-1], stretch):
                sheets[-1].append(stretch)
            else:
                sheets.append([stretch])
    return sheets


def _stretches(street: StreetToPrint) -> Iterator[Stretch]:
    """Part a street of too many doors into equal stretches."""
    if not street.doors:
        return
    parts = -(-street.doors // MOST_DOORS_A_SHEET)
    ends = [street.doors * part // parts for part in range(parts + 1)]
    for part, (before, last) in enumerate(pairwise(ends), start=1):
        yield Stretch(street, before + 1, last, part, parts)


def _has_room(sheet: list[Stretch], stretch: Stretch) -> bool:
    doors = sum(each.last - each.first + 1 for each in [*sheet, stretch])
    return (
        stretch.parts == 1 and sheet[-1].street.district == stretch.street.district and doors <= DOORS_A_SHEET
    )
