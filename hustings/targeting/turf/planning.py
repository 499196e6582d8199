"""From a list of doors to walks in order: the whole of it, without a database."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from hustings.targeting.turf.annealing import NEAREST, Annealing, Route, Streets
from hustings.targeting.turf.cutting import Sides, among, apart, cut_sides, shortest_tree, sides_beside
from hustings.targeting.turf.ordering import Order, order_sides
from hustings.targeting.turf.placing import Ground, place_doors
from hustings.targeting.turf.sides import sides_of
from hustings.targeting.turf.town import Town, town_of_doors
from hustings.targeting.turf.words import MOST_PEOPLE, Asked, Cut, CutWalk, Remark, WalkDoor

AROUND = 400.0
"""Metres beyond a walk's own doors within which the ways between them are sought."""
WELL_GUESSED = 0.05
"""By which part the number of walks may be wrong before a place is cut once more."""
GUESSING = 0.1
"""How much of the whole effort is spent to see how many walks a place makes."""
MOST_SIDES = 1500
"""A place with more sides than that is parted, and each part cut by itself: ways are reckoned between all its sides."""
ROUNDABOUT = 1.25
"""A round by the shortest ways is so much longer than half of there and back on their tree."""
FULL = 0.92
"""How much of the people that a walk may name is planned for, so that evening out finds room."""
UNEVEN_FROM = 0.10
FAR_FROM = 800.0
TOO_FAR, TOO_FAR_BY_CAR = 1500.0, 6000.0
"""Metres beyond which two places are cut each by itself, where both have something to do."""

LONELY = 3.0
"""Ways of so many times that length make no more walks: who lives behind them is told of instead."""


def cut_doors(doors: Sequence[WalkDoor], asked: Asked) -> Cut:
    """Cut a list of doors into walks of the time asked for, each in the order in which it is walked."""
    if not doors:
        return Cut(remarks=((Remark.EMPTY, ""),))
    ground = Ground(door.place for door in doors if door.place)
    points, lost, nowhere = place_doors(doors, ground)
    sides, parted = sides_of(doors, points, asked)
    town = town_of_doors(sides)
    plan = Plan(town, doors, asked, ground)
    groups = plan.cut()
    walks = [plan.walk(members) for members in groups]
    remarks = [(Remark.PARTED_BUILDING, name) for name in parted if is_parted(name, doors, walks)]
    if nowhere == len(doors):
        remarks.append((Remark.NO_PLACES, str(nowhere)))
    elif lost:
        remarks.append((Remark.PLACED_BY_NUMBER, str(lost)))
    cut = Cut(tuple(walks), tuple(remarks), tuple(map(tuple, groups)))
    return Cut(cut.walks, cut.remarks + plan.remarks(cut), cut.groups)


def is_parted(building: str, doors: Sequence[WalkDoor], walks: Sequence[CutWalk]) -> bool:
    """Whether the doors of a building are in several walks."""
    inside = {door.id for door in doors if door.building == building}
    return sum(not inside.isdisjoint(walk.doors) for walk in walks) > 1


