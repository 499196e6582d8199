"""How like two names of people are, and why: spellings, nicknames, initials, middle names, slips of the pen, letters
that a file lost. Nothing here proves that two people are one: a door or a number must say so too.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from hustings.lib.name_variants import are_forms_of_one_forename, are_forms_of_one_surname, is_known_forename
from hustings.lib.names import normalised

PLAIN = 80.0
"""From this likeness on nobody tries whether surname and forename changed places."""
LOST_LETTER = "ʔ"
LOST = str.maketrans({"?": LOST_LETTER, "\ufffd": LOST_LETTER})


class NameSign(StrEnum):
    """What two names have in common, or not, in words that a screen can translate."""

    SAME_NAME = "the same name"
    SAME_WORDS = "the same words in another order"
    TURNED_ROUND = "surname and forename changed round"
    SURNAME_FORM = "two spellings of one surname"
    SURNAME_SLIP = "surnames that differ by a slip of the pen"
    SURNAME_PART = "one surname is part of the other"
    OTHER_SURNAME = "another surname, as after a marriage"
    FORENAME_FORM = "two forms of one forename"
    FORENAME_SLIP = "forenames that differ by a slip of the pen"
    INITIALS = "initials that fit the names"
    MIDDLE_NAME = "called by a middle name"
    OTHER_MIDDLE_NAME = "another middle name"
    OTHER_FORENAME = "another forename"
    LOST_LETTERS = "letters that the file lost"


Words = tuple[str, ...]
Name = tuple[Words, Words]
Weight = tuple[float, NameSign | None]


@lru_cache(maxsize=50_000)
def likeness_of_names(
    surname: str, forenames: str, other_surname: str, other_forenames: str
) -> tuple[float, tuple[NameSign, ...]]:
    """How like two names are, 0 to 100, and why. Nothing is 100 but the same name."""
    straight = _straight(
        (_words(surname), _words(forenames)), (_words(other_surname), _words(other_forenames))
    )
    if straight[0] >= PLAIN or not ("-" in forenames or "-" in other_forenames):
        return straight
    joined = (
        (_words(surname), _words(_joined(forenames))),
        (_words(other_surname), _words(_joined(other_forenames))),
    )
    return max(straight, _straight(*joined), key=lambda found: found[0])


def _straight(ours: Name, theirs: Name) -> tuple[float, tuple[NameSign, ...]]:
    if ours == theirs:
        return 100.0, (NameSign.SAME_NAME,)
    if sorted(ours[0] + ours[1]) == sorted(theirs[0] + theirs[1]):
        return 97.0, (NameSign.SAME_WORDS,)
    straight = _likeness(ours, theirs)
    if straight[0] >= PLAIN or not (ours[0] and ours[1] and theirs[0] and theirs[1]):
        return straight
    if not (set(ours[0]) & set(theirs[1]) or set(ours[1]) & set(theirs[0])):
        return straight
    turned = max(
        _likeness(_turned(ours), theirs), _likeness(ours, _turned(theirs)), key=lambda found: found[0]
    )
    if turned[0] * 0.95 > straight[0]:
        return turned[0] * 0.95, (NameSign.TURNED_ROUND, *turned[1])
    return straight


def _joined(forenames: str) -> str:
    """Jean-Paul has one initial."""
    return forenames.replace("-", "")


@lru_cache(maxsize=50_000)
def _words(name: str) -> Words:
    return tuple(normalised(name.translate(LOST)).split())


def _turned(name: Name) -> Name:
    surname, forenames = name
    return forenames[:1], (*surname, *forenames[1:])


def _likeness(ours: Name, theirs: Name) -> tuple[float, tuple[NameSign, ...]]:
    """A forename that differs tells more against than a surname, which marriage changes."""
    surname, surname_sign = _surnames(ours[0], theirs[0])
    forename, forename_sign = _forenames(ours[1], theirs[1])
    signs = tuple(sign for sign in (surname_sign, forename_sign) if sign is not None)
    if surname_sign is NameSign.OTHER_SURNAME and forename == 1.0:
        return (86.0 if _are_telling(ours[1]) else 72.0), signs
    return 99.0 * surname**0.5 * forename, signs


def _are_telling(forenames: Words) -> bool:
    """Whether forenames alone tell a person among a household: two of them, written out."""
    return sum(len(name) > 1 for name in forenames) > 1


def _surnames(ours: Words, theirs: Words) -> Weight:
    one, other = "".join(ours), "".join(theirs)
    if one == other:
        return 1.0, None
    alike = JaroWinkler.similarity(one, other)
    is_slip = alike >= 0.88 and min(len(one), len(other)) > 3
    is_part = bool(one and other) and (set(ours) <= set(theirs) or set(theirs) <= set(ours))
    return _first(
        (
            (_fits_lost(one, other), 0.98, NameSign.LOST_LETTERS),
            (are_forms_of_one_surname(" ".join(ours), " ".join(theirs)), 0.95, NameSign.SURNAME_FORM),
            (is_part, 0.85, NameSign.SURNAME_PART),
            (is_slip, alike, NameSign.SURNAME_SLIP),
            (True, 0.3, NameSign.OTHER_SURNAME),
        )
    )


def _forenames(ours: Words, theirs: Words) -> Weight:
    if "".join(ours) == "".join(theirs):
        return (1.0 if ours == theirs else 0.98), None
    if not ours or not theirs:
        return 0.75, None
    first, sign = _forename(ours[0], theirs[0])
    if first >= 0.8 and _are_at_odds(ours[1:], theirs[1:]):
        return first * 0.72, NameSign.OTHER_MIDDLE_NAME
    if sign is NameSign.INITIALS:
        # As many initials as names tell more than one initial of several.
        return (0.91 if len(ours) == len(theirs) else 0.82), sign
    if first < 0.8 and (ours[0] in theirs[1:] or theirs[0] in ours[1:]):
        return 0.78, NameSign.MIDDLE_NAME
    return first, sign


def _forename(one: str, other: str) -> Weight:
    """Two listed forenames that are no forms of one are two people's, however like they look: Jean and Joan."""
    if one == other:
        return 0.97, None
    is_initial, begin_alike = 1 in (len(one), len(other)), one[0] == other[0]
    alike = OSA.normalized_similarity(one, other)
    are_two = is_known_forename(one) and is_known_forename(other)
    return _first(
        (
            (_fits_lost(one, other), 0.95, NameSign.LOST_LETTERS),
            (is_initial and begin_alike, 0.88, NameSign.INITIALS),
            (is_initial, 0.3, NameSign.OTHER_FORENAME),
            (are_forms_of_one_forename(one, other), 0.92, NameSign.FORENAME_FORM),
            (are_two, min(alike, 0.62), NameSign.OTHER_FORENAME),
            (alike >= 0.7, 0.68 + (alike - 0.7) * 0.9, NameSign.FORENAME_SLIP),
            (True, alike * 0.8, NameSign.OTHER_FORENAME),
        )
    )


def _first(weighed: Iterable[tuple[bool, float, NameSign]]) -> Weight:
    return next((weight, sign) for holds, weight, sign in weighed if holds)


def _are_at_odds(middle: Words, other: Words) -> bool:
    """Whether both have middle names and the first of them do not fit, written out or as initials."""
    if not middle or not other:
        return False
    one, two = middle[0], other[0]
    if one[0] == LOST_LETTER or two[0] == LOST_LETTER or are_forms_of_one_forename(one, two):
        return False
    if len(one) == 1 or len(two) == 1:
        return one[0] != two[0]
    return not (set(middle) <= set(other) or set(other) <= set(middle) or OSA.distance(one, two) <= 2)


def _fits_lost(one: str, other: str) -> bool:
    """Whether the names are one where a file lost letters; a third of them at most."""
    lost = one.count(LOST_LETTER) + other.count(LOST_LETTER)
    if not lost or len(one) != len(other) or lost * 3 > len(one):
        return False
    return all(a == b or LOST_LETTER in (a, b) for a, b in zip(one, other, strict=True))
