"""Keying by scanner: an elector's code, then marks; what is wrong gets a sentence, and the last is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.lib.sheet_codes import CODES, spell_code
from hustings.paper.line_codes import (
    UNDO,
    LineScan,
    MarkScan,
    NotAScan,
    UndoScan,
    is_line,
    read_scanned,
    write_line,
    write_mark,
)
from hustings.paper.models import KeyedLine, Sheet
from hustings.paper.tests.conftest import fixed
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]


@given(st.integers(0, CODES - 1), st.integers(1, 9999))
def test_a_line_is_read_as_it_was_written(number: int, line: int) -> None:
    code = spell_code(number)
    written = write_line(code, line)

    assert read_scanned(written.lower()) == LineScan(code, line)
    assert is_line(written)
    assert len(written) <= 14  # of bytes, the smallest square code of level M holds no more


@given(st.text(max_size=30))
def test_anything_scanned_is_read_or_refused(text: str) -> None:
    try:
        found = read_scanned(text)
    except NotAScan:
        return
    assert isinstance(found, LineScan | MarkScan | UndoScan)


@pytest.fixture
def sheet(cast: Cast, north: Ground) -> Sheet:
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        return fixed(by, north, north.streets[0].id, at=timezone.now() - timedelta(days=1)).sheet


@pytest.fixture
def scan(cast: Cast, sheet: Sheet, signed_in: SignIn) -> Callable[[str], str]:
    """Nia scans: each answer's form goes along with the next code, as the page sends it."""
    client, address = signed_in(cast.nia), reverse("paper:scanning", args=["northmoor", sheet.code])
    page = client.get(address)

    def scanned(text: str) -> str:
        nonlocal page
        form = page.context["form"]
        sent = {name: form[name].value() for name in ("line", "happened_on", "fresh")}
        told = {name: value for name, value in sent.items() if value}
        page = client.post(address, told | {"scan": text}, follow=True)
        return page.content.decode()

    return scanned


def letters(sheet: Sheet) -> dict[int, str]:
    with arranging():
        return dict(KeyedLine.objects.filter(sheet=sheet, stands=True).values_list("line", "letters"))


def test_marks_after_an_elector_are_taken_together(sheet: Sheet, scan: Callable[[str], str]) -> None:
    assert "Line 2: now scan what was marked." in scan(write_line(sheet.code, 2))
    assert "Line 2: " in scan(write_mark("1"))
    scan(write_mark("PS"))
    scan(write_mark("PS"))
    scan(write_line(sheet.code, 3))
    assert "Saved." in scan(write_mark("NI"))

    assert letters(sheet) == {2: "1 PS", 3: "NI"}


def test_the_first_mark_after_an_elector_corrects(sheet: Sheet, scan: Callable[[str], str]) -> None:
    for text in (write_line(sheet.code, 2), write_mark("1"), write_line(sheet.code, 2), write_mark("2")):
        scan(text)

    assert letters(sheet) == {2: "2"}


def test_what_is_wrong_is_said_and_changes_nothing(sheet: Sheet, scan: Callable[[str], str]) -> None:
    other = spell_code(77)

    assert "Scan the elector’s code first" in scan(write_mark("1"))
    assert "is no code of a line" in scan("5012345678900")
    assert f"That line is of sheet {other}" in scan(write_line(other, 1))
    assert "no line 99" in scan(write_line(sheet.code, 99))
    scan(write_line(sheet.code, 1))
    assert "is no code of this sheet" in scan(write_mark("QQ"))
    scan(write_mark("1"))
    assert "1 2 are two intentions" in scan(write_mark("2"))
    assert letters(sheet) == {1: "1"}


def test_the_last_is_taken_back_by_a_code(sheet: Sheet, scan: Callable[[str], str]) -> None:
    assert "Nothing is keyed on this sheet" in scan(UNDO)
    scan(write_line(sheet.code, 1))
    scan(write_mark("1"))
    scan(write_mark("PS"))

    assert "Line 1: taken back." in scan(UNDO)
    assert letters(sheet) == {1: "1"}
    scan(UNDO)
    assert letters(sheet) == {}


def test_a_key_sheet_has_a_code_for_every_mark(cast: Cast, sheet: Sheet, signed_in: SignIn) -> None:
    page = signed_in(cast.nia).get(reverse("paper:key_sheet", args=["northmoor", sheet.code]))

    assert page.status_code == 200
    assert page.content.decode().count('class="square"') == len(sheet.pack.script["codes"]) + 1


@pytest.mark.parametrize("name", ["scanning", "key_sheet"])
def test_who_may_not_key_finds_neither_page(
    cast: Cast, sheet: Sheet, signed_in: SignIn, client: Client, name: str
) -> None:
    address = reverse(f"paper:{name}", args=["northmoor", sheet.code])
    nowhere = reverse(f"paper:{name}", args=["northmoor", "0000-0000"])

    assert client.get(address).status_code == 302
    assert signed_in(cast.nia).get(nowhere).status_code == 404
    assert signed_in(cast.sam).get(address).status_code == 404
    assert signed_in(cast.tom).get(address).status_code == 403