class Plan:
    """One town and what was asked of it: weights, groups, and the measured order of each group."""

    def __init__(self, town: Town, doors: Sequence[WalkDoor], asked: Asked, ground: Ground) -> None:
        self.town, self.doors, self.asked = town, doors, asked
        self.start = ground.point(asked.start) if asked.start else None
        self.talking = np.array([side.talking for side in town.sides])
        self.people = np.array([side.people for side in town.sides], dtype=float)
        self.own_metres = np.array([town.length(number) for number in range(len(town.sides))])
        self.beside: Sides = sides_beside(town, np.zeros(len(town.sides)))
        self.far = TOO_FAR_BY_CAR if asked.has_car else TOO_FAR
        self.own = self.own_metres / asked.pace.on_foot
        self.shares = self._shares()
        self.beside.weights = self.talking + self.own + self.shares
        self._orders: dict[tuple[int, ...], Order] = {}

    def _shares(self) -> NDArray[np.float64]:
        """Minutes of getting from one side to the next, a share for each: half of the ways to and from it in the tree
        of the shortest ways.
        """
        shares = np.full(len(self.town.sides), 1e-3)
        for first, second, metres in shortest_tree(self.beside):
            if metres <= self.far:
                share = ROUNDABOUT * self.asked.pace.moving(metres, has_car=self.asked.has_car) / 2
                shares[[first, second]] += share
        return shares

    def count(self, members: Sequence[int], minutes: float) -> int:
        """How many walks some sides make: by time, and by the most people that one may name."""
        people = float(self.people[list(members)].sum())
        by_time = max(1, round(minutes / self.asked.work))
        if minutes / by_time > 1.1 * self.asked.work:
            by_time += 1
        return min(len(members), max(by_time, ceil(people / (FULL * MOST_PEOPLE))))

    def cut(self) -> list[list[int]]:
        """Cut every place by itself: nobody walks from an island to the next."""
        places = apart(self.beside, self.far, self.beside.weights, self.asked.work / 2)
        return [group for place in places for part in self._parts(place) for group in self._cut_place(part)]

    def _parts(self, place: list[int]) -> list[list[int]]:
        count = ceil(len(place) / MOST_SIDES)
        parts = cut_sides(among(self.beside, place), count, seed=self.asked.seed)
        return [[place[side] for side in np.flatnonzero(parts == part)] for part in range(count)]

    def _cut_place(self, members: list[int]) -> list[list[int]]:
        """Part a place, and make the walks short and even. If that shows that there must be more walks or fewer than
        was guessed, all is done again.
        """
        sides = among(self.beside, members)
        streets = self._streets(members, sides)
        count = self.count(members, float(sides.weights.sum()))
        walks = self._parted(members, sides, streets, count)
        walks.run(GUESSING)
        # A lonely house that nobody would walk to is told of; it makes no more walks.
        longest = self.asked.pace.moving(LONELY * self.far, has_car=self.asked.has_car)
        wanted = self.count(members, walks.minutes(longest))
        if abs(wanted - count) > count * WELL_GUESSED:
            walks = self._parted(members, sides, streets, wanted)
        walks.run()
        walks.mend()
        while walks.is_crowded and len(walks.routes) < len(members):
            walks = self._parted(members, sides, streets, len(walks.routes) + 1)
            walks.run()
            walks.mend()
        return [self._kept(members, route) for route in walks.routes]

    def _streets(self, members: list[int], sides: Sides) -> Streets:
        ends = self.town.ends[members].reshape(-1)
        minutes = (self._felt(self._ways(ends)[0]) / self.asked.pace.on_foot).astype(np.float32)
        return Streets(
            [array("f", row.tobytes()) for row in minutes],
            (self.talking + self.own)[members].tolist(),
            self.people[members].tolist(),
            [frozenset(row) for row in sides.metres],
            [sorted(row, key=row.__getitem__)[:NEAREST] for row in sides.metres],
            MOST_PEOPLE,
        )

    def _parted(self, members: list[int], sides: Sides, streets: Streets, count: int) -> Annealing:
        groups = cut_sides(sides, count, seed=self.asked.seed)
        routes = []
        for group in range(count):
            inside = np.flatnonzero(groups == group)
            order = self.order([members[side] for side in inside])
            routes.append([2 * int(inside[place]) + is_back for place, is_back in order.sides])
        return Annealing(streets, routes, work=self.asked.work, seed=self.asked.seed)

    def _kept(self, members: list[int], route: Route) -> list[int]:
        """The sides of a walk; and the order that was found for them, where it is shorter than the solver's."""
        kept = sorted(members[end >> 1] for end in route)
        if self.start is None:
            place = {side: at for at, side in enumerate(kept)}
            order = Order(tuple((place[members[end >> 1]], end % 2 == 1) for end in route))
            if self._moving(kept, order) < self._moving(kept, self.order(kept)):
                self._orders[tuple(kept)] = order
        return kept

    def _moving(self, members: Sequence[int], order: Order) -> float:
        """Minutes of getting from side to side."""
        pace, has_car = self.asked.pace, self.asked.has_car
        return sum(pace.moving(metres, has_car=has_car) for metres in self._legs(members, order))

    def order(self, members: Sequence[int]) -> Order:
        """The order of a group of sides; kept, since evening out leaves most groups as they were."""
        key = tuple(members)
        if key not in self._orders:
            ends = self.town.ends[list(members)].reshape(-1)
            metres, there = self._ways(ends)
            felt = self._felt(metres)
            self._orders[key] = order_sides(felt, None if there is None else self._felt(there))
        return self._orders[key]

    def _felt(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Metres on foot that take as long: a drive counts for what it takes."""
        if not self.asked.has_car:
            return metres
        pace = self.asked.pace
        driven = (pace.to_park + metres / pace.by_car) * pace.on_foot
        return np.where(metres < pace.car_from, metres, np.minimum(metres, driven))

    def _ways(self, ends: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """Metres between the ends of some sides, within their surroundings; and from the meeting point."""
        points = self.town.points
        low, high = points[ends].min(axis=0) - AROUND, points[ends].max(axis=0) + AROUND
        near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
        place = np.full(len(points), -1, dtype=np.int64)
        place[near] = np.arange(len(near))
        ways = self.town.ways[near][:, near]
        metres = dijkstra(ways, directed=False, indices=place[ends])[:, place[ends]]
        if not np.isfinite(metres).all():
            metres = self.town.distances(ends)[:, ends]
        if self.start is None:
            return metres, None
        node = self.town.nearest(self.start)
        off = float(np.hypot(*(points[node] - np.array(self.start))))
        return metres, self.town.distances(np.array([node]))[0][ends] + off

    def walk(self, members: Sequence[int]) -> CutWalk:
        """One walk of some sides: its doors in order and what it takes."""
        order = self.order(members)
        ends = self.town.ends
        doors: list[int] = []
        metres, walking, before = 0.0, 0.0, -1
        pace, has_car = self.asked.pace, self.asked.has_car
        between = self._legs(members, order)
        for leg, (place, is_back) in enumerate(order.sides):
            side = members[place]
            stops = self.town.sides[side].stops
            for stop in reversed(stops) if is_back else stops:
                doors.extend(stop.doors)
            metres += float(self.own_metres[side]) + between[leg]
            walking += float(self.own_metres[side]) / pace.on_foot
            walking += pace.moving(between[leg], has_car=has_car)
            before = int(ends[side][0 if is_back else 1])
        assert before >= 0
        return CutWalk(
            tuple(self.doors[at].id for at in doors),
            sum(self.doors[at].people for at in doors),
            float(self.talking[list(members)].sum()),
            walking,
            metres,
            order.way_there,
            self._name(members),
        )

    def _legs(self, members: Sequence[int], order: Order) -> list[float]:
        """Metres to each side of a walk from the one before it."""
        ends = self.town.ends[list(members)].reshape(-1)
        metres, _there = self._ways(ends) if len(members) > 1 else (np.zeros((2, 2)), None)
        legs, left = [0.0], -1
        for number, (place, is_back) in enumerate(order.sides):
            entered = 2 * place + is_back
            if number:
                legs.append(float(metres[left, entered]))
            left = 2 * place + (not is_back)
        return legs

    def _name(self, members: Sequence[int]) -> str:
        """The streets with most doors in it: at most two, and an ellipsis where there are more."""
        doors: dict[str, int] = defaultdict(int)
        for side in members:
            for stop in self.town.sides[side].stops:
                first = self.doors[stop.doors[0]]
                doors[first.street_name or first.street] += len(stop.doors)
        names = sorted(doors, key=lambda name: (-doors[name], name))
        return ", ".join(names[:2]) + (" …" if len(names) > 2 else "")

    def remarks(self, cut: Cut) -> tuple[tuple[Remark, str], ...]:
        """What is worth saying of the walks themselves."""
        found: list[tuple[Remark, str]] = []
        if cut.imbalance > UNEVEN_FROM:
            found.append((Remark.UNEVEN, f"{100 * cut.imbalance:.0f}"))
        far = [walk for walk in cut.walks if self._longest_leg(walk, cut) > FAR_FROM]
        if far and not self.asked.has_car:
            found.append((Remark.FAR_APART, str(len(far))))
        return tuple(found)

    def _longest_leg(self, walk: CutWalk, cut: Cut) -> float:
        members = cut.groups[cut.walks.index(walk)]
        return max(self._legs(members, self.order(members)))
