"""Sheets printed before a change of boundaries are keyed in where their people are now; nothing keyed is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hustings.canvassing.models import Answer, Code, Conversation
from hustings.canvassing.tests.ground import AT, Ground
from hustings.headquarters.tests.redrawing.ground import carry_out, key, propose
from hustings.paper.keying import UnableToKey
from hustings.paper.models import KeyedLine, Sheet, SheetLine
from hustings.register.models import Door, Elector
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
EVENING = AT + timedelta(hours=6)


def sheet_of(ground: Ground) -> Sheet:
    with arranging():
        return Sheet.objects.select_related("pack").get(constituency=ground.seat)


@pytest.fixture
def moved(cast: Cast, north: Ground, south: Ground) -> Ground:
    """Northmoor after its first district, of which a sheet was printed, has gone to Southmoor."""
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))
    carry_out(cast, change)
    return north


def test_the_new_seat_keys_the_sheet_under_its_printed_code(cast: Cast, moved: Ground, south: Ground) -> None:
    code, twin = sheet_of(moved).code, sheet_of(south)

    key(cast, twin, "4-6 2", EVENING)

    with arranging():
        spoken = Conversation.objects.filter(source_id=twin.id, recorded_at=EVENING)
        assert {each.constituency for each in spoken} == {south.seat}
        assert spoken.count() == 3
    assert twin.code == code
    assert (twin.keyed_count, sheet_of(south).keyed_count) == (3, 6)


def test_what_was_keyed_before_can_be_corrected_there(cast: Cast, moved: Ground, south: Ground) -> None:
    twin = sheet_of(south)

    key(cast, twin, "1 5", EVENING)

    with arranging():
        standing = KeyedLine.objects.get(sheet=twin, line=1, stands=True)
        assert standing.letters == "5"
        assert Conversation.objects.get(id=standing.id).supersedes is not None


def test_answers_in_codes_of_the_old_seat_are_said_in_codes_of_the_new(
    cast: Cast, moved: Ground, south: Ground
) -> None:
    twin = sheet_of(south)

    key(cast, twin, "4 BUS", EVENING)

    with arranging():
        codes = Code.objects.filter(id__in=Answer.objects.filter(constituency=south.seat).values("code"))
        assert {code.constituency for code in codes} == {south.seat}
        assert {code.letters for code in codes} == {"BUS"}


def test_the_old_seat_is_told_who_keys_the_sheet_now(
    cast: Cast, moved: Ground, south: Ground, signed_in: SignIn
) -> None:
    sheet = sheet_of(moved)
    with pytest.raises(UnableToKey, match="Line 4 is keyed in another constituency"):
        key(cast, sheet, "4 2", EVENING)

    page = signed_in(cast.priya).get(reverse("paper:sheet", args=["northmoor", sheet.code])).content.decode()

    assert "Not keyed here: lines 1–6" in page
    assert "whoever keys in for Southmoor" in page
    typed = signed_in(cast.priya).get(reverse("paper:keying_in", args=["northmoor"]), {"code": "0000-0000"})
    assert "Districts of this constituency have gone to Southmoor" in typed.content.decode()


def test_an_emptied_sheet_has_left_the_ledger_and_stands_in_the_other(
    cast: Cast, moved: Ground, south: Ground, signed_in: SignIn
) -> None:
    code = sheet_of(moved).code

    ledgers = [
        signed_in(person).get(reverse("paper:ledger", args=[seat])).content.decode()
        for person, seat in ((cast.priya, "northmoor"), (cast.sam, "southmoor"))
    ]

    assert [code in ledger for ledger in ledgers] == [False, True]


def test_of_a_sheet_that_was_cut_through_each_seat_keys_its_lines(
    cast: Cast, north: Ground, south: Ground
) -> None:
    sheet, mover = sheet_of(north), north.electors[5]
    with arranging():
        door = Door.objects.filter(street=north.streets[2]).first()
        Elector.objects.filter(id=mover.id).update(
            district=north.districts[1], street=north.streets[2], door=door
        )
        change = propose("Review", (north.districts[1], south.seat, south.wards[0]))
    carry_out(cast, change)

    key(cast, sheet, "4-5 2", EVENING)
    key(cast, sheet_of(south), "6 2", EVENING)

    with arranging():
        assert SheetLine.objects.get(elector=mover).constituency == south.seat
        assert Conversation.objects.filter(elector=mover, recorded_at=EVENING).count() == 1
