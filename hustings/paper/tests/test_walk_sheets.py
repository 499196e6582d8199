"""Walks on paper: doors as they are walked under a cover, people of the list alone, and every sheet a copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.tests.ground import AT, Ground
from hustings.copies.models import Copy
from hustings.paper.covers import draw_way
from hustings.paper.models import Pack, Sheet, SheetDoor, SheetLine
from hustings.paper.packing import Choice, UnableToPrint, order_pack
from hustings.paper.printing import described, print_pack
from hustings.paper.tests.conftest import CHOICE
from hustings.paper.tests.test_printing import pdf_of, say_nothing
from hustings.register.models import Door, Elector
from hustings.targeting.lists.keeping import make_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import Walk, WalkDoor, WalkPlan
from hustings.targeting.tests.walks.cutting import give
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.planning import WalkWish, order_walks
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]


def cut(cast: Cast, ground: Ground, **wish: object) -> WalkPlan:
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        told = {"meeting_place": "The bandstand", "minutes": 60, **wish}
        plan = order_walks(constituency=ground.seat.id, wish=WalkWish(**told), by=by, at=AT)  # type: ignore[arg-type]
        return cut_plan(constituency=ground.seat.id, plan_id=plan.id, by=by, at=AT)


def walks_of(plan: WalkPlan) -> list[Walk]:
    with arranging():
        return list(Walk.objects.filter(plan=plan).order_by("number"))


def chosen(*walks: Walk) -> Choice:
    address = "https://hustings.example/seats/northmoor/walks/"
    return replace(CHOICE, walks=[walk.id for walk in walks], walks_address=address)


def printed(cast: Cast, *walks: Walk) -> Pack:
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS, AT) as by:
        pack = order_pack(constituency=walks[0].constituency_id, choice=chosen(*walks), by=by, at=AT)
        return print_pack(
            pack_id=pack.id, constituency=pack.constituency_id, by=by, at=AT, report=say_nothing
        )


def test_a_walk_is_a_sheet_in_its_order(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, districts=[north.districts[0].id])
    [walk] = walks_of(plan)
    pack = printed(cast, walk)
    with arranging():
        sheet = Sheet.objects.get(pack=pack)
        doors = SheetDoor.objects.filter(sheet=sheet).order_by("place").values_list("door_id", flat=True)
        walked = WalkDoor.objects.filter(walk=walk).order_by("place").values_list("door_id", flat=True)
        assert list(doors) == list(walked)
        assert (sheet.title, sheet.walk_id, sheet.line_count) == (str(walk), walk.id, 12)
        assert Copy.objects.filter(source_id=sheet.id).count() == 1


def test_a_cover_stands_before_the_doors(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, districts=[north.districts[0].id])
    pack = printed(cast, *walks_of(plan))
    with arranging():
        cover, *pages = pdf_of(pack)
        sheet = Sheet.objects.get(pack=pack)
        assert (pack.page_count, len(sheet.page_starts)) == (1 + len(pages), len(pages))
    for words in ("The bandstand", sheet.code, "metres on foot", "Return to Priya Larkhall", "DO NOT KNOCK"):
        assert words in cover
    assert "Okafor" not in cover
    assert "Okafor" in pages[0]


def test_a_cover_bears_the_code_of_a_walk_that_is_out(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, districts=[north.districts[0].id])
    [walk] = walks_of(plan)
    with arranging():
        assert "Code of this walk" not in pdf_of(printed(cast, walk))[0]
    outing = give(cast, walk, "")
    with arranging():
        assert outing.code in pdf_of(printed(cast, walk))[0]


def test_a_walk_that_is_not_printed_is_named(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, districts=[one.id for one in north.districts], minutes=15)
    first, *others = walks_of(plan)
    with arranging():
        doors = WalkDoor.objects.filter(walk=first).values_list("door_id", flat=True)
        Elector.objects.filter(door__in=list(doors)).update(objects_at_door=True)
    pack = printed(cast, first, *others)
    assert f"asked for any more, or they were cut anew: {first}." in described(pack)


def test_whoever_is_not_on_the_list_is_not_on_the_sheet(cast: Cast, north: Ground) -> None:
    steps = [{"do": "add", "who": {"by": "street", "streets": [str(north.streets[0].id)]}}]
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT) as by:
        form = read_form({"hustings_list": 1, "steps": steps})
        kept = make_list(seat=north.seat, name="Mill Lane", form=form, by=by, at=AT)
    [walk] = walks_of(cut(cast, north, saved_list=kept.id))
    with arranging():
        row = WalkDoor.objects.get(walk=walk, door=north.doors[0])
        assert set(row.electors or ()) == {one.id for one in north.electors[:2]}
        WalkDoor.objects.filter(walk=walk, door=north.doors[0]).update(electors=[north.electors[1].id])
    pack = printed(cast, walk)
    with arranging():
        on_it = set(SheetLine.objects.filter(sheet__pack=pack).values_list("elector_id", flat=True))
    assert on_it == {one.id for one in north.electors[1:6]}


def test_whoever_is_held_out_or_objects_after_the_cut_is_not_printed(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, districts=[north.districts[0].id])
    held, shut = north.electors[0], north.doors[1].id
    with arranging():
        HeldOut.objects.create(
            constituency=north.seat,
            elector=held,
            list_id=held.id,
            drawn_at=AT,
            ends_on=timezone.localdate() + timedelta(days=30),
        )
        Door.objects.filter(pk=shut).update(do_not_knock=True)
    pack = printed(cast, *walks_of(plan))
    with arranging():
        lines = SheetLine.objects.filter(sheet__pack=pack)
        assert not lines.filter(elector=held).exists()
        assert not lines.filter(door=shut).exists()
        assert SheetDoor.objects.get(sheet__pack=pack, door=shut).do_not_knock


def test_a_walk_that_is_gone_is_a_sentence(cast: Cast, north: Ground) -> None:
    [walk] = walks_of(cut(cast, north, districts=[north.districts[0].id]))
    with arranging():
        Walk.objects.filter(plan=walk.plan_id).delete()
    with (
        acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS, AT) as by,
        pytest.raises(UnableToPrint, match="cut anew"),
    ):
        order_pack(constituency=north.seat.id, choice=chosen(walk), by=by, at=AT)


def test_walks_are_chosen_on_a_page(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north, districts=[north.districts[0].id])
    [walk] = walks_of(plan)
    browser, page = signed_in(cast.priya), f"/seats/northmoor/sheets/walks/{plan.id}/"
    assert "checked" in browser.get(f"{page}?walk={walk.id}").text
    evening = timezone.localtime(timezone.now() + timedelta(days=1))
    sent = {
        "walk": str(walk.id),
        "election_kind": "local",
        "return_to": "Priya",
        "return_by": f"{evening:%Y-%m-%dT%H:%M}",
        "call_number": "01632 960 001",
        "language": "en",
    }
    assert browser.post(page, sent).status_code == 302
    answer = browser.post(page, sent | {"walk": []})
    assert answer.status_code == 422


def test_a_way_of_no_known_place_is_an_empty_drawing() -> None:
    assert "<path" not in draw_way([], [])
    assert "<path" in draw_way([(54.2, -4.5)], [[(54.2001, -4.5)]])
