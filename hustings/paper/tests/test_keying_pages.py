"""The pages of keying in: the code, the sheet in print order, saving, undoing, and the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Conversation
from hustings.canvassing.tests.ground import Ground
from hustings.paper.models import KeyedLine, Sheet
from hustings.paper.tests.conftest import Printed, fixed
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
DAY = timezone.localdate(timezone.now()).isoformat()


@pytest.fixture
def printed(cast: Cast, north: Ground) -> Printed:
    """A sheet printed yesterday by the clock on the wall, which the pages read."""
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        return fixed(by, north, north.streets[0].id, at=timezone.now() - timedelta(days=1))


def address(printed: Printed, name: str = "sheet", *more: Any) -> str:
    return reverse(f"paper:{name}", args=["northmoor", printed.sheet.code, *more])


def key(client: Client, printed: Printed, marks: str, day: str = DAY) -> Any:
    return client.post(address(printed, "keyed"), {"marks": marks, "happened_on": day}, follow=True)


@pytest.mark.parametrize("typed", ["{}", " {} ", "https://hustings.example/seats/northmoor/sheets/{}.1.1"])
def test_a_typed_or_scanned_code_opens_its_sheet(
    cast: Cast, printed: Printed, signed_in: SignIn, typed: str
) -> None:
    asking = reverse("paper:keying_in", args=["northmoor"])

    response = signed_in(cast.nia).get(asking, {"code": typed.format(printed.sheet.code.lower())})

    assert response.url.partition("?")[0] == address(printed)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("7K2M", "eight characters"), ("0000-0001", "not right"), ("0000-0000", "No sheet of this seat")],
)
def test_a_wrong_code_is_said_so(
    cast: Cast, printed: Printed, signed_in: SignIn, typed: str, said: str
) -> None:
    asking = reverse("paper:keying_in", args=["northmoor"])

    assert said in signed_in(cast.nia).get(asking, {"code": typed}).content.decode()


def test_the_square_codes_address_leads_to_the_sheet(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    scanned = f"/seats/northmoor/sheets/{printed.sheet.code}.1.1"

    response = signed_in(cast.nia).get(scanned, follow=True)

    assert response.redirect_chain[-1][0] == f"{address(printed)}?page=1"
    assert response.status_code == 200


def test_a_sheet_shows_its_lines_in_the_order_of_print(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    page = signed_in(cast.nia).get(address(printed)).content.decode()

    places = [page.index(f"Elector {number} Okafor") for number in range(1, 7)]
    assert places == sorted(places)


def test_enter_saves_and_offers_the_next_line(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    page = key(signed_in(cast.nia), printed, "1 1 ps").content.decode()

    assert "Line 1: saved." in page
    assert "Next line: 2" in page
    with arranging():
        assert KeyedLine.objects.get().letters == "1 PS"


def test_what_cannot_be_taken_stays_in_the_field_with_the_reason(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    response = key(signed_in(cast.nia), printed, "1 QQ")

    assert response.status_code == 422
    assert "is no code of this sheet" in response.content.decode()
    assert 'value="1 QQ"' in response.content.decode()


def test_the_last_entry_is_undone_from_beside_it(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    client = signed_in(cast.nia)
    key(client, printed, "1-2 NI")
    with arranging():
        entry = KeyedLine.objects.values_list("entry", flat=True)[0]

    page = client.post(address(printed, "undoing", entry), follow=True).content.decode()

    assert "Lines 1–2: taken back." in page
    with arranging():
        assert not KeyedLine.objects.filter(stands=True).exists()


@pytest.mark.parametrize(
    ("marks", "said"), [("1 1", "Line 1: Definitely for us"), ("9 1", "no line 9"), ("", "Enter saves")]
)
def test_marks_are_checked_while_they_are_typed(
    cast: Cast, printed: Printed, signed_in: SignIn, marks: str, said: str
) -> None:
    response = signed_in(cast.nia).post(address(printed, "check"), {"marks": marks})

    assert said in response.content.decode()
    with arranging():
        assert not Conversation.objects.exists()


def test_who_objected_since_is_not_named(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    with arranging():
        Elector.objects.filter(forenames="Elector 1").update(objects_at_door=True)

    page = signed_in(cast.nia).get(address(printed)).content.decode()

    assert "Elector 1 Okafor" not in page
    assert "name withheld" in page


def test_code_by_code_the_letters_stay_and_only_lines_are_typed(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    client = signed_in(cast.nia)
    asked = client.get(address(printed), {"letters": ""}).content.decode()
    assert 'name="letters"' in asked

    typed = {"letters": "ni", "marks": "1 - 2, 4 6", "happened_on": DAY}
    page = client.post(address(printed, "keyed"), typed, follow=True).content.decode()

    assert "Lines 1–2, 4, 6: saved." in page
    assert 'value="ni"' in page
    with arranging():
        lines = KeyedLine.objects.filter(stands=True, letters="NI").values_list("line", flat=True)
        assert sorted(lines) == [1, 2, 4, 6]


def test_what_is_typed_code_by_code_is_told_before_it_is_saved(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    client = signed_in(cast.nia)
    told = client.post(address(printed, "check"), {"letters": "NI", "marks": "1-2 4"}).content.decode()
    short = client.post(address(printed, "check"), {"letters": "", "marks": "1-2 4"}).content.decode()

    assert "Lines 1–2, 4: Not in" in told
    assert "has no letters yet" in short


def test_a_line_is_found_by_the_name_on_it_unless_that_is_withheld(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    with arranging():
        Elector.objects.filter(forenames="Elector 1").update(forenames="Grace")
        Elector.objects.filter(forenames="Elector 2").update(forenames="Gwen", objects_at_door=True)
    client = signed_in(cast.nia)

    assert "Line 1: saved." in key(client, printed, "oka grac 1").content.decode()
    assert "Nobody on this sheet is called" in key(client, printed, "gwen 1").content.decode()
    assert "all bear that name" in key(client, printed, "okafor 1").content.decode()


def test_the_ledger_says_who_has_a_sheet(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    client = signed_in(cast.nia)

    page = client.post(address(printed, "moving"), {"state": "out", "taken_by": "Tom"}, follow=True)

    assert f"Sheet {printed.sheet.code}: out." in page.content.decode()
    with arranging():
        assert Sheet.objects.values_list("state", "taken_by").get() == ("out", "Tom")


def test_the_ledger_shows_sheets_by_where_they_are(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    client = signed_in(cast.nia)
    ledger = reverse("paper:ledger", args=["northmoor"])

    assert printed.sheet.code in client.get(ledger, {"state": "printed"}).content.decode()
    assert printed.sheet.code not in client.get(ledger, {"state": "missing"}).content.decode()
    assert client.get(ledger, {"state": "lost"}).status_code == 404


def test_a_place_that_is_none_is_refused(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    page = signed_in(cast.nia).post(address(printed, "moving"), {"state": "eaten"}, follow=True)

    assert "Choose where the sheet is" in page.content.decode()


class TestWhoIsRefused:
    def test_sam_next_door_finds_none_of_it(self, cast: Cast, printed: Printed, signed_in: SignIn) -> None:
        client = signed_in(cast.sam)
        theirs = reverse("paper:sheet", args=["southmoor", printed.sheet.code])

        assert client.get(address(printed)).status_code == 404
        assert client.get(theirs).status_code == 404
        assert key(client, printed, "1 1").status_code == 404
        with arranging():
            assert not KeyedLine.objects.exists()

    def test_tom_the_canvasser_may_not_key(self, cast: Cast, printed: Printed, signed_in: SignIn) -> None:
        client = signed_in(cast.tom)

        assert client.get(address(printed)).status_code in {403, 404}
        assert key(client, printed, "1 1").status_code in {403, 404}

    def test_keying_wants_no_second_factor(self, cast: Cast, printed: Printed, signed_in: SignIn) -> None:
        assert signed_in(cast.nia, strong=False).get(address(printed)).status_code == 200

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, printed: Printed, client: Client) -> None:
        assert client.get(address(printed)).status_code == 302

    def test_a_sheet_of_nowhere_and_a_malformed_code_are_not_found(
        self, cast: Cast, printed: Printed, signed_in: SignIn
    ) -> None:
        client = signed_in(cast.nia)

        assert client.get("/seats/northmoor/sheets/0000-0000/").status_code == 404
        assert client.get("/seats/northmoor/sheets/nonsense/").status_code == 404

    @pytest.mark.parametrize("name", ["keyed", "check", "moving"])
    def test_writing_wants_a_post(self, cast: Cast, printed: Printed, signed_in: SignIn, name: str) -> None:
        assert signed_in(cast.nia).get(address(printed, name)).status_code == 405


def test_what_is_keyed_after_the_sign_in_is_over_stands_in_the_field_again(
    cast: Cast, printed: Printed, signed_in: SignIn
) -> None:
    page = f"http://testserver{address(printed)}"
    late = Client().post(
        address(printed, "keyed"),
        urlencode({"marks": "3 1 PS", "happened_on": DAY}),
        "application/x-www-form-urlencoded",
        headers={"Referer": page},
    )
    back = parse_qs(urlsplit(late.headers["Location"]).query)["next"][0]

    shown = signed_in(cast.nia).get(back).content.decode()

    assert 'value="3 1 PS"' in shown
    with arranging():
        assert not KeyedLine.objects.exists()
