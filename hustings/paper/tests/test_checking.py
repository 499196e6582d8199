"""A few lines keyed a second time: which, what differs, what is corrected, and what the log says of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.paper.checking import sample_of
from hustings.paper.keying import key_marks
from hustings.paper.models import KeyedLine, Sheet
from hustings.paper.tests.conftest import fixed
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def sheet(cast: Cast, north: Ground) -> Sheet:
    """A sheet of six lines, of which Priya keyed five."""
    now = timezone.now()
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        made = fixed(by, north, north.streets[0].id, at=now - timedelta(days=1)).sheet
    with acting(cast.priya, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        for text in ("1 1", "2-4 NI", "5 2 PS"):
            key_marks(
                constituency=made.constituency_id,
                sheet_id=made.id,
                text=text,
                happened_on=timezone.localdate(now),
                by=by,
                at=now,
            )
    return made


def address(sheet: Sheet) -> str:
    return reverse("paper:second", args=["northmoor", sheet.code])


def letters(sheet: Sheet) -> dict[int, str]:
    with arranging():
        return dict(KeyedLine.objects.filter(sheet=sheet, stands=True).values_list("line", "letters"))


def test_what_is_keyed_alike_changes_nothing_and_is_counted(
    cast: Cast, sheet: Sheet, signed_in: SignIn
) -> None:
    before = letters(sheet)
    client = signed_in(cast.nia)
    asked = client.get(address(sheet)).content.decode()
    assert 'value=""' in asked
    assert "NI" not in asked.partition("<tbody>")[2].partition("</tbody>")[0]

    typed = {"line-1": "1", "line-2": "ni", "line-3": "NI", "line-4": "NI", "line-5": "ps2"}
    page = client.post(address(sheet), typed, follow=True).content.decode()

    assert "5 lines were keyed twice, 5 of them alike." in page
    assert letters(sheet) == before
    with arranging():
        told = Entry.objects.get(rule="keyed twice")
        assert (told.count, told.detail) == (5, {"differ": 0})


def test_what_differs_is_shown_and_the_second_stands_where_it_is_chosen(
    cast: Cast, sheet: Sheet, signed_in: SignIn
) -> None:
    client = signed_in(cast.nia)
    typed = {"line-1": "2", "line-2": "NI", "line-3": "M", "line-4": "", "line-5": "2 PS"}
    shown = client.post(address(sheet), typed).content.decode()
    assert "3 lines were keyed in two ways" in shown
    assert letters(sheet)[1] == "1"

    chosen = typed | {"settled": "yes", "take-1": "second", "take-3": "first"}
    page = client.post(address(sheet), chosen, follow=True).content.decode()

    assert "5 lines were keyed twice, 2 of them alike. Line 1: corrected." in page
    assert letters(sheet) == {1: "2", 2: "NI", 3: "NI", 4: "NI", 5: "2 PS"}
    with arranging():
        assert Entry.objects.get(rule="keyed twice").detail == {"differ": 3}


def test_letters_that_cannot_be_read_are_said_and_nothing_is_lost(
    cast: Cast, sheet: Sheet, signed_in: SignIn
) -> None:
    refused = signed_in(cast.nia).post(address(sheet), {"line-1": "QQ", "line-2": "NI"})

    assert refused.status_code == 422
    assert "Line 1: “QQ” is no code of this sheet" in refused.content.decode()
    assert 'value="QQ"' in refused.content.decode()


def test_what_others_keyed_is_asked_before_ones_own(cast: Cast, sheet: Sheet) -> None:
    with acting(cast.nia, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        key_marks(
            constituency=sheet.constituency_id,
            sheet_id=sheet.id,
            text="6 NI",
            happened_on=timezone.localdate(timezone.now()),
            by=by,
            at=timezone.now(),
        )
        assert sample_of(sheet, but=cast.nia.pk) == (1, 2, 3, 4, 5)
        assert sample_of(sheet, but=cast.nia.pk) == sample_of(sheet, but=cast.nia.pk)
        assert len(sample_of(sheet, but=cast.priya.pk)) == 5


def test_next_door_finds_none_of_it(cast: Cast, sheet: Sheet, signed_in: SignIn) -> None:
    assert signed_in(cast.sam).get(address(sheet)).status_code == 404
