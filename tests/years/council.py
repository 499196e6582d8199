"""A registration officer's register through the years: the full register, months, and Decembers that number anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from random import Random
from typing import NamedTuple

from tests.years.happenings import MONTH, YEAR, Life, Pace, live
from tests.years.people import ANONYMOUS, OVERSEAS, Person, Population
from tests.years.places import Home, homes_of
from tests.years.truth import Alteration, Change, Entry, Step

OVERSEAS_SHARE, ANONYMOUS_SHARE, EMPTY_SHARE = 0.006, 0.0012, 0.04


class Living(NamedTuple):
    """A person, where, and in which polling district: an entry without its number."""

    person: Person
    home: Home | None
    letters: str


class Council:
    """One officer's register; `register` is what it truly holds now, by the key of the person.

    `postcodes` gives each polling district's letters and the postcodes to use in it, as printed. The same seed gives
    the same life. Two councils in one test want a `first_key` each, so that no key means two people.
    """

    def __init__(
        self, postcodes: Mapping[str, Sequence[str]], *, electors: int, seed: int, first_key: int = 1
    ) -> None:
        self._chance = Random(f"years/{seed}")
        self._people = Population(self._chance, first_key)
        self._wanted = electors // len(postcodes)
        self.homes = homes_of(postcodes, electors, self._chance)
        self.register: dict[int, Entry] = {}
        self._known: set[int] = set()
        self._departed: list[Entry] = []
        self._unseen: list[Entry] = []
        self._near: dict[int, int] = {}
        self._suffixes: dict[tuple[str, int], int] = defaultdict(int)

    def full_register(self, day: date) -> Step:
        """The first register, numbered in walking order; other electors stand at the end of their district."""
        self.register = self._numbered(self._settled(day))
        return self._step("full register", day, {}, Life())

    def month(self, day: date, pace: Pace = MONTH) -> Step:
        """A month's alterations, deletions first. Who comes to a door gets a number beside it, with a suffix; who
        moves within the council is deleted here and added there. Some arrivals are forgotten, and amended later.
        """
        before, life = dict(self.register), self._live(day, pace)
        rows = [Alteration(Change.DELETE, self.register.pop(key)) for key in sorted(life.gone)]
        rows += [row for key, home in life.moved.items() for row in self._move(key, home)]
        rows += [self._amend(key, person) for key, person in life.changed.items()]
        rows += [self._take_in(entry, Change.AMEND) for entry in self._unseen]
        rows += [self._take_in(self._beside(*one), Change.ADD) for one in life.joined]
        rows += [Alteration(Change.FLICKER, self._beside(*one)) for one in life.flickers]
        self._unseen = [self._beside(*one) for one in life.unseen]
        rows.sort(key=lambda row: row.change != Change.DELETE)
        return self._step(f"{day:%B %Y}", day, before, life, tuple(rows))

    def december(self, day: date, relettered: Mapping[str, str] | None = None, pace: Pace = YEAR) -> Step:
        """The revised register: what changed since, and every number new. `relettered` gives districts new letters."""
        before, life, new = dict(self.register), self._live(day, pace), relettered or {}
        for entry in self._unseen:
            self.register[entry.person.key] = entry
        self._unseen = []
        self.homes = [home._replace(letters=new.get(home.letters, home.letters)) for home in self.homes]
        at = {home.uprn: home for home in self.homes}
        living = [
            Living(
                life.changed.get(key, entry.person),
                life.moved.get(key, entry.home),
                new.get(entry.letters, entry.letters),
            )
            for key, entry in self.register.items()
            if key not in life.gone
        ]
        living += [Living(person, home, "") for person, home in life.joined]
        self.register = self._numbered(
            one._replace(home=at[one.home.uprn], letters=at[one.home.uprn].letters) if one.home else one
            for one in living
        )
        return self._step("December", day, before, life)

    def _settled(self, day: date) -> list[Living]:
        found: list[Living] = []
        for letters, homes in groupby(self.homes, lambda home: home.letters):
            here = self._elsewhere(letters)
            for home in homes:
                if len(here) < self._wanted and self._chance.random() > EMPTY_SHARE:
                    here += [Living(one, home, letters) for one in self._people.household(home, day)]
            found += here[: self._wanted]
        return found

    def _elsewhere(self, letters: str) -> list[Living]:
        return [
            Living(self._people.stranger(markers), None, letters)
            for markers, share in ((OVERSEAS, OVERSEAS_SHARE), (ANONYMOUS, ANONYMOUS_SHARE))
            for _ in range(int(self._wanted * share + self._chance.random()))
        ]

    def _numbered(self, living: Iterable[Living]) -> dict[int, Entry]:
        """Give everybody a new number, home by home, and note the last one before each home."""
        dwelling: dict[int, list[Living]] = defaultdict(list)
        elsewhere: list[Living] = []
        for one in living:
            (dwelling[one.home.uprn] if one.home else elsewhere).append(one)
        last: dict[str, int] = defaultdict(int)
        register = {}
        for home in self.homes:
            for one in sorted(
                dwelling[home.uprn], key=lambda one: (one.person.surname, one.person.forenames)
            ):
                last[home.letters] += 1
                register[one.person.key] = Entry(one.person, home, home.letters, last[home.letters])
            self._near[home.uprn] = max(1, last[home.letters])
        for one in elsewhere:
            last[one.letters] += 1
            register[one.person.key] = Entry(one.person, None, one.letters, last[one.letters])
        self._suffixes.clear()
        return register

    def _beside(self, person: Person, home: Home) -> Entry:
        place = (home.letters, self._near[home.uprn])
        self._suffixes[place] += 1
        return Entry(person, home, *place, self._suffixes[place])

    def _move(self, key: int, home: Home) -> list[Alteration]:
        old = self.register[key]
        new = self.register[key] = self._beside(old.person, home)
        return [Alteration(Change.DELETE, old), Alteration(Change.ADD, new)]

    def _amend(self, key: int, person: Person) -> Alteration:
        self.register[key] = self.register[key]._replace(person=person)
        return Alteration(Change.AMEND, self.register[key])

    def _take_in(self, entry: Entry, change: Change) -> Alteration:
        self.register[entry.person.key] = entry
        return Alteration(change, entry)

    def _live(self, day: date, pace: Pace) -> Life:
        return live(
            self.register,
            self.homes,
            self._departed,
            people=self._people,
            chance=self._chance,
            day=day,
            pace=pace,
        )

    def _step(
        self,
        title: str,
        day: date,
        before: dict[int, Entry],
        life: Life,
        rows: tuple[Alteration, ...] | None = None,
    ) -> Step:
        step = Step(
            title, day, before, dict(self.register), frozenset(self._known), frozenset(life.renamed), rows
        )
        back = {person.key for person, _home in life.joined}
        self._departed = [entry for entry in self._departed if entry.person.key not in back]
        self._departed += [before[key] for key in sorted(life.gone) if before[key].home]
        self._known |= self.register.keys()
        return step
