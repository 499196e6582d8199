"""The walking graph: where one can go on foot between the doors, and which side of a street each place is on."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay, cKDTree

from hustings.targeting.turf.placing import as_array
from hustings.targeting.turf.sides import StreetSide
from hustings.targeting.turf.words import Point

CROSSING = 8.0
"""What crossing a street costs besides its width, in metres: looking, and the way from path to path."""
WIDE_FROM, CROSSING_WIDE = 28.0, 60.0
"""A road this wide, from door to door, is crossed at a crossing: each of its sides is walked by itself."""
DETOUR = 1.25
"""Between streets one walks further than straight on; of streets on a map the way is known and this is not used."""
HERE = 0.5
"""Metres between two stops at one point: a graph's edge is never nothing."""


MOST_TOGETHER = 100
"""Ways between the stops at two points, up to which each is joined with each other."""


@dataclass(frozen=True)
class Town:
    """Sides of streets on a graph of walking. `ways` holds metres between nodes; each stop of each side is a node.

    `side_of` tells for every node the side it belongs to, or -1 for a corner where nobody lives.
    """

    sides: tuple[StreetSide, ...]
    nodes: tuple[tuple[int, ...], ...]
    points: NDArray[np.float64]
    ways: csr_array
    side_of: NDArray[np.int64]

    @property
    def ends(self) -> NDArray[np.int64]:
        """The first and last node of every side, a row each."""
        return np.array([(line[0], line[-1]) for line in self.nodes], dtype=np.int64).reshape(-1, 2)

    def length(self, side: int) -> float:
        """Metres along a side from its first door to its last."""
        line = self.nodes[side]
        return float(sum(self.ways[a, b] for a, b in itertools.pairwise(line)))

    def distances(self, sources: NDArray[np.int64]) -> NDArray[np.float64]:
        """Metres on the graph from some nodes to all."""
        found: NDArray[np.float64] = dijkstra(self.ways, directed=False, indices=sources)
        return found

    def nearest(self, point: Point) -> int:
        """The node nearest to a point."""
        _metres, node = cKDTree(self.points).query(point)
        return int(node)


def town_of_doors(sides: Sequence[StreetSide]) -> Town:
    """Make the graph from the doors alone: along each side, across each street, and between neighbours."""
    nodes: list[tuple[int, ...]] = []
    side_of: list[int] = []
    points: list[Point] = []
    count = 0
    for number, side in enumerate(sides):
        nodes.append(tuple(range(count, count + len(side.stops))))
        points.extend(stop.point for stop in side.stops)
        side_of.extend([number] * len(side.stops))
        count += len(side.stops)
    found = as_array(points)
    roads = _Roads(sides, nodes, found, np.array(side_of, dtype=np.int64))
    return Town(tuple(sides), tuple(nodes), found, roads.graph(), roads.side_of)


class _Roads:
    """Edges as they are found, the shortest kept where two join the same nodes."""

    def __init__(
        self,
        sides: Sequence[StreetSide],
        nodes: Sequence[tuple[int, ...]],
        points: NDArray[np.float64],
        side_of: NDArray[np.int64],
    ) -> None:
        self.sides, self.nodes, self.points, self.side_of = sides, nodes, points, side_of
        self.edges: dict[tuple[int, int], float] = {}

    def graph(self) -> csr_array:
        for line in self.nodes:
            for first, second in itertools.pairwise(line):
                self._join(first, second, 1.0, 0.0)
        together = self._same_points()
        points = self.points[[nodes[0] for nodes in together]]
        for first, second in neighbours(points):
            self._join_all(together[int(first)], together[int(second)])
        return graph_of(len(self.points), self.edges)

    def _same_points(self) -> list[list[int]]:
        """Join stops at one point, such as the parts of a tower, in order: a walk takes storeys that follow on."""
        at: dict[tuple[int, int], list[int]] = defaultdict(list)
        for node, (east, north) in enumerate(self.points):
            at[round(float(east) * 10), round(float(north) * 10)].append(node)
        for together in at.values():
            for first, second in itertools.pairwise(together):
                self._join(first, second, 1.0, 0.0)
        return list(at.values())

    def _join_all(self, here: list[int], there: list[int]) -> None:
        if len(here) * len(there) > MOST_TOGETHER:
            here, there = here[:1], there[:1]
        for first, second in itertools.product(here, there):
            self._join_neighbours(first, second)

    def _join_neighbours(self, first: int, second: int) -> None:
        one, other = self.side_of[first], self.side_of[second]
        if one == other:
            self._join(first, second, 1.0, 0.0)
        elif self.sides[one].street == self.sides[other].street:
            wide = dist(self.points[first], self.points[second]) > WIDE_FROM and _are_opposite(
                self.sides[one], self.sides[other]
            )
            along = _are_in_line(self.sides[one], self.sides[other])
            self._join(first, second, 1.0, 0.0 if along else CROSSING_WIDE if wide else CROSSING)
        else:
            self._join(first, second, DETOUR, CROSSING)

    def _join(self, first: int, second: int, times: float, more: float) -> None:
        metres = max(HERE, dist(self.points[first], self.points[second]) * times + more)
        pair = (min(first, second), max(first, second))
        self.edges[pair] = min(metres, self.edges.get(pair, metres))


def _parity(side: StreetSide) -> set[int]:
    return {stop.number % 2 for stop in side.stops if stop.number is not None}


def _are_opposite(one: StreetSide, other: StreetSide) -> bool:
    return len(_parity(one) | _parity(other)) == 2 and not _parity(one) & _parity(other)


def _are_in_line(one: StreetSide, other: StreetSide) -> bool:
    return bool(_parity(one) & _parity(other)) or not (_parity(one) and _parity(other))


def neighbours(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Pairs of points that are neighbours of each other, all of them joined: a Delaunay net."""
    count = len(points)
    if count < 2:
        return np.zeros((0, 2), dtype=np.int64)
    if count < 4:
        return np.array([(a, b) for a in range(count) for b in range(a)], dtype=np.int64)
    # Points in one straight line have no triangles: moved by less than a metre they have.
    net = Delaunay(points, qhull_options="QJ Pp")
    corners = net.simplices
    pairs = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    return np.unique(np.sort(pairs, axis=1), axis=0).astype(np.int64)


def graph_of(count: int, edges: dict[tuple[int, int], float]) -> csr_array:
    """Both directions of every edge as one sparse matrix."""
    rows = np.array([pair[0] for pair in edges], dtype=np.int64)
    columns = np.array([pair[1] for pair in edges], dtype=np.int64)
    metres = np.array(list(edges.values()), dtype=np.float64)
    both = coo_array(
        (
            np.concatenate([metres, metres]),
            (np.concatenate([rows, columns]), np.concatenate([columns, rows])),
        ),
        shape=(count, count),
    )
    return both.tocsr()
