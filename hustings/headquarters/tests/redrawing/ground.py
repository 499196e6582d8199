"""Two seats with everything that the rooms record, and changes that redraw them, for tests of all rooms together."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Code, MasterQuestion
from hustings.canvassing.rules import Meaning
from hustings.canvassing.schemes import add_local_code
from hustings.canvassing.tests.ground import AT, Ground, heard, record
from hustings.elections.models import Election, ElectionKind
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.paper.keying import key_marks
from hustings.paper.models import Sheet
from hustings.paper.tests.conftest import fixed
from hustings.register.models import (
    AbsentVote,
    AbsentVoteDetail,
    Building,
    Door,
    Doubt,
    Elector,
    FormerNumber,
    Import,
    KeyedMark,
    MarkedBatch,
    RegisterEdition,
    RegisterEntry,
    RoadGroup,
    SeatCount,
    Turnout,
)
from hustings.register.objections.objecting import record_objection
from hustings.register.redrawing.carrying_out import Redrawn, carry_out_change
from hustings.register.redrawing.following import HANDLED, in_order
from tests.cast import Cast, acting, arranging

DAY = date(2026, 11, 1)
LATER = AT + timedelta(days=1)


def furnish(ground: Ground, cast: Cast) -> None:
    """Give a ground an edition with entries, doubts, absent votes, turnout and a batch; past the walls."""
    edition, _made = RegisterEdition.objects.get_or_create(
        officer=cast.council, name="2026", defaults={"published_on": date(2025, 12, 1), "is_current": True}
    )
    run = Import.objects.create(
        constituency=ground.seat, edition=edition, layout="xpress", file_name="full.csv", file_sha256="",
        encoding="utf-8", seats=[ground.seat.id], state="applied", applied_at=AT, made_at=AT,
    )  # fmt: skip
    for number, elector in enumerate(ground.electors, start=1):
        RegisterEntry.objects.create(
            constituency=ground.seat, elector=elector, edition=edition, district_id=elector.district_id,
            door_id=elector.door_id, letters=elector.district.letters, number=number, opened_by=run,
        )  # fmt: skip
    first, second = ground.electors[:2]
    Doubt.objects.create(
        constituency=ground.seat,
        run=run,
        line=1,
        elector_id=first.id,
        earlier=second,
        kind="like",
        likeness=90,
    )
    vote = AbsentVote.objects.create(
        constituency=ground.seat, elector=first, edition=edition, kind="postal", opened_by=run
    )
    AbsentVoteDetail.objects.create(
        constituency=ground.seat, absent_vote=vote, sent_to="elsewhere", forget_on=DAY
    )
    _mark_turnout(ground, edition, first)
    _gather_doors(ground)
    SeatCount.objects.update_or_create(constituency=ground.seat, defaults={"last_no": len(ground.electors)})


def _mark_turnout(ground: Ground, edition: RegisterEdition, voter: Elector) -> None:
    election, _made = Election.objects.get_or_create(
        kind=ElectionKind.LOCAL, name="Council 2025", polling_day=date(2025, 5, 1)
    )
    Turnout.objects.create(
        constituency=ground.seat,
        elector=voter,
        election=election,
        voted=True,
        source="marked",
        recorded_at=AT,
    )
    batch = MarkedBatch.objects.create(
        constituency=ground.seat, election=election, edition=edition, letters=ground.districts[0].letters,
        first_by=uuid7(), made_at=AT,
    )  # fmt: skip
    KeyedMark.objects.create(constituency=ground.seat, batch=batch, pass_no=1, number=1, method="station")


def _gather_doors(ground: Ground) -> None:
    for district in ground.districts:
        group = RoadGroup.objects.create(
            constituency=ground.seat, district=district, name="Lower end", looked_at=AT
        )
        Door.objects.filter(street__district=district).update(road_group=group)
    building = Building.objects.create(
        constituency=ground.seat, street=ground.streets[0], name="Castle House"
    )
    Door.objects.filter(id=ground.doors[0].id).update(building=building)


def talk(ground: Ground, cast: Cast) -> Code:
    """Record conversations with everybody, an answer in a code of the seat's own, and two objections."""
    person = cast.priya if ground.seat == cast.northmoor else cast.sam
    with acting(person, Action.CANVASSING_SCHEME_EDIT, Purpose.ORGANISE, AT) as by:
        master = MasterQuestion.objects.order_by("order")[0]
        own = add_local_code(
            constituency=ground.seat.id, letters="BUS", label="The bus", master=master, by=by, at=AT
        )
    with acting(person, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, AT) as by:
        said = [
            heard(elector, said=Meaning.DEFINITE, answers=((own.id, "yes"),), door=elector.door_id)
            for elector in ground.electors
        ]
        assert record(by, ground, *said).is_whole
    with acting(person, Action.REGISTER_OBJECTION_RECORD, Purpose.CANVASS, AT) as by:
        for whom in (
            {"elector_id": ground.electors[8].id},
            {"door_id": ground.doors[5].id, "whole_household": True},
        ):
            record_objection(by=by, at=AT, constituency=ground.seat.id, channel="door", **whom)
    return own


