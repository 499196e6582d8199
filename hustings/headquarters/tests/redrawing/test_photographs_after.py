"""A photographed sheet that a change of boundaries cuts through: each seat settles the lines of its own people."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.headquarters.tests.redrawing.ground import carry_out, propose
from hustings.paper.models import KeyedLine, PageState, Photograph, PhotographedPage, Sheet
from hustings.paper.photographs.finding import named_page
from hustings.paper.photographs.recording import record_page
from hustings.paper.photographs.settling import read_lines
from hustings.paper.places import FORM
from hustings.register.models import Door, Elector
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
EVENING = AT + timedelta(hours=6)
BOXES = [["1", 150, 6, 5.5, True], ["2", 156.4, 6, 5.5, True]]
PLACES = {"form": FORM, "paper": [297, 210], "rows": 30, "boxes": BOXES, "note": [170, 287]}
READ = [[line, {letters: "marked"}, False] for line, letters in ((4, "1"), (5, "2"), (6, "2"))]


@pytest.fixture
def page(cast: Cast, north: Ground, south: Ground) -> PhotographedPage:
    """A page with marks on lines 4 to 6, of which line 6 has gone to Southmoor since it was read."""
    with arranging():
        sheet = Sheet.objects.select_related("pack").get(constituency=north.seat)
        sheet.row_places = [[[8.0 * place, 8.0] for place in range(sheet.line_count)]]
        sheet.save()
        sheet.pack.script |= {"places": PLACES}
        sheet.pack.save()
        told = {"constituency": north.seat, "happened_on": AT.date(), "sent_at": AT, "state": "read"}
        photograph = Photograph.objects.create(batch=cast.priya.pk, name="a.jpg", sha256="0" * 64, **told)
        made: PhotographedPage = PhotographedPage.objects.create(
            constituency=north.seat, photograph=photograph, sheet=sheet, number=1, read=READ
        )
        door = Door.objects.filter(street=north.streets[2]).first()
        mover = Elector.objects.filter(id=north.electors[5].id)
        mover.update(district=north.districts[1], street=north.streets[2], door=door)
        change = propose("Review", (north.districts[1], south.seat, south.wards[0]))
    carry_out(cast, change)
    return made


def test_the_old_seat_settles_the_lines_that_are_left(cast: Cast, page: PhotographedPage) -> None:
    with acting(cast.priya, Action.PAPER_SHEET_KEY, Purpose.CANVASS, EVENING) as by:
        found = PhotographedPage.objects.select_related("sheet__pack", "photograph").get(pk=page.pk)
        assert set(read_lines(found)) == {4, 5}
        done = record_page(
            constituency=page.constituency_id,
            page_id=page.pk,
            decided={},
            happened_on=AT.date(),
            by=by,
            at=EVENING,
        )

    assert (done.recorded, done.refused) == ((4, 5), {})
    with arranging():
        settled = PhotographedPage.objects.get(pk=page.pk)
        assert (settled.state, settled.read) == (PageState.RECORDED, [])
        assert not KeyedLine.objects.filter(line=6).exists()


def test_the_page_says_which_lines_are_keyed_elsewhere(
    cast: Cast, page: PhotographedPage, signed_in: SignIn
) -> None:
    shown = signed_in(cast.priya).get(reverse("paper:photographed", args=["northmoor", page.pk]))

    assert "Not keyed here: lines 6" in shown.content.decode()
    assert "whoever keys in for Southmoor" in shown.content.decode()


def test_the_new_seat_reads_its_line_from_a_photograph_of_the_same_paper(
    cast: Cast, page: PhotographedPage, south: Ground
) -> None:
    with acting(cast.sam, Action.PAPER_SHEET_KEY, Purpose.CANVASS, EVENING):
        found = named_page(south.seat.id, page.sheet.code)

    assert found.fault == ""
    assert found.asked is not None
    assert found.asked["rows"] == [(6, 40.0, 8.0)]
