"""Every printed sheet is a copy on the register, and the ledger and the register say the same of it."""

import pytest
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.copies.models import Copy, CopyRows
from hustings.copies.settling import settle_copy
from hustings.paper.models import Pack, Sheet
from hustings.paper.moving import move_sheet
from hustings.paper.tests.test_printing import choice, print_choice
from tests.cast import Cast, acting, arranging


@pytest.fixture
def pack(cast: Cast, north: Ground) -> Pack:
    """Mill Lane, printed by Priya: one sheet."""
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        return print_choice(by, north, choice(north))


def test_a_printed_sheet_is_out_under_its_own_code(cast: Cast, printer: Actor, north: Ground) -> None:
    pack = print_choice(printer, north, choice(north))

    copy, sheet = Copy.objects.get(), Sheet.objects.get(pack=pack)
    assert (copy.number, copy.people, copy.issued_to) == (sheet.code, 6, cast.priya.id)
    assert (copy.state, copy.due_on) == ("out", timezone.localdate(pack.return_by))
    assert CopyRows.objects.get().seat_nos == [elector.seat_no for elector in north.electors[:6]]


def test_every_sheet_of_a_pack_is_one_copy(printer: Actor, north: Ground) -> None:
    pack = print_choice(printer, north, choice(north, streets=slice(0, 4), together=False))

    assert Copy.objects.count() == pack.sheet_count == 4


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("out", "out"),
        ("returned", "returned"),
        ("entered", "returned"),
        ("missing", "out"),
        ("destroyed", "destroyed"),
    ],
)
def test_what_the_ledger_says_the_register_says(cast: Cast, pack: Pack, said: str, state: str) -> None:
    with acting(cast.nia, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        move_sheet(
            constituency=pack.constituency_id,
            sheet_id=Sheet.objects.get().id,
            state=said,
            taken_by="Tom",
            by=by,
            at=AT,
        )

    with arranging():
        copy = Copy.objects.get()
    assert copy.state == state
    assert copy.holder == ("Tom" if said in ("out", "missing") else "")


@pytest.mark.parametrize(
    ("said", "state"), [("returned", "returned"), ("destroyed", "destroyed"), ("lost", "missing")]
)
def test_what_the_register_says_the_ledger_says(cast: Cast, pack: Pack, said: str, state: str) -> None:
    with acting(cast.priya, Action.COPIES_COPY_SETTLE, Purpose.ADMINISTRATION) as by:
        settle_copy(copy_id=Copy.objects.get(source_id__isnull=False).id, state=said, by=by, at=AT)

    with arranging():
        assert Sheet.objects.get().state == state


@pytest.mark.parametrize(("said", "state"), [("returned", "entered"), ("destroyed", "destroyed")])
def test_a_sheet_that_is_keyed_in_stays_so_until_it_is_destroyed(
    cast: Cast, pack: Pack, said: str, state: str
) -> None:
    with arranging():
        Sheet.objects.update(state="entered")
    with acting(cast.priya, Action.COPIES_COPY_SETTLE, Purpose.ADMINISTRATION) as by:
        settle_copy(copy_id=Copy.objects.get(source_id__isnull=False).id, state=said, by=by, at=AT)

    with arranging():
        assert Sheet.objects.get().state == state