def print_and_key(ground: Ground, cast: Cast) -> Sheet:
    """A sheet of the first street, printed yesterday, of which three lines are keyed."""
    person = cast.priya if ground.seat == cast.northmoor else cast.sam
    with acting(person, Action.PAPER_SHEET_PRINT, Purpose.CANVASS, AT) as by:
        sheet = fixed(by, ground, ground.streets[0].id).sheet
    key(cast, sheet, "1-2 1 BUS")
    key(cast, sheet, "3 NI")
    with arranging():
        return Sheet.objects.select_related("pack").get(pk=sheet.pk)


def key(cast: Cast, sheet: Sheet, marks: str, at: datetime = AT) -> None:
    """Key marks of a sheet in, as the organiser of its seat."""
    person = cast.priya if sheet.constituency_id == cast.northmoor.id else cast.sam
    with acting(person, Action.PAPER_SHEET_KEY, Purpose.CANVASS, at) as by:
        key_marks(
            constituency=sheet.constituency_id,
            sheet_id=sheet.id,
            text=marks,
            happened_on=at.date(),
            by=by,
            at=at,
        )


def propose(
    name: str, *moves: tuple[PollingDistrict, Place, Place | None], day: date = DAY
) -> BoundaryChange:
    """A proposed change of districts to seats and wards; past the walls."""
    change = BoundaryChange.objects.create(name=name, takes_effect_on=day, made_at=AT)
    for district, seat, ward in moves:
        DistrictPlacement.objects.create(
            district=district, constituency=seat, ward=ward, starts_on=day, change=change, is_proposed=True
        )
    return change


@contextmanager
def redrawing(cast: Cast, at: datetime = LATER) -> Iterator[Actor]:
    """Moira's scope for redrawing both seats."""
    with acting(cast.moira, Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION, at) as by:
        yield by


def everything_of(seat: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of a seat that go with people or are derived from them, but for what is given or counted anew.

    Numbers that were left behind are not among them: whoever comes back has one more.
    """
    tables = [table._meta.db_table for table in (*in_order(), *HANDLED) if table is not FormerNumber]
    anew = {
        "register_elector": ("seat_no",),
        "canvassing_districttally": ("id",),
        "canvassing_seatsummary": ("counted_at",),
    }
    return {table: rows_of(table, seat, without=anew.get(table, ())) for table in tables}


def carry_out(cast: Cast, change: BoundaryChange, at: datetime = LATER) -> Redrawn:
    with redrawing(cast, at) as by:
        return carry_out_change(by=by, at=at, change_id=change.id)


def rows_of(table: str, seat: int, *, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Every row of a seat's table, in an order of its own; past the walls."""
    with arranging(), connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE constituency_id = %s", [seat])
        said = [json.loads(row) for (row,) in cursor.fetchall()]
    rows = [{key: value for key, value in row.items() if key not in without} for row in said]
    return sorted(rows, key=str)
