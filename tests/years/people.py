"""Invented people, household by household: families, twins, fathers and sons of one name, and people who share."""

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate, count
from random import Random
from typing import NamedTuple

from hustings.config.demo.name_stock import STOCKS, Stock
from tests.years.places import Home

LIMITS = list(accumulate(stock.share for stock in STOCKS))
SIZES, SIZE_LIMITS = (1, 2, 3, 4, 5), (0.30, 0.77, 0.92, 0.98, 1.0)
TWINS_SHARE, SAME_NAME_SHARE, POSTAL_SHARE, OPTED_OUT_SHARE = 0.2, 0.012, 0.2, 0.4
ANONYMOUS, OVERSEAS = "N", "F"


class Person(NamedTuple):
    """A true person, told by `key` alone, which no file holds; the rest is how the council writes them at present."""

    key: int
    surname: str
    forenames: tuple[str, ...]
    is_woman: bool
    markers: str
    reference: str
    attains_on: date | None = None
    opted_out: bool = False


class Population:
    """Draws people, the same for the same chance; `first` is the first key and the first reference."""

    def __init__(self, chance: Random, first: int) -> None:
        self._chance = chance
        self._keys = count(first)

    def household(self, home: Home, day: date) -> list[Person]:
        """Who is registered at one door."""
        if home.holds:
            return [self.stranger() for _ in range(home.holds)]
        return self._family(SIZES[bisect(SIZE_LIMITS, self._chance.random())], day)

    def stranger(self, markers: str = "") -> Person:
        """Somebody of their own name; with `markers` N, nobody's name at all."""
        stock = self._stock()
        return self._person(stock, self._surname(stock), markers)

    def attainer(self, surname: str, day: date) -> Person:
        """Somebody of a family who comes of age within a year."""
        one = self._person(self._stock(), surname)
        return one._replace(attains_on=self._coming_of_age(day))

    def surname(self) -> str:
        return self._surname(self._stock())

    def _family(self, size: int, day: date) -> list[Person]:
        stock, chance = self._stock(), self._chance
        surname = self._surname(stock)
        family = [self._person(stock, surname, woman=at % 2 == chance.randrange(2)) for at in range(size)]
        if size > 1 and chance.random() < 0.22:
            family[1] = family[1]._replace(surname=self._surname(self._stock()))
        if size > 2:
            family[2:] = [self._grown_child(family, child, day) for child in family[2:]]
        if size > 3 and chance.random() < TWINS_SHARE:
            family[3] = self._twin(stock, family[2], family[3])
        return family

    def _grown_child(self, family: list[Person], child: Person, day: date) -> Person:
        """Some children bear a parent's very name; some have still to come of age."""
        drawn = self._chance.random()
        parent = family[0]
        if drawn < SAME_NAME_SHARE:
            return child._replace(forenames=parent.forenames, surname=parent.surname)
        if drawn < SAME_NAME_SHARE * 2:
            return child._replace(
                forenames=(parent.forenames[0], *child.forenames[1:]), surname=parent.surname
            )
        return child._replace(attains_on=self._coming_of_age(day)) if drawn < 0.2 else child

    def _twin(self, stock: Stock, first: Person, second: Person) -> Person:
        """One birthday, one surname, and as often as not one initial."""
        alike = [
            name
            for name in (stock.women if second.is_woman else stock.men)
            if name[0] == first.forenames[0][0]
        ]
        named = self._chance.choice(alike) if alike else second.forenames[0]
        forenames = second.forenames if named == first.forenames[0] else (named, *second.forenames[1:])
        return second._replace(surname=first.surname, forenames=forenames, attains_on=first.attains_on)

    def _person(self, stock: Stock, surname: str, markers: str = "", *, woman: bool | None = None) -> Person:
        chance, key = self._chance, next(self._keys)
        is_woman = chance.random() < 0.5 if woman is None else woman
        letters = markers or "".join(letter for letter, share in stock.markers if chance.random() < share)
        letters += "A" if not markers and chance.random() < POSTAL_SHARE else ""
        reference = str(700_000 + key)
        if markers == ANONYMOUS:
            return Person(key, "", (), is_woman, markers, reference)
        forenames = self._forenames(stock.women if is_woman else stock.men)
        opted_out = chance.random() < OPTED_OUT_SHARE
        return Person(key, surname, forenames, is_woman, letters, reference, opted_out=opted_out)

    def _forenames(self, names: tuple[str, ...]) -> tuple[str, ...]:
        drawn = self._chance.random()
        wanted = 1 if drawn < 0.35 else 2 if drawn < 0.92 else 3
        return tuple(dict.fromkeys(self._chance.choice(names) for _ in range(wanted)))

    def _surname(self, stock: Stock) -> str:
        """Some surnames are many people's, as in life."""
        chance = self._chance
        start = stock.beginnings[int(chance.random() ** 2 * len(stock.beginnings))]
        surname = start + stock.ends[int(chance.random() ** 2 * len(stock.ends))]
        return f"{surname}-{self._surname(stock)}" if chance.random() < 0.012 else surname

    def _stock(self) -> Stock:
        return STOCKS[min(len(STOCKS) - 1, bisect(LIMITS, self._chance.random() * LIMITS[-1]))]

    def _coming_of_age(self, day: date) -> date:
        eighteen = day + timedelta(days=self._chance.randint(5, 700))
        return eighteen.replace(day=min(eighteen.day, 28))
