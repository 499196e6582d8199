"""Who is on a list, or who a step of it took away or added: a page of electors in walking order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.canvassing.listing import ElectorRow, rows_of_electors
from hustings.register.models import Elector
from hustings.targeting.lists.asking import Asked
from hustings.targeting.lists.compiling import ON_REGISTER, Compiled, compile_list
from hustings.targeting.lists.rules import Choice
from hustings.targeting.lists.snapshots import still_on
from hustings.targeting.models import Outing, SavedList

PAGE = 100
FOUND = """
SELECT e.id, count(*) OVER () FROM register_elector e
JOIN geography_pollingdistrict p ON p.id = e.district_id
LEFT JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = e.street_id
LEFT JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = e.door_id
WHERE {on_register} AND {chosen}
ORDER BY p.letters COLLATE "C", s.name_key COLLATE "C", s.id, d.walk_order, e.surname_key, e.given_key, e.seat_no
LIMIT {page} OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Part:
    """Which people of a list: whom a step (from 1) took away or added, who left for a reason, or who is on it."""

    step: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Listed:
    """One elector of the page; `is_out` says that their door is in somebody's hands."""

    row: ElectorRow
    is_out: bool


@dataclass(frozen=True)
class ListedPage:
    """A page of people: which page of how many, and how many people there are on all of them."""

    people: list[Listed]
    number: int
    count: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


class NoSuchPart(Exception):
    """The list has no such step, or nobody leaves it for such a reason."""


def people_of_part(asked: Asked, part: Part, *, number: int) -> ListedPage:
    """One page of the people of a part. Six queries, however many they are. Raises NoSuchPart."""
    compiled = compile_list(asked)
    return _page(asked, _chosen(compiled, part), compiled.values, number)


def people_of_snapshot(kept: SavedList, asked: Asked, *, number: int) -> ListedPage:
    """One page of whoever stood on a snapshot, is on the register and may be contacted still."""
    compiled = compile_list(asked)
    return _page(asked, still_on(compiled), compiled.values | {"list": kept.id}, number)


def _chosen(compiled: Compiled, part: Part) -> str:
    if not part.step and not part.reason:
        return compiled.on_it
    stages = compiled.stages
    if part.step:
        if part.step > len(compiled.conditions):
            raise NoSuchPart
        before = stages[part.step - 2] if part.step > 1 else "false"
        after, step = stages[part.step - 1], compiled.form.steps[part.step - 1]
        adds = not isinstance(step, Choice) or step.do == "add"
        return f"{after} AND NOT {before}" if adds else f"{before} AND NOT {after}"
    if part.reason not in compiled.leaving:
        raise NoSuchPart
    place = len(compiled.conditions) + list(compiled.leaving).index(part.reason)
    return f"{stages[place - 1]} AND {compiled.leaving[part.reason]}"


def _page(asked: Asked, chosen: str, values: dict[str, Any], number: int) -> ListedPage:
    statement = FOUND.format(on_register=ON_REGISTER, chosen=chosen, page=PAGE)
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"offset": (number - 1) * PAGE})
        found = cursor.fetchall()
    count = found[0][1] if found else 0
    return ListedPage(_rows(asked, [id for id, _count in found]), number, count)


def _rows(asked: Asked, ids: Sequence[UUID]) -> list[Listed]:
    by_id = (
        Elector.objects.of_seat(asked.seat.id)
        .filter(id__in=ids)
        .select_related("door", "street", "district")
        .in_bulk()
    )
    listed = [by_id[id] for id in ids if id in by_id]
    out = doors_in_hand(asked.seat.id, [one.door_id for one in listed if one.door_id], asked.at)
    return [Listed(row, row.elector.door_id in out) for row in rows_of_electors(asked.seat.id, listed)]


def doors_in_hand(constituency: int, doors: Sequence[UUID], at: datetime) -> set[UUID]:
    """Those of some doors that are in somebody's hands now, on paper or by telephone. One query."""
    out = Outing.objects.filter(
        constituency_id=constituency, back_at=None, starts_at__lte=at, until__gt=at, doors__overlap=doors
    )
    return {door for held in out.values_list("doors", flat=True) for door in held}.intersection(doors)
