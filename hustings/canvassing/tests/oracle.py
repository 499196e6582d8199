"""What the summaries should be, worked out row by row in plain Python, to compare the SQL with."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hustings.canvassing.judging import Heard
from hustings.canvassing.rules import CONTACTS, HOUSEHOLD_CONTACTS


def standing(rows: Iterable[Heard], withdrawn: Iterable[UUID] = ()) -> list[Heard]:
    """The conversations that count: not withdrawn, not superseded by one that is not withdrawn itself."""
    valid = [row for row in rows if row.id not in set(withdrawn)]
    newest: dict[UUID, UUID] = {}
    for row in valid:
        if row.supersedes:
            newest[row.supersedes] = max(row.id, newest.get(row.supersedes, row.id))
    return [
        row
        for row in valid
        if row.id not in newest and (row.supersedes is None or newest[row.supersedes] == row.id)
    ]


def expected_summaries(rows: Iterable[Heard], withdrawn: Iterable[UUID] = ()) -> dict[str, dict[Any, Any]]:
    """Latest intentions by elector and kind, contacts by elector, doors by door."""
    said: dict[Any, list[Any]] = defaultdict(list)
    visits: dict[Any, list[Heard]] = defaultdict(list)
    knocks: dict[Any, list[Heard]] = defaultdict(list)
    for row in standing(rows, withdrawn):
        visits[row.elector].append(row)
        knocks[row.door].append(row)
        for kind, code in row.intentions:
            said[row.elector, kind].append((row.happened_at, row.id, code))
    return {
        "intentions": {key: _newest_two(told) for key, told in said.items()},
        "contacts": {elector: _contacts(told) for elector, told in visits.items()},
        "doors": {
            door: (_last(told, HOUSEHOLD_CONTACTS), max(row.happened_at for row in told))
            for door, told in knocks.items()
        },
    }


def _newest_two(told: list[Any]) -> tuple[Any, ...]:
    (now, _id, code), *before = sorted(told, reverse=True)
    return (code, now, before[0][2], before[0][0]) if before else (code, now, None, None)


def _contacts(told: list[Heard]) -> tuple[Any, ...]:
    contacts = [row for row in told if row.outcome in CONTACTS]
    return _last(told, CONTACTS), max(row.happened_at for row in told), len(contacts), len(told)


def _last(told: list[Heard], outcomes: frozenset[Any]) -> Any:
    return max((row.happened_at for row in told if row.outcome in outcomes), default=None)
