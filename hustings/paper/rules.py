"""What keyed marks mean, and which streets share a sheet. Pure: letters and numbers in, values out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from uuid import UUID

AGREED = "Y"
"""Keyed for the tick of consent; no scheme has a code of this letter."""

INTENTION, REACH = "intention", "reach"
SPOKE = "spoke"
GOES_WITH_MORE = frozenset({"spoke", "household"})
"""Outcomes beside which an intention or something to do can stand; with any other nobody told us anything."""

MOST_LINES = 60
PART = r"\d{1,4}\s*(?:-\s*\d{1,4}|\*)?"
LINES = re.compile(rf"\s*(?P<lines>{PART}(?:\s*\+\s*{PART})*)\s*")
ONE_PART = re.compile(r"(?P<first>\d+)\s*(?:-\s*(?P<last>\d+)|(?P<door>\*))?")
NAMED = re.compile(r"\s*(?P<word>[^\W\d_](?:[^\W\d_]|['’-])+)(?P<door>\*)?\s*")
WORD = re.compile(r"[^\s,;]+")


class MarkFault(StrEnum):
    """Why something keyed cannot be taken."""

    NO_LINE = "no_line"
    NO_SUCH_LINE = "no_such_line"
    NO_SUCH_NAME = "no_such_name"
    SEVERAL_NAMES = "several_names"
    MIXED = "mixed"
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


def parse_marks(
    text: str,
    scheme: Mapping[str, Mark],
    doors: Mapping[int, Sequence[int]],
    names: Mapping[int, str] | None = None,
) -> LineEntry:
    """Read lines and letters: "3 1 PS", "4-7 NI", "4-7+9 NI", "12* DNC", "3 1ps"; by name "okaf 1", "okaf gra 1".

    `doors` gives for each line of the sheet the lines of its door, in order, and `names` who stands on a line. A
    range runs in print order; a star means everybody at that door. Letters may be small and may run together where
    that reads in one way only. Raises UnreadableMarks and takes nothing where any part cannot be read.
    """
    found = LINES.match(text)
    if found is not None:
        lines, whole_door = _lines(found["lines"], doors)
        told, rest = found[0].strip(), text[found.end() :]
    else:
        told, starred, rest = _named(text, scheme)
        line = _line_of(told, names or {})
        lines, whole_door = (tuple(doors[line]) if starred else (line,)), starred
    return LineEntry(lines, parse_letters(rest, scheme, of=told), whole_door=whole_door)


def parse_letters(text: str, scheme: Mapping[str, Mark], *, of: str) -> Marks:
    """Read letters alone: "1 PS", "1ps". `of` names the line in a refusal. Raises UnreadableMarks."""
    letters = [each for word in WORD.findall(text.upper()) for each in split_letters(word, scheme)]
    if not letters:
        raise UnreadableMarks(MarkFault.NO_MARK, of)
    return read_letters(letters, scheme)


def ranges(lines: Sequence[int]) -> str:
    """Write ascending numbers briefly: 1–3, 7."""
    told = []
    for _gap, run in groupby(enumerate(lines), key=lambda each: each[1] - each[0]):
        numbers = [line for _place, line in run]
        told.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}")
    return ", ".join(told)


def _named(text: str, scheme: Mapping[str, Mark]) -> tuple[str, bool, str]:
    """Part the beginnings of a name from the letters behind it; gives them, whether a star follows, and the rest."""
    words, starred, rest = [], False, text
    while not starred and (found := NAMED.match(rest)) is not None:
        # "NI 4" is letters keyed first, and no name that begins so.
        if _is_code(found["word"], scheme):
            break
        words.append(found["word"])
        starred, rest = found["door"] is not None, rest[found.end() :]
    if not words:
        raise UnreadableMarks(MarkFault.NO_LINE, text.strip())
    return " ".join(words), starred, rest


def _is_code(word: str, scheme: Mapping[str, Mark]) -> bool:
    try:
        return bool(split_letters(word.upper(), scheme))
    except UnreadableMarks as fault:
        return fault.fault is MarkFault.AMBIGUOUS


def _line_of(told: str, names: Mapping[int, str]) -> int:
    """The one line on which somebody stands whose names begin so, in whatever order."""
    wanted = _words(told)
    found = [line for line, name in names.items() if _begins(_words(name), wanted)]
    if not found:
        raise UnreadableMarks(MarkFault.NO_SUCH_NAME, told)
    if len(found) > 1:
        raise UnreadableMarks(MarkFault.SEVERAL_NAMES, ranges(found))
    return found[0]


def _begins(names: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in wanted)


def _words(name: str) -> list[str]:
    """A name as it is looked up: its words without accents, in small letters."""
    parted = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(each for each in parted if not unicodedata.combining(each)).casefold()
    return [word for word in re.split(r"[\s-]+", plain) if word]


def _lines(text: str, doors: Mapping[int, Sequence[int]]) -> tuple[tuple[int, ...], bool]:
    """All lines that are named, in print order, and whether whole doors were."""
    parts = list(ONE_PART.finditer(text))
    starred = {part["door"] is not None for part in parts}
    if len(starred) > 1:
        raise UnreadableMarks(MarkFault.MIXED, text)
    named = {line for part in parts for line in _part(part, doors)}
    if len(named) > MOST_LINES:
        raise UnreadableMarks(MarkFault.TOO_MANY, text)
    return tuple(line for line in doors if line in named), starred == {True}


def _part(found: re.Match[str], doors: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    first, last = int(found["first"]), int(found["last"] or found["first"])
    for line in (first, last):
        if line not in doors:
            raise UnreadableMarks(MarkFault.NO_SUCH_LINE, str(line))
    if last < first:
        raise UnreadableMarks(MarkFault.BACKWARDS, f"{first}-{last}")
    return tuple(doors[first]) if found["door"] else tuple(line for line in doors if first <= line <= last)


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
