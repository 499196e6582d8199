import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.canvassing.tests.ground import Ground
from hustings.targeting.models import ListedElector, SavedList, Tag, TaggedElector
from hustings.targeting.tests.lists.ground import Lived
from tests.cast import Cast, arranging

HOME = "/seats/northmoor/lists/"
SignIn = Callable[..., Client]


@pytest.fixture
def begun(cast: Cast, lived: Lived, signed_in: SignIn) -> tuple[Client, str]:
    """Priya has begun a list, which nobody else sees; its address."""
    client = signed_in(cast.priya)
    return client, client.post(HOME).headers["Location"]


def page(client: Client, url: str) -> str:
    return re.sub(r"\s+", " ", client.get(url).content.decode())


def add(client: Client, url: str, kind: str, **fields: object) -> int:
    return client.post(f"{url}steps/", {"kind": kind, "do": "keep", **fields}).status_code


def test_a_first_list_begins_with_everybody(begun: tuple[Client, str]) -> None:
    client, url = begun
    shown = page(client, url)

    assert "Add everybody on the register" in shown
    assert "Step by step" in shown


def test_each_step_says_what_it_took_away(begun: tuple[Client, str], lived: Lived) -> None:
    client, url = begun

    add(client, url, "street", names="Mill Lane")
    add(client, url, "intention", election="westminster", said=["definite", "probable"], when="ever")
    shown = page(client, url)

    assert "Keep who lives in Mill Lane" in shown
    assert "who ever said “Definitely for us” or “Probably for us” (UK Parliament)" in shown
    assert shown.count("?step=") == 3


def test_who_a_step_took_away_can_be_opened_and_is_logged(begun: tuple[Client, str], lived: Lived) -> None:
    client, url = begun
    add(client, url, "street", names="Mill Lane")

    shown = page(client, f"{url}people/?step=2")

    assert "Quarry Road" in shown
    assert "Mill Lane" not in shown.split("<main")[1].split("<tbody")[1]
    with arranging():
        entry = Entry.objects.get(action="targeting:list:open")
    assert (entry.rule, entry.count > 0) == ("step 2", True)


def test_a_street_that_is_not_there_is_said_beside_the_field(begun: tuple[Client, str]) -> None:
    client, url = begun

    answer = client.post(f"{url}steps/", {"kind": "street", "do": "keep", "names": "Nowhere Road"})

    assert answer.status_code == 422
    assert "No street of this seat is called NOWHERE ROAD" in answer.content.decode()


def test_days_that_cannot_be_are_said_on_the_form(begun: tuple[Client, str]) -> None:
    client, url = begun
    days = {"within_days": "10", "older_than_days": "20"}

    answer = client.post(
        f"{url}steps/",
        {"kind": "intention", "do": "keep", "election": "local", "said": "definite", "when": "now", **days},
    )

    assert answer.status_code == 422
    assert "No day lies within these bounds" in answer.content.decode()


def test_a_step_can_be_widened_moved_and_taken_out(begun: tuple[Client, str]) -> None:
    client, url = begun
    add(client, url, "street", names="Mill Lane")
    add(client, url, "supporter", relations=["member"], widening="2")
    assert "who lives in Mill Lane or who is a member" in page(client, url)

    client.post(f"{url}steps/", {"up": "2"})
    assert "A list begins with a step that adds somebody" in page(client, url)

    client.post(f"{url}steps/", {"out": "2"})
    assert "Mill Lane" not in page(client, url)


def test_a_list_is_its_makers_until_it_is_shared(begun: tuple[Client, str], cast: Cast, lived: Lived) -> None:
    client, url = begun
    with arranging():
        SavedList.objects.update(made_by=cast.nia.pk)
    assert client.get(url).status_code == 404

    with arranging():
        SavedList.objects.update(is_shared=True)
    assert client.get(url).status_code == 200

    with arranging():
        SavedList.objects.update(roles=["candidate"])
    assert client.get(url).status_code == 404


def test_the_seat_next_door_sees_nothing_of_it(
    begun: tuple[Client, str], cast: Cast, signed_in: SignIn
) -> None:
    _client, url = begun
    with arranging():
        SavedList.objects.update(is_shared=True)

    assert signed_in(cast.sam).get(url).status_code == 404


def test_a_snapshot_stays_and_says_what_changed(begun: tuple[Client, str], lived: Lived) -> None:
    client, url = begun
    snapshot = client.post(f"{url}snapshot/").headers["Location"]
    assert "the same steps find the same people now" in page(client, snapshot)

    with arranging():
        first = ListedElector.objects.select_related("elector").first()
        assert first is not None
        first.elector.on_register = False
        first.elector.save()
    shown = page(client, snapshot)

    assert "1 person has left the register" in shown
    assert (
        "A snapshot keeps its people"
        in client.post(f"{snapshot}steps/", {"kind": "everybody", "do": "add"}, follow=True).content.decode()
    )


def test_names_are_had_once_and_the_settings_are_kept(begun: tuple[Client, str]) -> None:
    client, url = begun
    told = {"name": "Tuesday", "use": "phone", "moved": "on", "is_shared": "on", "polling": ""}
    client.post(f"{url}name/", told)
    shown = page(client, url)
    assert "<h1" in shown
    assert "Tuesday" in shown
    assert "for the telephone" in shown
    assert "Households that were spoken to lately stay on it." in shown

    other = client.post(HOME).headers["Location"]
    answer = client.post(f"{other}name/", told)

    assert answer.status_code == 422
    assert "There is a list of that name here already" in answer.content.decode()


def test_a_list_out_of_use_is_gone_and_its_name_is_free(begun: tuple[Client, str]) -> None:
    client, url = begun
    client.post(f"{url}put-away/")

    assert client.get(url).status_code == 404
    assert "No lists yet" in page(client, HOME)


def test_an_empty_seat_says_what_to_do(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    assert "Press “New list”" in page(signed_in(cast.priya), HOME)


def test_a_step_is_offered_where_there_is_something_to_choose_by(
    begun: tuple[Client, str], lived: Lived, cast: Cast
) -> None:
    client, url = begun
    with arranging():
        TaggedElector.objects.all().delete()
        Tag.objects.all().delete()
    without = page(client, url)
    with arranging():
        Tag.objects.create(constituency=cast.northmoor, name="Poster", made_at=timezone.now())

    assert "?add=tag" not in without
    assert "?add=tag" in page(client, url)


def test_a_list_that_is_not_shared_is_offered_to_its_maker_alone(
    begun: tuple[Client, str], cast: Cast, signed_in: SignIn
) -> None:
    client, url = begun
    client.post(f"{url}name/", {"name": "Mine alone", "use": "door", "spoken_days": "30"})
    mine = page(client, f"{url}?add=list")
    with arranging():
        cast.grants["nia"].role = "organiser"
        cast.grants["nia"].save()
    other = signed_in(cast.nia)
    theirs = other.post(HOME).headers["Location"]
    shown = page(other, f"{theirs}?add=list")

    assert "Mine alone</option>" in mine
    assert "Another list" in shown
    assert "Mine alone" not in shown
