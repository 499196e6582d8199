"""Weeks of canvassing in a seat: who went where and when, who was in, what they said and how it moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hustings.config.demo.electorate import District, Dwelling
from hustings.config.demo.people import Elector
from hustings.config.demo.region import OURS, PARTIES

LONDON = ZoneInfo("Europe/London")
WEEKS = 6
DOORS_A_WALK = 36
MINUTES_A_DOOR = 3
# Day of the week (Monday is 0) and when the team meets.
SESSIONS = ((1, time(18, 0)), (3, time(18, 0)), (5, time(10, 30)), (5, time(14, 0)), (6, time(14, 0)))
RETURNED_SHARE = 0.4
NOT_IN, INACCESSIBLE_FLATS = 0.5, 0.12
# What becomes of a door that opens; the rest is a talk with the elector.
AT_THE_DOOR = (
    ("household", 0.09),
    ("refused", 0.08),
    ("moved", 0.025),
    ("language", 0.012),
    ("deceased", 0.003),
)
ANSWERS = ("definite", "probable", "undecided", "soft_other", "firm_other", "will_not_vote")
ACTIONS = (
    ("wants_postal_vote", 0.04),
    ("poster", 0.03),
    ("lift", 0.015),
    ("help", 0.015),
    ("casework", 0.03),
)
ALSO_LOCAL = 0.35


class Said(NamedTuple):
    """One line of a sheet. `number` is the elector's in `letters`, or the household's first where none was met."""

    letters: str
    number: int
    met: bool
    at: datetime
    walker: int
    outcome: str
    intention: str = ""
    party: str = ""
    local_intention: str = ""
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walk:
    """Some doors of one street after another, with what sort of street it is like to canvass."""

    letters: str
    leaning: float
    dwellings: Sequence[Dwelling]


class Canvass:
    """Six weeks in one seat. `share` is how much of the doors is reached in a first visit, by whole walks."""

    def __init__(
        self, *, seed: str, strength: float, until: date, walkers: int = 6, share: float = 0.72
    ) -> None:
        self._random = Random(f"{seed}/canvass")
        self._strength = strength
        self._until = until
        self._walkers = walkers
        self._share = share
        self._opinions: dict[tuple[str, int], int] = {}

    def conversations(self, districts: Iterable[District]) -> Iterator[Said]:
        """Yield everything that was written down, the earliest walk first."""
        walks = [walk for district in districts for walk in walks_in(district, self._random, self._strength)]
        self._random.shuffle(walks)
        first = walks[: round(len(walks) * self._share)]
        again = self._random.sample(first, round(len(first) * RETURNED_SHARE))
        whole = first + again
        for index, walk in enumerate(whole):
            yield from self._walked(walk, index, index / max(1, len(whole)))

    def _walked(self, walk: Walk, index: int, progress: float) -> Iterator[Said]:
        start = self._start(progress)
        walker = self._random.randrange(self._walkers)
        for place, dwelling in enumerate(walk.dwellings):
            at = start + timedelta(minutes=MINUTES_A_DOOR * place + self._random.randrange(MINUTES_A_DOOR))
            yield from self._knocked(walk, dwelling, at, walker, progress)

    def _start(self, progress: float) -> datetime:
        """Spread walks over the sessions of the weeks before the last day."""
        sessions = WEEKS * len(SESSIONS)
        week, session = divmod(min(sessions - 1, int(progress * sessions)), len(SESSIONS))
        weekday, clock = SESSIONS[session]
        monday = self._until - timedelta(days=self._until.weekday() + 7 * (WEEKS - week))
        return datetime.combine(monday + timedelta(days=weekday), clock, LONDON)

    def _knocked(
        self, walk: Walk, dwelling: Dwelling, at: datetime, walker: int, progress: float
    ) -> Iterator[Said]:
        random, door = self._random, Said(walk.letters, dwelling.first, False, at, walker, "not_in")
        if dwelling.door.flat and random.random() < INACCESSIBLE_FLATS:
            yield door._replace(outcome="inaccessible")
            return
        if random.random() < NOT_IN:
            yield door
            return
        others = [n for n, elector in enumerate(dwelling.electors, dwelling.first) if elector.born_on is None]
        if not others:
            yield door._replace(outcome="household")
            return
        for number in random.sample(others, min(len(others), 2 if random.random() < 0.3 else 1)):
            elector = dwelling.electors[number - dwelling.first]
            yield self._spoken(walk, elector, door._replace(number=number, met=True), progress)

    def _spoken(self, walk: Walk, elector: Elector, said: Said, progress: float) -> Said:
        random, chance = self._random, self._random.random()
        for outcome, share in AT_THE_DOOR:
            if chance < share:
                return said._replace(outcome=outcome)
            chance -= share
        answer = self._opinion(walk, said.number, progress)
        said = said._replace(
            outcome="spoke", intention=ANSWERS[answer], actions=self._actions(elector, answer)
        )
        if ANSWERS[answer] in ("soft_other", "firm_other"):
            said = said._replace(party=random.choices(PARTIES[1:4], (6, 3, 1))[0])
        if "B" in elector.markers:
            # A qualifying European elector has no vote for the UK Parliament.
            return said._replace(local_intention=said.intention, intention="")
        if random.random() < ALSO_LOCAL:
            said = said._replace(local_intention=ANSWERS[self._nearby(answer)])
        return said

    def _opinion(self, walk: Walk, number: int, progress: float) -> int:
        """Return what an elector says now: the same as before, or one step along where they were won or lost."""
        key = (walk.letters, number)
        before = self._opinions.get(key)
        if before is not None:
            answer = self._nearby(before, 0.24 + 0.1 * progress)
        else:
            ours = min(0.85, max(0.05, walk.leaning + 0.05 * progress))
            weights = (ours * 0.62, ours * 0.38, 0.2, (1 - ours) * 0.28, (1 - ours) * 0.46, 0.06)
            answer = self._random.choices(range(len(ANSWERS)), weights)[0]
        self._opinions[key] = answer
        return answer

    def _nearby(self, answer: int, chance: float = 0.2) -> int:
        """Return the same answer, or with this chance a neighbouring one: towards us a little more often."""
        if self._random.random() > chance or ANSWERS[answer] == "will_not_vote":
            return answer
        return min(4, max(0, answer + (-1 if self._random.random() < 0.58 else 1)))

    def _actions(self, elector: Elector, answer: int) -> tuple[str, ...]:
        actions = ["postal_vote"] if "A" in elector.markers else []
        for action, chance in ACTIONS:
            likely = chance * (2.5 if answer == 0 else 1.0)
            is_asked = action == "casework" or answer < 2
            if (
                is_asked
                and self._random.random() < likely
                and not (action == "wants_postal_vote" and actions)
            ):
                actions.append(action)
        return tuple(actions)


def walks_in(district: District, random: Random, strength: float) -> Iterator[Walk]:
    """Cut a district's streets into walks; each street leans a little more or less to us than the district."""
    lean = strength + random.uniform(-0.12, 0.12)
    for row in district.rows:
        leaning = lean + random.uniform(-0.14, 0.14)
        count = max(1, round(len(row.dwellings) / DOORS_A_WALK))
        size = -(-len(row.dwellings) // count)
        for start in range(0, len(row.dwellings), size):
            yield Walk(district.letters, leaning, row.dwellings[start : start + size])


def ours_in(votes: dict[str, int]) -> float:
    """Return our share of a seat's votes."""
    return votes[OURS] / max(1, sum(votes.values()))
