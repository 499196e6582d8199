"""Which tables go with a district to another seat, and how each finds its rows: read from the models' own keys.

A row follows the elector it is about; failing one, the door; failing that, whatever it belongs to that follows in its
turn; at the root stands the polling district. Rooms above say of their tables what no key tells: which stay where
they were made, and which are derived and made anew.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from graphlib import TopologicalSorter
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model

from hustings.access.actor import Actor
from hustings.access.models import HandOut, Quarantined, Signal
from hustings.audit.models import Entry, RowSet
from hustings.copies.models import Canary, Copy, CopyRows, Export, ProgrammeRun
from hustings.elections.models import Calling, Result, SeatTier
from hustings.geography.models import DistrictPlacement, PollingDistrict, Postcode
from hustings.organisation.models import UnitSeat
from hustings.register.models import (
    Door,
    Elector,
    Import,
    ImportRefusal,
    MarkedBatch,
    SeatCount,
    StagedRow,
    Supply,
)
from hustings.work.models import Job, SealedFile

Table = type[Model]


@dataclass(frozen=True)
class Move:
    """Districts that go from one seat to another; `ids` are what has moved so far, by table."""

    from_seat: int
    to_seat: int
    districts: tuple[UUID, ...]
    by: Actor
    at: datetime
    ids: dict[Table, list[UUID]] = field(default_factory=dict)
    cut: Counter[str] = field(default_factory=Counter)


Derive = Callable[[Move], None]

STAYING: dict[Table, str] = {
    DistrictPlacement: "geography keeps it by date",
    PollingDistrict: "geography writes where it lies",
    Postcode: "published by the postcode directory",
    Calling: "an election of the old seat",
    Result: "how the old seat voted",
    SeatTier: "the rank of a whole seat",
    UnitSeat: "who works where",
    Quarantined: "settled within a day, by the officers of the seat it was sent to",
    Signal: "what somebody read in the old seat",
    HandOut: "runs out by itself, and was given in the old seat",
    Entry: "the log is never rewritten",
    RowSet: "the numbers that were read were those of the old seat",
    Job: "work that was done there",
    SealedFile: "a copy that runs out by itself",
    Copy: "what left stays on the register of whoever issued it",
    Canary: "stands on one copy, wherever that was issued",
    Export: "a choice of the seat where it was asked for",
    ProgrammeRun: "happened in the seat where it happened",
    CopyRows: "who was on a copy is known by the numbers of that day",
    SeatCount: "counts the numbers of one seat, for good",
    Import: "a file stays where it was sent, with what was refused of it",
    ImportRefusal: "a file stays where it was sent, with what was refused of it",
    StagedRow: "placed anew when the import is applied",
    Supply: "what one seat asked for and was sent",
}
"""Tables of a seat whose rows do not follow a district, and why."""

HANDLED: set[Table] = set()
"""Tables of the rooms above that those rooms mend or derive themselves."""
MENDING: list[Derive] = []
DERIVING: list[Derive] = []

# No key leads from a batch to its district: its letters do, within its officer's editions.
BY_STATEMENT: dict[Table, str] = {
    MarkedBatch: """EXISTS (SELECT FROM register_registeredition n JOIN geography_pollingdistrict d
        ON d.officer_id = n.officer_id AND d.letters = t.letters
        WHERE n.id = t.edition_id AND d.id = ANY (%(districts)s::uuid[]))""",
}


def keeps_in_place(*tables: Table, because: str) -> None:
    """Say of a room's tables that their rows stay in the seat where they were made."""
    STAYING.update(dict.fromkeys(tables, because))


def mends(*tables: Table) -> Callable[[Derive], Derive]:
    """Say that a function sets right what rows refer to in the seat that they left; of these tables it moves all."""
    return _taking(MENDING, tables)


def derives(*tables: Table) -> Callable[[Derive], Derive]:
    """Say that a function makes these tables anew for both seats, after everything else has moved."""
    return _taking(DERIVING, tables)


def _taking(functions: list[Derive], tables: tuple[Table, ...]) -> Callable[[Derive], Derive]:
    def take(function: Derive) -> Derive:
        HANDLED.update(tables)
        functions.append(function)
        return function

    return take


@dataclass(frozen=True)
class Way:
    """The key by which a table's rows find where they belong. `only_if_null` are keys that go before it."""

    column: str
    leader: Table
    only_if_null: tuple[str, ...] = ()


def seat_tables() -> Iterator[Table]:
    """Every table that names a constituency."""
    for model in apps.get_models(include_auto_created=True):
        if "constituency_id" in {field.column for field in model._meta.concrete_fields}:
            yield model


def follows(table: Table) -> bool:
    """Whether a table's rows go with their district."""
    return table not in STAYING and table not in HANDLED and table in set(seat_tables())


def ways_of(table: Table) -> tuple[Way, ...]:
    """How a table's rows find where they belong; none where nothing tells."""
    keys = sorted(_leading_keys(table), key=lambda key: RANK.get(key.related_model, 2))
    sure = [key for key in keys if not key.null]
    # A key that is never empty tells by itself; of those that may be, one is asked after the other.
    if sure:
        return (_way(sure[0]),)
    unsure = [key for key in keys if key.related_model in (Elector, Door)]
    return tuple(_way(key, unsure[:place]) for place, key in enumerate(unsure))


RANK: dict[Table, int] = {Elector: 0, Door: 1, PollingDistrict: 3}


def _leading_keys(table: Table) -> "Iterator[ForeignKey[Model, Model]]":
    for key in table._meta.concrete_fields:
        if isinstance(key, ForeignKey) and key.related_model is not table:
            leader = key.related_model
            assert not isinstance(leader, str)
            if leader is PollingDistrict or follows(leader):
                yield key


def _way(key: "ForeignKey[Model, Model]", before: "Iterable[ForeignKey[Model, Model]]" = ()) -> Way:
    leader = key.related_model
    assert not isinstance(leader, str)
    return Way(key.column, leader, tuple(each.column for each in before))


def loose_keys(table: Table) -> Iterator[Way]:
    """The keys of a table that may come to point into another seat, and can be let go."""
    leading = {way.column for way in ways_of(table)[:1]}
    for key in _leading_keys(table):
        way = _way(key)
        if key.null and way.column not in leading and way.leader is not PollingDistrict:
            yield way


@cache
def in_order() -> tuple[Table, ...]:
    """The tables that follow, each after what it follows. Asked for when every room is loaded."""
    order: TopologicalSorter[Table] = TopologicalSorter()
    for table in seat_tables():
        if follows(table):
            order.add(table, *(way.leader for way in ways_of(table)))
    return tuple(table for table in order.static_order() if table is not PollingDistrict)
