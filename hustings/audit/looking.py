"""Who looked at one elector: every answer that held their row, while that is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from hustings.audit.rules import ranges_of

# Each row set is asked whether it holds one of the numbers: at some three hundred bytes each, a seat's year is read
# through in a fraction of a second, and keeping an index of sets would cost at every reading instead.
LOOKED = """
SELECT e.id, e.at, e.person_id, e.action, e.purpose, e.place, e.rule
FROM audit_rowset r JOIN audit_entry e ON e.id = r.entry_id
WHERE r.constituency_id = %(seat)s AND e.at >= %(since)s AND (r.seat_nos && %(own)s::int4multirange {shared})
"""
SHARED = """OR r.seat_nos && %(shared)s::int4multirange AND EXISTS (
    SELECT FROM unnest(%(numbers)s::int[], %(froms)s::timestamptz[], %(untils)s::timestamptz[]) AS h (number, f, u)
    WHERE r.seat_nos @> h.number AND e.at BETWEEN h.f AND h.u)
"""


class Held(NamedTuple):
    """A number of a seat's register under which somebody's row was read: ever, or between two moments only."""

    seat: int
    number: int
    between: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class Look:
    """One answer that held somebody's row: when, by whom, what for, and where it was shown."""

    entry_id: UUID
    at: datetime
    person_id: UUID | None
    action: str
    purpose: str
    place: str
    rule: str


def who_looked(numbers: Iterable[Held], *, since: datetime) -> list[Look]:
    """Every look at one elector since then, the newest first, as far as the walls let the log be read.

    `numbers` are the number they have, and those they had before. A list that held them twice is one look. One query
    for each seat.
    """
    by_seat: dict[int, list[Held]] = {}
    for one in numbers:
        by_seat.setdefault(one.seat, []).append(one)
    found: dict[UUID, Look] = {}
    with connection.cursor() as cursor:
        for seat, held in by_seat.items():
            shared = any(one.between for one in held)
            cursor.execute(LOOKED.format(shared=SHARED if shared else ""), _asked(seat, held, since))
            found |= {row[0]: Look(*row) for row in cursor.fetchall()}
    return sorted(found.values(), key=lambda look: look.at, reverse=True)


def _asked(seat: int, held: Iterable[Held], since: datetime) -> dict[str, Any]:
    shared = [(one.number, *one.between) for one in held if one.between]
    return {
        "seat": seat,
        "since": since,
        "own": ranges_of(one.number for one in held if not one.between),
        "shared": ranges_of(number for number, _from, _until in shared),
        "numbers": [number for number, _from, _until in shared],
        "froms": [begin for _number, begin, _until in shared],
        "untils": [end for _number, _from, end in shared],
    }
