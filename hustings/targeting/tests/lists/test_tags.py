"""Tags: made, put on the people of a list, found by a list again, and taken off."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.lib.uuid7 import uuid7
from hustings.targeting.lists.keeping import freeze_list, make_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import SavedList, Tag, TaggedElector
from hustings.targeting.tagging import UnableToTag, make_tag, put_on, tags_of, take_off
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
EVERYBODY = {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]}
BUILDING = (Action.TARGETING_LIST_BUILD, Purpose.CANVASS)


def url(name: str) -> str:
    return reverse(f"targeting:{name}", args=["northmoor"])


@pytest.fixture
def everybody(cast: Cast, north: Ground) -> SavedList:
    """A list of Priya's with all 24 electors of the seat."""
    with acting(cast.priya, *BUILDING, AT) as by:
        return make_list(seat=cast.northmoor, name="All", form=read_form(EVERYBODY), by=by, at=AT)


@pytest.fixture
def posters(cast: Cast) -> Tag:
    with acting(cast.priya, *BUILDING, AT) as by:
        return make_tag(seat=cast.northmoor, name="poster", by=by, at=AT)


def bearing(tag: Tag) -> int:
    with arranging():
        return TaggedElector.objects.filter(tag=tag, taken_off_at=None).count()


def do(cast: Cast, verb: Callable[..., int], tag: Tag, kept: SavedList | None, at: datetime = AT) -> int:
    with acting(cast.priya, *BUILDING, at) as by:
        return verb(tag=tag, kept=kept, by=by, at=at)


def test_everybody_of_a_list_bears_a_tag_once(cast: Cast, everybody: SavedList, posters: Tag) -> None:
    assert (do(cast, put_on, posters, everybody), do(cast, put_on, posters, everybody)) == (24, 0)

    assert bearing(posters) == 24
    with acting(cast.priya, *BUILDING, AT):
        assert [(row.tag.name, row.count) for row in tags_of(cast.northmoor.id)] == [("poster", 24)]


def test_who_stood_on_a_snapshot_bears_it(cast: Cast, everybody: SavedList, posters: Tag) -> None:
    with acting(cast.priya, *BUILDING, AT) as by:
        snapshot = freeze_list(kept=everybody, name="Then", by=by, at=AT)

    assert do(cast, put_on, posters, snapshot) == 24


def test_a_tag_is_taken_off_the_people_of_a_list_alone(
    cast: Cast, north: Ground, everybody: SavedList, posters: Tag
) -> None:
    do(cast, put_on, posters, everybody)
    who = {
        "by": "street",
        "streets": [str(street.id) for street in north.streets if street.name == "Mill Lane"],
    }
    street = {"hustings_list": 1, "steps": [{"do": "add", "who": who}]}
    with acting(cast.priya, *BUILDING, AT) as by:
        lane = make_list(seat=cast.northmoor, name="The lane", form=read_form(street), by=by, at=AT)

    taken = do(cast, take_off, posters, lane)

    assert (taken, bearing(posters)) == (12, 12)


def test_a_tag_is_taken_off_everybody(cast: Cast, everybody: SavedList, posters: Tag) -> None:
    do(cast, put_on, posters, everybody)

    assert (do(cast, take_off, posters, None), bearing(posters)) == (24, 0)


def test_two_tags_of_one_name_are_refused(cast: Cast, posters: Tag) -> None:
    with acting(cast.priya, *BUILDING, AT) as by, pytest.raises(UnableToTag, match="of that name"):
        make_tag(seat=cast.northmoor, name=" Poster ", by=by, at=AT)


def test_a_tag_is_made_and_put_on_from_its_page(cast: Cast, everybody: SavedList, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    client.post(url("make_tag"), {"new-name": "poster"})
    with arranging():
        tag = Tag.objects.get()

    given = {"people-tag": str(tag.id), "people-do": "on", "people-kept": str(everybody.id)}
    shown = client.post(url("tag_people"), given, follow=True).content.decode()

    assert "24 electors more bear “poster”." in shown
    with arranging():
        entry = Entry.objects.get(rule="tag put on")
    assert (entry.count, entry.action) == (24, "targeting:list:build")


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        ("make_tag", {"new-name": ""}, "required"),
        ("make_tag", {"new-name": "poster"}, "There is a tag of that name here already"),
        ("make_tag", {"new-name": "p" * 41}, "at most 40"),
        ("tag_people", {"people-do": "on"}, "Choose the list whose people are meant"),
        ("tag_people", {"people-do": "on", "people-kept": str(uuid7())}, "valid choice"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nobody_is_tagged(
    cast: Cast,
    posters: Tag,
    everybody: SavedList,
    signed_in: SignIn,
    page: str,
    given: dict[str, str],
    said: str,
) -> None:
    answer = signed_in(cast.priya).post(url(page), {"people-tag": str(posters.id), **given})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bearing(posters) == 0


def test_the_page_is_its_seats_alone(cast: Cast, posters: Tag, signed_in: SignIn) -> None:
    page = url("tags")

    assert "poster" in signed_in(cast.priya).get(page).content.decode()
    assert signed_in(cast.nia).get(page).status_code == 403
    assert signed_in(cast.sam).get(page).status_code == 404
    assert signed_in(cast.priya).post(page).status_code == 405
    assert signed_in(cast.priya).get(url("make_tag")).status_code == 405
    assert signed_in(cast.sam).post(url("make_tag"), {"new-name": "theirs"}).status_code == 404
    assert Client().get(page).status_code == 302


def test_a_list_that_the_reader_does_not_see_is_none_to_choose(
    cast: Cast, posters: Tag, everybody: SavedList, signed_in: SignIn
) -> None:
    with arranging():
        SavedList.objects.update(made_by=cast.tom.pk)
    given = {"people-tag": str(posters.id), "people-do": "on", "people-kept": str(everybody.id)}

    assert signed_in(cast.priya).post(url("tag_people"), given).status_code == 422
    assert bearing(posters) == 0
