"""Rows to electors, one to one, by likeness: whoever is clearly the best on both sides, and nobody by a guess."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from hustings.register.identity.rules import CERTAIN, MARGIN


class Pair(NamedTuple):
    """A row that may be an elector, and how like they are."""

    likeness: int
    row: UUID
    elector: UUID


@dataclass(frozen=True)
class Paired:
    """`certain` are one person; of `several` nobody can tell which, and `alike` are less sure. Somebody is asked."""

    certain: list[Pair] = field(default_factory=list)
    several: list[Pair] = field(default_factory=list)
    alike: list[Pair] = field(default_factory=list)

    @property
    def doubtful(self) -> Iterator[Pair]:
        yield from self.several
        yield from self.alike


def pair(candidates: Iterable[Pair], *, asked: AbstractSet[UUID] = frozenset()) -> Paired:
    """Join the best to the best, the likest first, where nobody left on either side comes within the margin.

    No row and no elector is joined twice. Rows in `asked` wait for a person whatever their likeness.
    """
    waiting = _Waiting(sorted(candidates, key=lambda pair: (-pair.likeness, pair.row.int, pair.elector.int)))
    certain: list[Pair] = []
    while settled := [pair for pair in waiting.strong(asked) if waiting.take(pair)]:
        certain += settled
    several = [pair for pair in waiting.pairs if pair.likeness >= CERTAIN]
    doubted = {pair.row for pair in several} | {pair.elector for pair in several}
    alike = [
        pair
        for pair in waiting.pairs
        if pair.likeness < CERTAIN and not (pair.row in doubted and pair.elector in doubted)
    ]
    alone = [pair for pair in several if pair.row in asked]
    return Paired(certain, [pair for pair in several if pair.row not in asked], [*alone, *alike])


class _Waiting:
    """The pairs whose row and elector are both still free, the likest first."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.pairs = pairs
        self._beside: dict[UUID, list[Pair]] = defaultdict(list)
        for one in pairs:
            self._beside[one.row].append(one)
            self._beside[one.elector].append(one)
        self._taken: set[UUID] = set()

    def strong(self, asked: AbstractSet[UUID]) -> list[Pair]:
        self.pairs = [one for one in self.pairs if self._is_free(one)]
        return [one for one in self.pairs if one.likeness >= CERTAIN and one.row not in asked]

    def take(self, one: Pair) -> bool:
        """Take a pair out where nothing beside it is nearly as like; says whether it was."""
        if not self._is_free(one) or not self._is_clear(one):
            return False
        self._taken |= {one.row, one.elector}
        return True

    def _is_free(self, one: Pair) -> bool:
        return one.row not in self._taken and one.elector not in self._taken

    def _is_clear(self, one: Pair) -> bool:
        rivals = (*self._beside[one.row], *self._beside[one.elector])
        return all(
            rival == one or not self._is_free(rival) or rival.likeness <= one.likeness - MARGIN
            for rival in rivals
        )
