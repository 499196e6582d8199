"""What befalls the households of one polling district in one month, for whichever system writes it down."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.people import POSTAL, Elector, Population

MOVED_SHARE, POSTAL_SHARE, RENAMED_SHARE = 0.012, 0.008, 0.004
REMOVED, CHANGED, ADDED = range(3)


class Befallen(NamedTuple):
    """One dwelling and who lives there after the month; `kind` is None where nothing befell them."""

    row: Row
    dwelling: Dwelling
    kind: int | None
    household: list[Elector]


class Alteration(NamedTuple):
    """One row of an update: what it asks for, where, and for whom; newcomers have a suffix to their number."""

    kind: int
    row: Row
    dwelling: Dwelling
    number: int
    suffix: int
    elector: Elector


class Month:
    """Households that move out and in, postal votes, new surnames; the same for the same seed, district and month."""

    def __init__(self, district: District, month: date, seed: int) -> None:
        self._random = Random(f"{seed}/{district.seat.index}/{district.letters}/{month}")
        self._district = district
        self._population = Population(self._random, month)

    def alterations(self) -> Iterator[Alteration]:
        """Yield what an update says of the month. Those who come get the number before theirs with a suffix."""
        for row, dwelling, kind, household in self.dwellings():
            if kind == CHANGED:
                yield Alteration(CHANGED, row, dwelling, dwelling.first, 0, household[0])
            elif kind == REMOVED:
                for number, elector in enumerate(dwelling.electors, start=dwelling.first):
                    yield Alteration(REMOVED, row, dwelling, number, 0, elector)
                for suffix, elector in enumerate(household, start=1):
                    yield Alteration(ADDED, row, dwelling, dwelling.first, suffix, elector)

    def dwellings(self) -> Iterator[Befallen]:
        """Yield every dwelling as the month leaves it; REMOVED where its household made room for another."""
        for row in self._district.rows:
            for dwelling in row.dwellings:
                yield Befallen(row, dwelling, *self._befall(dwelling.electors))

    def _befall(self, household: list[Elector]) -> tuple[int | None, list[Elector]]:
        chance = self._random.random()
        if chance < MOVED_SHARE:
            return REMOVED, self._population.newcomers()
        if chance < MOVED_SHARE + POSTAL_SHARE + RENAMED_SHARE:
            wants_postal_vote = chance < MOVED_SHARE + POSTAL_SHARE
            return CHANGED, [self._changed(household[0], wants_postal_vote=wants_postal_vote), *household[1:]]
        return None, household

    def _changed(self, elector: Elector, *, wants_postal_vote: bool) -> Elector:
        if wants_postal_vote:
            return elector._replace(markers=elector.markers.removesuffix(POSTAL) + POSTAL)
        return elector._replace(surname=self._population.surname())
