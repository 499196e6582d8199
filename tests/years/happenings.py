"""What befalls the people of a register in a month or a year: drawn by lot, the same for the same chance."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.years.people import Person, Population
from tests.years.places import Home
from tests.years.spelling import respelled
from tests.years.truth import Entry, Register


@dataclass(frozen=True)
class Pace:
    """How often things happen: shares of households (leaving, moving, joining homes) or of people (the others)."""

    leaving: float
    moving: float
    joining: float
    dying: float
    returning: float
    marrying: float
    respelling: float
    correcting: float
    flickering: float = 0.0
    unseen: float = 0.0


MONTH = Pace(0.004, 0.003, 0.006, 0.0008, 0.0002, 0.0005, 0.0015, 0.004, 0.0004, 0.0004)
YEAR = Pace(0.05, 0.03, 0.07, 0.009, 0.002, 0.006, 0.012, 0.04)


@dataclass
class Life:
    """What happens to whom, by the keys of people; newcomers with their home."""

    gone: set[int] = field(default_factory=set)
    moved: dict[int, Home] = field(default_factory=dict)
    changed: dict[int, Person] = field(default_factory=dict)
    renamed: set[int] = field(default_factory=set)
    joined: list[tuple[Person, Home]] = field(default_factory=list)
    flickers: list[tuple[Person, Home]] = field(default_factory=list)
    unseen: list[tuple[Person, Home]] = field(default_factory=list)

    @property
    def touched(self) -> set[int]:
        return self.gone | self.moved.keys() | self.changed.keys()


def live(
    register: Register,
    homes: list[Home],
    departed: list[Entry],
    *,
    people: Population,
    chance: Random,
    day: date,
    pace: Pace,
) -> Life:
    """Draw what happens to everybody. At a door that a household leaves, others are as likely as not to come."""
    life, living = Life(), _households(register)
    empty = [home for home in homes if home.uprn not in living]
    for keys in living.values():
        _household(life, keys, empty, chance, pace)
    for key, entry in register.items():
        if key not in life.gone and key not in life.moved and entry.person.forenames:
            _one(life, entry, living.get(entry.door, []), register, people, chance, pace)
    vacated = [
        home
        for home in homes
        if home.uprn in living and set(living[home.uprn]) <= life.gone | life.moved.keys()
    ]
    _newcomers(life, [*empty, *vacated], len(living), people, chance, day, pace)
    back = [entry for entry in departed if chance.random() < pace.returning * len(register) / len(departed)]
    life.joined += [(entry.person, entry.home) for entry in back if entry.home]
    for share, where in ((pace.flickering, life.flickers), (pace.unseen, life.unseen)):
        where += [
            (people.stranger(), chance.choice(homes)) for _ in range(_number(share * len(register), chance))
        ]
    return life


def _households(register: Register) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, entry in register.items():
        if entry.home:
            found[entry.home.uprn].append(key)
    return dict(found)


def _household(life: Life, keys: list[int], empty: list[Home], chance: Random, pace: Pace) -> None:
    drawn = chance.random()
    if drawn < pace.leaving:
        life.gone |= {key for key in keys if len(keys) < 3 or chance.random() < 0.8}
    elif drawn < pace.leaving + pace.moving and empty:
        home = empty.pop(chance.randrange(len(empty)))
        life.moved |= {key: home for key in keys if len(keys) == 1 or chance.random() < 0.7}


def _one(
    life: Life,
    entry: Entry,
    keys: list[int],
    register: Register,
    people: Population,
    chance: Random,
    pace: Pace,
) -> None:
    drawn, person = chance.random(), entry.person
    if drawn < (limit := pace.dying):
        life.gone.add(person.key)
    elif drawn < (limit := limit + pace.marrying):
        life.changed[person.key] = person._replace(surname=_married(entry, keys, register, people, chance))
        life.renamed.add(person.key)
    elif drawn < (limit := limit + pace.respelling):
        surname, forenames = respelled(person.surname, person.forenames, chance)
        life.changed[person.key] = person._replace(surname=surname, forenames=forenames)
    elif drawn < limit + pace.correcting:
        has_postal_vote = person.markers.endswith("A")
        letters = person.markers.removesuffix("A") + ("" if has_postal_vote else "A")
        life.changed[person.key] = person._replace(markers=letters)


def _married(entry: Entry, keys: list[int], register: Register, people: Population, chance: Random) -> str:
    """The surname of somebody at the same door, both with a hyphen, or one from elsewhere; never the old one."""
    theirs = {register[key].person.surname for key in keys} - {entry.person.surname}
    surname = min(theirs) if theirs and chance.random() < 0.7 else people.surname()
    hyphenated = f"{entry.person.surname}-{surname}"
    return hyphenated if surname == entry.person.surname or chance.random() < 0.15 else surname


def _newcomers(
    life: Life, free: list[Home], households: int, people: Population, chance: Random, day: date, pace: Pace
) -> None:
    wanted = min(len(free), _number(pace.joining * households, chance))
    taken = {home.uprn for home in life.moved.values()}
    for home in chance.sample(free, wanted):
        if home.uprn not in taken:
            life.joined += [(person, home) for person in people.household(home, day)]


def _number(expected: float, chance: Random) -> int:
    return int(expected + chance.random())
