"""When two lines of a register are one person: how names and places count, and from what likeness on.

Pure: the same two descriptions always get the same answer, whichever comes first. The thresholds were tuned on
generated years whose truth is known (`bin/bench december` measures their error rates).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hustings.lib.markers import ANONYMOUS
from hustings.lib.name_likeness import NameSign, likeness_of_names

CERTAIN, DOUBTFUL = 80, 60
"""From this likeness on two lines are one person, and from this on somebody is asked."""
MARGIN = 8
"""By so much the best candidate must be liker than the next, or somebody is asked which of them it is."""
NEVER_CERTAIN = CERTAIN - 1
CROWD = 6
"""Of so many at one door two may bear the same forenames and be strangers: a hall of students, a hostel, a home."""
TOO_UNLIKE = 55
"""Names less alike than this are two people's in one place, whatever else is the same but the officer's reference."""

# Letters that say which citizenship somebody votes by; B and G are both the European Union's.
CITIZENSHIPS = {"B": "B", "G": "B", "K": "B", "M": "M", "L": "L", "E": "E"}


class Sureness(StrEnum):
    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    OTHER = "other"


class Sign(StrEnum):
    """What else ties two lines together or parts them, in words that a screen can translate."""

    SAME_REFERENCE = "the officer's own reference"
    SAME_NUMBER = "the same elector number in this edition"
    SAME_DOOR = "the same door"
    SAME_UPRN = "the same property number (UPRN)"
    SAME_PREMISES = "the same premises, written otherwise"
    NO_ADDRESS = "neither has an address"
    SAME_DATE = "the same date of coming of age"
    OTHER_DATE = "another date of coming of age"
    NOT_OF_AGE_YET = "one is still to come of age, the other was of age before"
    OTHER_CITIZENSHIP = "another citizenship"


class Described(NamedTuple):
    """What one line says of a person. Keys of doors and numbers are compared, never read; None or "" says nothing.

    `premises` are the words and numbers of the address without its postcode. `is_minor` is said of a row alone: it
    says that the person has still to come of age. `is_crowded`: more than `CROWD` of the door are looked for.
    """

    surname: str
    forenames: str
    attains_on: date | None = None
    is_minor: bool = False
    markers: str = ""
    reference: str = ""
    door: str = ""
    uprn: str = ""
    postcode: str = ""
    premises: frozenset[str] = frozenset()
    number: str = ""
    is_crowded: bool = False


@dataclass(frozen=True)
class Judgement:
    """How like two lines are, 0 to 100, how sure that makes us, and why."""

    likeness: int
    sureness: Sureness
    signs: tuple[NameSign | Sign, ...]


def judge(one: Described, other: Described) -> Judgement:
    """Weigh names, places, dates and markers of two lines against one another; symmetric."""
    if ANONYMOUS in one.markers or ANONYMOUS in other.markers:
        return Judgement(0, Sureness.OTHER, ())
    likeness, name_signs = likeness_of_names(one.surname, one.forenames, other.surname, other.forenames)
    if likeness < TOO_UNLIKE and not _same(one.reference, other.reference):
        return Judgement(round(likeness), Sureness.OTHER, name_signs)
    place, likeness, limit = _placed(one, other, likeness)
    if place is None:
        return Judgement(min(round(likeness), limit), Sureness.OTHER, name_signs)
    if NameSign.OTHER_SURNAME in name_signs and (one.is_crowded or other.is_crowded):
        limit = min(limit, NEVER_CERTAIN)
    likeness, limit, signs = _weighed(one, other, likeness, limit)
    counted = max(0, min(round(likeness), limit))
    return Judgement(counted, sureness_of(counted), (*name_signs, place, *signs))


def sureness_of(likeness: int) -> Sureness:
    """What a likeness means by itself; whether there are others as like is for whoever compares them."""
    if likeness >= CERTAIN:
        return Sureness.CERTAIN
    return Sureness.DOUBTFUL if likeness >= DOUBTFUL else Sureness.OTHER


def _placed(one: Described, other: Described, likeness: float) -> tuple[Sign | None, float, int]:
    """What ties the two lines together besides the name, what likeness it leaves, and what it allows at most."""
    tie = next((sign for sign, ties in TIES if ties(one, other)), None)
    counted = {
        Sign.SAME_REFERENCE: 100 if likeness >= 40 else 65,
        Sign.SAME_NUMBER: likeness + 20,
        Sign.SAME_PREMISES: likeness * 0.9,
    }
    limited = tie is Sign.NO_ADDRESS and likeness < 95
    limit = DOUBTFUL - 1 if tie is None else NEVER_CERTAIN if limited else 100
    return tie, likeness if tie is None else counted.get(tie, likeness), limit


def _weighed(
    one: Described, other: Described, likeness: float, limit: int
) -> tuple[float, int, tuple[Sign, ...]]:
    """Dates of coming of age and citizenship, for and against."""
    signs = []
    if one.attains_on and other.attains_on:
        is_same = one.attains_on == other.attains_on
        signs.append(Sign.SAME_DATE if is_same else Sign.OTHER_DATE)
        likeness += 4 if is_same else 0
        limit = limit if is_same else min(limit, 75)
    elif one.is_minor or other.is_minor:
        signs.append(Sign.NOT_OF_AGE_YET)
        limit = min(limit, 75)
    ours, theirs = citizenship(one.markers), citizenship(other.markers)
    if ours and theirs and ours != theirs:
        signs.append(Sign.OTHER_CITIZENSHIP)
        likeness -= 10
    return likeness, limit, tuple(signs)


def citizenship(markers: str) -> str:
    """The letter of the citizenship somebody votes by; "" for most people."""
    return next((CITIZENSHIPS[letter] for letter in markers.upper() if letter in CITIZENSHIPS), "")


def are_like_premises(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two addresses of one postcode may be one, written otherwise: "Flat 2" and "2 Castle House".

    Either their numbers are the same, or the shorter's words all stand in the longer, with one number more.
    """
    short, long = sorted((one, other), key=len)
    numbers, more = ({word for word in words if word[0].isdigit()} for words in (short, long))
    if not numbers:
        return one == other
    return numbers == more or (short <= long and len(more - numbers) == 1)


def _same(one: str, other: str) -> bool:
    return one != "" and one == other


# The surest first: what a pair has of it stands for the rest.
TIES: tuple[tuple[Sign, Callable[[Described, Described], bool]], ...] = (
    (Sign.SAME_REFERENCE, lambda one, other: _same(one.reference, other.reference)),
    (Sign.SAME_NUMBER, lambda one, other: _same(one.number, other.number)),
    (Sign.SAME_DOOR, lambda one, other: _same(one.door, other.door)),
    (Sign.SAME_UPRN, lambda one, other: _same(one.uprn, other.uprn)),
    (
        Sign.SAME_PREMISES,
        lambda one, other: (
            _same(one.postcode, other.postcode) and are_like_premises(one.premises, other.premises)
        ),
    ),
    (
        Sign.NO_ADDRESS,
        lambda one, other: not (one.door or other.door or one.postcode or other.postcode),
    ),
)
