from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hustings.geography.models import PollingDistrict
from hustings.register.models import Door, RoadGroup, Street
from hustings.register.tests.council import take_in
from hustings.register.tests.doors.properties import homes_file
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]


@pytest.fixture
def ticked(council: Cast) -> str:
    """The odd side of Mill Lane, as the page ticks it."""
    take_in(council, homes_file(("1 Mill Lane", ""), ("3 Mill Lane", ""), ("2 Mill Lane", "")))
    with arranging():
        return f"{Street.objects.get().id}:odd"


def address(step: str = "") -> str:
    with arranging():
        return f"/seats/northmoor/road-groups/{PollingDistrict.objects.get(letters='AA1').id}/{step}"


def sent(client: Client, step: str, **fields: Any) -> Any:
    return client.post(address(step), {"group": "new", **fields}, follow=True)


def test_streets_are_gathered_by_ticking_their_sides(council: Cast, ticked: str, signed_in: SignedIn) -> None:
    page = sent(signed_in(council.priya), "gathering/", sides=[ticked], name="Mill")

    assert "2 doors are in Mill." in page.content.decode()
    with arranging():
        assert Door.objects.filter(road_group__name="Mill").count() == 2


def test_ticked_sides_are_taken_out_again(council: Cast, ticked: str, signed_in: SignedIn) -> None:
    client = signed_in(council.priya)
    sent(client, "gathering/", sides=[ticked], name="Mill")

    page = sent(client, "gathering/", sides=[ticked], release="1")

    assert "2 doors are in no road group now." in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Mill"}, "No door was chosen."),
        ({"sides": ["nonsense"], "name": "Mill"}, "Load the page again."),
        ({"sides": ["{ticked}"]}, "give a new one a name"),
        ({"sides": ["{ticked}"], "name": "Mill", "first": "9", "last": "1"}, "comes before the first"),
        ({"sides": ["{ticked}"], "name": "Mill", "first": "50"}, "No door was chosen."),
    ],
)
def test_what_cannot_be_gathered_is_said_and_the_ticks_stay(
    council: Cast, ticked: str, signed_in: SignedIn, fields: dict[str, Any], sentence: str
) -> None:
    fields = {**fields, "sides": [one.format(ticked=ticked) for one in fields.get("sides", [])]}

    page = sent(signed_in(council.priya), "gathering/", **fields)

    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert page.content.decode().count(" checked>") == fields["sides"].count(ticked)


def test_a_group_is_renamed_and_dissolved_on_its_page(
    council: Cast, ticked: str, signed_in: SignedIn
) -> None:
    client = signed_in(council.priya)
    sent(client, "gathering/", sides=[ticked], name="Mill")
    with arranging():
        group = RoadGroup.objects.get().id
    at = f"/seats/northmoor/road-groups/groups/{group}/"

    renamed = client.post(f"{at}name/", {"name": "Upper Mill"}, follow=True).content.decode()
    dissolved = client.post(f"{at}dissolution/", follow=True).content.decode()

    assert "Mill is called Upper Mill now." in renamed
    assert "Upper Mill is dissolved" in dissolved


def test_the_list_of_districts_says_how_many_doors_are_in_none(
    council: Cast, ticked: str, signed_in: SignedIn
) -> None:
    client = signed_in(council.priya)
    sent(client, "gathering/", sides=[ticked], name="Mill")

    page = client.get("/seats/northmoor/road-groups/").content.decode()

    assert ">AA1</a>" in page
    assert '<td data-label="In none" class="number">1</td>' in page


def test_an_empty_seat_says_what_to_do_first(council: Cast, signed_in: SignedIn) -> None:
    assert "Import the file" in signed_in(council.priya).get("/seats/northmoor/road-groups/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("priya", 200), ("nia", 403), ("sam", 404)])
def test_road_groups_are_gathered_by_who_organises_the_seat(
    council: Cast, ticked: str, signed_in: SignedIn, who: str, status: int
) -> None:
    assert signed_in(getattr(council, who)).get(address()).status_code == status


def test_a_district_of_the_seat_next_door_is_not_there(council: Cast, signed_in: SignedIn) -> None:
    with arranging():
        district = PollingDistrict.objects.create(
            officer=council.council, letters="BB1", constituency=council.southmoor, starts_on="2026-12-01"
        )

    page = signed_in(council.priya).get(f"/seats/northmoor/road-groups/{district.id}/")

    assert page.status_code == 404
