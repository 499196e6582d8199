"""What a register holds at one time, and what truly happened to each person between two of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tests.years.people import Person
from tests.years.places import Home


class Entry(NamedTuple):
    """A person under a number; without a home where the register gives none."""

    person: Person
    home: Home | None
    letters: str
    number: int
    suffix: int = 0

    @property
    def elector_number(self) -> str:
        return f"{self.letters}-{self.number}" + (f"/{self.suffix}" if self.suffix else "")

    @property
    def door(self) -> int:
        """The home's UPRN, which stays when districts change their letters; 0 for no home."""
        return self.home.uprn if self.home else 0


class Change(StrEnum):
    """A row of an update. FLICKER was made and deleted in one month, and is written as each system writes that."""

    ADD = "add"
    AMEND = "amend"
    DELETE = "delete"
    FLICKER = "flicker"


class Alteration(NamedTuple):
    change: Change
    entry: Entry


class Happening(StrEnum):
    """Each person has one of the first five; the others say what else is different for who stayed or moved."""

    JOINED = "joined"
    RETURNED = "returned"
    LEFT = "left"
    MOVED = "moved"
    STAYED = "stayed"
    RENUMBERED = "renumbered"
    RESPELLED = "respelled"
    RENAMED = "renamed"
    CORRECTED = "corrected"


Register = Mapping[int, Entry]


@dataclass(frozen=True)
class Step:
    """One file's worth of life: the register before and after by the key of the person, and the rows of an update.

    `alterations` is None for a full register. `known` are the keys that any earlier step held.
    """

    title: str
    day: date
    before: Register
    after: Register
    known: frozenset[int]
    renamed: frozenset[int] = frozenset()
    alterations: tuple[Alteration, ...] | None = None

    @cached_property
    def happened(self) -> dict[int, frozenset[Happening]]:
        """What happened to each person, by key."""
        keys = self.before.keys() | self.after.keys()
        return {key: frozenset(self._of(key)) for key in keys}

    def by_district(self) -> dict[str, Counter[Happening]]:
        """How often each thing happened, by the letters in force afterwards (of who left: before)."""
        counted: dict[str, Counter[Happening]] = defaultdict(Counter)
        for key, happenings in self.happened.items():
            counted[(self.after.get(key) or self.before[key]).letters].update(happenings)
        return dict(counted)

    def count(self, happening: Happening) -> int:
        return sum(happening in happenings for happenings in self.happened.values())

    def _of(self, key: int) -> set[Happening]:
        old, new = self.before.get(key), self.after.get(key)
        if new is None:
            return {Happening.LEFT}
        if old is None:
            return {Happening.RETURNED if key in self.known else Happening.JOINED}
        return {Happening.STAYED if old.door == new.door else Happening.MOVED, *self._differences(old, new)}

    def _differences(self, old: Entry, new: Entry) -> set[Happening]:
        found = set()
        if old[2:] != new[2:]:
            found.add(Happening.RENUMBERED)
        if (old.person.surname, old.person.forenames) != (new.person.surname, new.person.forenames):
            is_renamed = new.person.key in self.renamed
            found.add(Happening.RENAMED if is_renamed else Happening.RESPELLED)
        if (old.person.markers, old.person.attains_on) != (new.person.markers, new.person.attains_on):
            found.add(Happening.CORRECTED)
        return found
