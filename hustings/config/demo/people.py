"""Who lives behind the doors: households of invented people as a registration officer lists them."""

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from hustings.config.demo.dwellings import Home
from hustings.config.demo.name_stock import STOCKS, Stock

POSTAL_SHARE = 0.21
ATTAINERS_AMONG_CHILDREN = 0.08
SIZES = {
    Home.FAMILY: ((1, 30), (2, 47), (3, 15), (4, 6), (5, 2)),
    Home.FLAT: ((1, 58), (2, 38), (3, 4)),
    Home.SHARED: ((3, 20), (4, 40), (5, 25), (6, 15)),
}
EMPTY_SHARE = 0.04
# The letters of overseas, anonymous, qualifying European and peer electors (Representation of the People Act 1983).
OVERSEAS, ANONYMOUS, EUROPEAN, PEER, POSTAL = "F", "N", "B", "L", "A"


class Elector(NamedTuple):
    """One person as the register has them; `born_on` only where they have still to come of age."""

    surname: str
    forenames: str
    markers: str = ""
    born_on: date | None = None


class Population:
    """Draws households for one neighbourhood, the same ones for the same `random`. `published_on` fixes ages."""

    def __init__(self, random: Random, published_on: date) -> None:
        self._random = random
        self._published_on = published_on
        self._shares = list(accumulate(stock.share for stock in STOCKS))
        self._sizes = {home: _cumulated(sizes) for home, sizes in SIZES.items()}

    def household(self, home: Home) -> list[Elector]:
        """Return who is on the register at one door: nobody where it is empty."""
        random = self._random
        if random.random() < EMPTY_SHARE:
            return []
        counts, limits = self._sizes[home]
        size = counts[bisect(limits, random.random())]
        if home is Home.SHARED:
            return [self._stranger(self._stock()) for _ in range(size)]
        return self._family(size)

    def elsewhere(self, electors: int) -> list[Elector]:
        """Return a district's other electors, without an address: overseas ones, then anonymous ones without a name."""
        random = self._random
        overseas = sum(random.random() < 0.006 for _ in range(electors))
        anonymous = sum(random.random() < 0.0012 for _ in range(electors))
        abroad = [self._stranger(self._stock())._replace(markers=OVERSEAS) for _ in range(overseas)]
        return abroad + [Elector("", "", ANONYMOUS)] * anonymous

    def newcomers(self) -> list[Elector]:
        """Return a household that has just moved in."""
        return self._family(self._random.randint(1, 3))

    def surname(self) -> str:
        """Return a surname, for whoever changes theirs."""
        return self._surname(self._stock())

    def _stock(self) -> Stock:
        return STOCKS[min(len(STOCKS) - 1, bisect(self._shares, self._random.random() * self._shares[-1]))]

    def _family(self, size: int) -> list[Elector]:
        random, stock = self._random, self._stock()
        surname = self._surname(stock)
        adults = [self._person(stock, surname, woman=index % 2 == 0) for index in range(min(size, 2))]
        if size == 1 and random.random() < 0.5:
            adults = [self._person(stock, surname, woman=False)]
        if len(adults) == 2 and random.random() < 0.22:
            adults[0] = adults[0]._replace(surname=self._surname(self._stock()))
        return adults + [self._grown_child(stock, surname) for _ in range(size - 2)]

    def _stranger(self, stock: Stock) -> Elector:
        return self._person(stock, self._surname(stock), woman=self._random.random() < 0.5)

    def _person(self, stock: Stock, surname: str, *, woman: bool) -> Elector:
        return Elector(surname, self._forenames(stock, woman=woman), self._markers(stock))

    def _grown_child(self, stock: Stock, surname: str) -> Elector:
        child = self._person(stock, surname, woman=self._random.random() < 0.5)
        if self._random.random() > ATTAINERS_AMONG_CHILDREN:
            return child
        return child._replace(born_on=self._coming_of_age())

    def _coming_of_age(self) -> date:
        """Return a birthday that makes somebody eighteen within the life of the edition."""
        eighteen = self._published_on + timedelta(days=self._random.randint(5, 360))
        return eighteen.replace(year=eighteen.year - 18, day=min(eighteen.day, 28))

    def _forenames(self, stock: Stock, *, woman: bool) -> str:
        random, names = self._random, stock.women if woman else stock.men
        first = names[int(random.random() * len(names))]
        if random.random() < 0.45:
            second = names[int(random.random() * len(names))]
            return first if second == first else f"{first} {second}"
        return first

    def _surname(self, stock: Stock) -> str:
        random = self._random
        start = stock.beginnings[int(random.random() * len(stock.beginnings))]
        surname = start + stock.ends[int(random.random() * len(stock.ends))]
        if random.random() < 0.012:
            return f"{surname}-{self._surname(stock)}"
        return surname

    def _markers(self, stock: Stock) -> str:
        random, markers = self._random, ""
        for letter, chance in stock.markers:
            if random.random() < chance:
                markers += letter
        if random.random() < 0.0004:
            markers = PEER
        return markers + POSTAL if random.random() < POSTAL_SHARE else markers


def _cumulated(sizes: tuple[tuple[int, int], ...]) -> tuple[list[int], list[float]]:
    total = sum(weight for _, weight in sizes)
    limits = list(accumulate(weight / total for _, weight in sizes))
    limits[-1] = 1.0
    return [count for count, _ in sizes], limits
