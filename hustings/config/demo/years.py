"""The register a year on: households that left, came and moved, marriages, slips of the pen, every number new."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from random import Random

from hustings.config.demo.electorate import District
from hustings.config.demo.months import Month
from hustings.config.demo.people import Elector, Population

LEFT_SHARE, MARRIED_SHARE, MISSPELT_SHARE, JOINED_SHARE, GONE_SHARE = 0.08, 0.006, 0.012, 0.03, 0.02
MOVED_NEARBY, MISSPELT_SURNAMES = 0.4, 0.5
RELETTERED = 1
"""Which district of the council, counted from nought, goes by other letters from now on."""


def a_year_later(
    districts: Iterable[District], *, published_on: date, month: date, seed: int
) -> Iterator[District]:
    """Yield the districts of a council as its next register has them, after the update of `month`.

    The doors stay; one district has other letters.
    """
    for place, district in enumerate(districts):
        letters = f"{district.letters}1" if place == RELETTERED else district.letters
        yield _Year(district, published_on, month, seed).register(letters)


class _Year:
    """What befalls one district between two registers."""

    def __init__(self, district: District, published_on: date, month: date, seed: int) -> None:
        self._random = Random(f"{seed}/{district.seat.index}/{district.letters}/{published_on}")
        self._district, self._month = district, Month(district, month, seed)
        self._population = Population(self._random, published_on)
        self._moving: list[Elector] = []

    def register(self, letters: str) -> District:
        """Number everybody anew, street by street."""
        number, rows = 1, []
        for row, befallen in groupby(self._month.dwellings(), key=attrgetter("row")):
            dwellings = []
            for one in befallen:
                living = self._household([_of_age(elector) for elector in one.household])
                dwellings.append(one.dwelling._replace(first=number, electors=living))
                number += len(living)
            rows.append(replace(row, dwellings=dwellings))
        return replace(self._district, letters=letters, rows=rows, first_elsewhere=number)

    def _household(self, household: list[Elector]) -> list[Elector]:
        chance, limit = self._random.random(), LEFT_SHARE
        if chance < limit:
            return self._replaced(household)
        if chance < (limit := limit + MARRIED_SHARE):
            return [household[0]._replace(surname=self._population.surname()), *household[1:]]
        if chance < (limit := limit + MISSPELT_SHARE):
            return [self._misspelt(household[0]), *household[1:]]
        if chance < (limit := limit + JOINED_SHARE):
            return [*household, self._population.newcomers()[0]]
        if chance < limit + GONE_SHARE and len(household) > 1:
            return household[1:]
        return household

    def _replaced(self, household: list[Elector]) -> list[Elector]:
        """Let those in who left a door nearby, or strangers; some who leave go to the next door that falls free."""
        coming, self._moving = self._moving or self._population.newcomers(), []
        if self._random.random() < MOVED_NEARBY:
            self._moving = household
        return coming

    def _misspelt(self, elector: Elector) -> Elector:
        if self._random.random() < MISSPELT_SURNAMES:
            return elector._replace(surname=_slip(elector.surname, self._random))
        return elector._replace(forenames=_slip(elector.forenames, self._random))


def _slip(name: str, random: Random) -> str:
    """Change two letters of the first word round, or double the last where all are the same."""
    first, *more = name.split(" ")
    turned = [
        f"{first[:at]}{first[at + 1]}{first[at]}{first[at + 2 :]}"
        for at in range(1, len(first) - 1)
        if first[at] != first[at + 1]
    ]
    return " ".join([random.choice(turned) if turned else first + first[-1], *more])


def _of_age(elector: Elector) -> Elector:
    """Whoever was to come of age within the last register's life has done so."""
    return elector._replace(born_on=None)
