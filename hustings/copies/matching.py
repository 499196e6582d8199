"""Whose copy a leaked list is: by its invented people, else by its order, else by who is on it. Pure.

A fragment of twenty names is enough, in whatever order and with slips of spelling, because twenty people who stand
together on one copy stand apart on every other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hustings.copies.marking import in_order_of
from hustings.lib.names import normalised

SLACK = 1.6
"""A crop of n rows may span this many times n rows of the copy: names that were not understood leave gaps."""
TOGETHER = 0.6
"""From this part of a fragment standing together on, the order names the copy."""
APART = 2.0
"""And by so many times more than on the next best copy."""
ON_IT = 0.8
"""From this part of a fragment being on a copy at all, the copy may be where it came from."""
SLIPS = 2
SHORTEST = 5


class Sign(StrEnum):
    """What named a copy."""

    CANARY = "invented people"
    ORDER = "order"
    ROWS = "who is on it"


class Sureness(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Suspect:
    """A copy that a fragment may come from, and by what."""

    copy: UUID
    sign: Sign
    sureness: Sureness
    share: float


@dataclass(frozen=True)
class Roll:
    """Everybody of a seat by the words of their name, in a fixed order, so that turned names are the same."""

    people: Mapping[UUID, str]

    @cached_property
    def by_words(self) -> dict[str, list[UUID]]:
        found: dict[str, list[UUID]] = {}
        for person, name in self.people.items():
            found.setdefault(words_of(name), []).append(person)
        return found

    def find(self, names: Iterable[str]) -> list[list[UUID]]:
        """Whoever each name may be; a name with a slip finds those it is a slip of."""
        return [self._one(words_of(name)) for name in names]

    def _one(self, words: str) -> list[UUID]:
        if words in self.by_words or len(words) < SHORTEST:
            return self.by_words.get(words, [])
        near = process.extract(words, list(self.by_words), scorer=OSA.distance, score_cutoff=SLIPS, limit=3)
        return [person for key, _distance, _place in near for person in self.by_words[key]]


@dataclass(frozen=True)
class Issued:
    """A copy that can be traced: who is on it, real and invented; `key` is of its order, None where it has none."""

    id: UUID
    people: Collection[UUID]
    key: bytes | None = None
    invented: Mapping[UUID, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[UUID, int]:
        """Where everybody stands on a marked copy; nowhere on any other."""
        if self.key is None:
            return {}
        everybody = [(person, None) for person in (*self.people, *self.invented)]
        return {person: place for place, (person, _none) in enumerate(in_order_of(self.key, everybody))}


def words_of(name: str) -> str:
    """The words of a name in a fixed order: "Okafor, Ada Grace" is "Grace Ada Okafor"."""
    return " ".join(sorted(normalised(name).split()))


def trace(names: Sequence[str], copies: Sequence[Issued], roll: Roll) -> list[Suspect]:
    """Name the copies that a fragment may come from, the surest first; none where it comes from none.

    Each copy's invented people are asked for first: one of them names the copy for certain, for they stand on no other.
    """
    marked = _by_invented(names, copies)
    if marked:
        return marked
    found = roll.find(names)
    return _by_order(found, copies) or _by_rows(found, copies)


def _by_invented(names: Sequence[str], copies: Sequence[Issued]) -> list[Suspect]:
    asked = {words_of(name) for name in names}
    shares = {
        copy.id: len(asked & {words_of(name) for name in copy.invented.values()}) / len(names)
        for copy in copies
        if names
    }
    return _ranked(shares, Sign.CANARY, lambda share, _others: Sureness.CERTAIN if share else None)


def _by_order(found: Sequence[Sequence[UUID]], copies: Sequence[Issued]) -> list[Suspect]:
    shares = {copy.id: _together(found, copy) for copy in copies if copy.key is not None}

    def sureness(share: float, next_best: float) -> Sureness | None:
        if share < TOGETHER:
            return None
        return Sureness.CERTAIN if share >= APART * next_best else Sureness.LIKELY

    return _ranked(shares, Sign.ORDER, sureness)


def _together(found: Sequence[Sequence[UUID]], copy: Issued) -> float:
    """Which part of a fragment stands within one stretch of a copy, not much longer than the fragment itself."""
    places = sorted(
        (copy.places[person], line)
        for line, people in enumerate(found)
        for person in people
        if person in copy.places
    )
    width, best, first = max(2, round(len(found) * SLACK)), 0, 0
    for last in range(len(places)):
        while places[last][0] - places[first][0] >= width:
            first += 1
        best = max(best, len({line for _place, line in places[first : last + 1]}))
    return best / len(found) if found else 0.0


def _by_rows(found: Sequence[Sequence[UUID]], copies: Sequence[Issued]) -> list[Suspect]:
    shares = {
        copy.id: sum(any(person in copy.people for person in people) for people in found) / len(found)
        for copy in copies
        if found
    }

    def sureness(share: float, next_best: float) -> Sureness | None:
        if share < ON_IT:
            return None
        return Sureness.LIKELY if share > next_best + 1 - ON_IT else Sureness.POSSIBLE

    return _ranked(shares, Sign.ROWS, sureness)


def _ranked(
    shares: Mapping[UUID, float], sign: Sign, sureness: Callable[[float, float], Sureness | None]
) -> list[Suspect]:
    """The copies by their share, each judged beside the best of the others."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    suspects = []
    for place, (copy, share) in enumerate(ordered):
        others = ordered[1][1] if place == 0 and len(ordered) > 1 else ordered[0][1] if place else 0.0
        judged = sureness(share, others)
        if judged is not None:
            suspects.append(Suspect(copy, sign, judged, share))
    return suspects
