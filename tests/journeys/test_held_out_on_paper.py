"""From candidate and agent agreeing to hold people out, through everything that is printed, to polling day."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.models import Approval
from hustings.access.roles import Role
from hustings.access.two_people.approving import approve
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import CopyRows
from hustings.elections.models import Election
from hustings.paper.models import SheetLine
from hustings.paper.packing import order_pack
from hustings.paper.post.keeping import keep_imprint, keep_letter
from hustings.paper.post.printing import print_post
from hustings.paper.post.tests.ground import give_addresses, keep_list, order
from hustings.paper.post.tests.test_letters import ANSWERS, TEXT
from hustings.paper.printing import print_pack
from hustings.paper.tests.conftest import CHOICE, north
from hustings.register.models import Elector
from hustings.targeting.lists.holding_out import draw_hold_out, proposals_for, propose_hold_out
from hustings.targeting.models import SavedList, WalkDoor
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.planning import WalkWish, order_walks
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging, join

__all__ = ["north"]
DRAW, PRINT, CUT = Action.TARGETING_HOLD_OUT_DRAW, Action.PAPER_SHEET_PRINT, Action.TARGETING_WALK_CUT


@pytest.fixture
def everybody(cast: Cast, north: Ground) -> SavedList:
    with arranging():
        give_addresses(north)
    return keep_list(cast, {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]})


def hold_out(cast: Cast, kept: SavedList, at: datetime) -> set[UUID]:
    """The agent asks, the candidate agrees, the agent draws: a fifth of the households, until tomorrow's poll."""
    with arranging():
        agent = join("Agnes Holloway", cast.northmoor_unit, Role.AGENT, cast.grants)
        candidate = join("Carwyn Ashdown", cast.northmoor_unit, Role.CANDIDATE, cast.grants)
        day = timezone.localdate(at) + timedelta(days=1)
        poll = Election.objects.create(kind="local", name="Moorland District Council", polling_day=day)
    with acting(agent, DRAW, Purpose.CANVASS, at) as by:
        propose_hold_out(kept=kept, share=20, election=poll, by=by, at=at)
    with acting(candidate, Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION, at) as by:
        with arranging():
            asked = Approval.objects.get(kind="hold out")
        approve(approval=asked, by=by, at=at)
    with acting(agent, DRAW, Purpose.CANVASS, at) as by:
        (agreed,) = proposals_for(kept, by)
        draw_hold_out(kept=kept, agreed=agreed, by=by, at=at)
    with arranging():
        return set(HeldOut.objects.values_list("elector_id", flat=True))


def printed(cast: Cast, north: Ground, kept: SavedList, at: datetime) -> dict[str, set[UUID]]:
    """Everybody on sheets, labels, letters and a plan of walks that Priya makes now, and on the walks' own sheets."""
    with acting(cast.priya, PRINT, Purpose.CANVASS, at) as by:
        usual = order(kept, destroy_on=timezone.localdate(at) + timedelta(days=9))
        letter = keep_letter(seat=north.seat, name="Hello", text=TEXT, by=by, at=at)
        keep_imprint(seat=north.seat, told=ANSWERS, by=by, at=at)
        posted = {
            name: print_post(wanted, seat=north.seat, by=by, at=at, report=silent)[0].id
            for name, wanted in (("labels", usual), ("letters", replace(usual, size="", letter=letter.id)))
        }
        streets = print_sheets(north, by, at, streets=[street.id for street in north.streets])
    with acting(cast.priya, CUT, Purpose.CANVASS, at) as by:
        wish = WalkWish(
            meeting_place="The bandstand", minutes=60, districts=[one.id for one in north.districts]
        )
        plan = order_walks(constituency=north.seat.id, wish=wish, by=by, at=at)
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=at)
    with arranging():
        walks = list(WalkDoor.objects.filter(walk__plan=plan).values_list("walk_id", flat=True).distinct())
    with acting(cast.priya, PRINT, Purpose.CANVASS, at) as by:
        walked = print_sheets(north, by, at, walks=walks)
    with arranging():
        found = {name: _on_copy(copy) for name, copy in posted.items()}
        return found | {
            "sheets": _on_sheets(streets),
            "sheets of walks": _on_sheets(walked),
            "walks": {
                elector.id
                for row in WalkDoor.objects.filter(walk__plan=plan)
                for elector in Elector.objects.filter(door=row.door_id)
                if row.electors is None or elector.id in row.electors
            },
        }


def print_sheets(north: Ground, by: Actor, at: datetime, **what: Any) -> UUID:
    choice = replace(CHOICE, return_by=at + timedelta(hours=9), walks_address="https://h.example/", **what)
    pack = order_pack(constituency=north.seat.id, choice=choice, by=by, at=at)
    print_pack(pack_id=pack.id, constituency=north.seat.id, by=by, at=at, report=silent)
    return pack.id


def _on_sheets(pack: UUID) -> set[UUID]:
    return set(SheetLine.objects.filter(sheet__pack=pack).values_list("elector_id", flat=True))


def _on_copy(copy: UUID) -> set[UUID]:
    rows = CopyRows.objects.get(copy=copy)
    return set(Elector.objects.filter(seat_no__in=rows.seat_nos).values_list("id", flat=True))


def test_whoever_is_held_out_is_on_no_paper_until_polling_day(
    cast: Cast, north: Ground, everybody: SavedList
) -> None:
    at = timezone.now()
    held = hold_out(cast, everybody, at)
    all_of_them = {elector.id for elector in north.electors}

    before = printed(cast, north, everybody, at)
    with arranging():
        # The database asks its own clock: the poll comes to today.
        HeldOut.objects.update(ends_on=timezone.localdate(at))
    on_the_day = printed(cast, north, everybody, at)

    assert len(held) == 6
    assert before == dict.fromkeys(before, all_of_them - held)
    assert on_the_day == dict.fromkeys(before, all_of_them)
