from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Grant, Invitation
from hustings.audit.models import Entry
from hustings.audit.words import Action
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
UNIT_PAGES = ("unit", "give", "invite")
GRANT_PAGES = ("renew", "end", "lend")
ABSENT = "00000000-0000-7000-8000-000000000000"


def address(name: str, cast: Cast, grant: str = "tom") -> str:
    arguments = [cast.northmoor_unit.key]
    if name in GRANT_PAGES:
        arguments.append(cast.grants[grant].pk)
    return reverse(f"access:{name}", args=arguments)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_people_of_a_unit_stand_there_with_their_roles(cast: Cast, signed_in: SignedIn) -> None:
    text = page(signed_in(cast.priya), address("unit", cast))

    assert "Tom Wick" in text
    assert "Canvasser" in text
    assert "Sam Quill" not in text


def test_looking_at_people_leaves_one_entry(cast: Cast, signed_in: SignedIn) -> None:
    page(signed_in(cast.priya), address("unit", cast))

    with arranging():
        assert Entry.objects.get(action=Action.ACCESS_PEOPLE_LIST).count == 3


def test_whoever_reaches_one_unit_is_led_straight_to_it(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya).get("/people/").headers["Location"] == address("unit", cast)


def test_headquarters_sees_every_part_with_its_key_holders(cast: Cast, signed_in: SignedIn) -> None:
    text = page(signed_in(cast.moira), "/people/")

    assert "Northmoor" in text
    assert "Southmoor" in text
    assert text.count("too few") == 3


def test_a_unit_with_one_key_holder_warns(cast: Cast, signed_in: SignedIn) -> None:
    assert "Fewer than two people hold the keys here" in page(signed_in(cast.priya), address("unit", cast))


def test_a_unit_with_two_key_holders_does_not_warn(cast: Cast, signed_in: SignedIn) -> None:
    with arranging():
        Grant.objects.filter(person=cast.nia).update(role="organiser")

    assert "Fewer than two" not in page(signed_in(cast.priya), address("unit", cast))


@pytest.mark.parametrize("name", [*UNIT_PAGES, *GRANT_PAGES])
def test_next_door_is_not_found(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.sam).get(address(name, cast)).status_code == 404


@pytest.mark.parametrize("name", [*UNIT_PAGES, *GRANT_PAGES])
def test_a_volunteer_is_told_who_can_help(cast: Cast, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(cast.tom).get(address(name, cast))

    assert answer.status_code == 403
    assert "Priya Larkhall" in answer.content.decode()


@pytest.mark.parametrize("name", ["give", "invite", "lend"])
def test_letting_somebody_in_wants_a_second_factor(cast: Cast, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(cast.priya, strong=False).get(address(name, cast))

    assert answer.status_code == 403
    assert "second step" in answer.content.decode()


@pytest.mark.parametrize("name", [*UNIT_PAGES, *GRANT_PAGES])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client, name: str) -> None:
    assert client.get(address(name, cast)).headers["Location"].startswith("/account/login/")


def test_a_grant_of_another_unit_is_not_found_here(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya).get(address("end", cast, "sam")).status_code == 404


def test_the_people_page_takes_no_post(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya).post(address("unit", cast)).status_code == 405


def test_a_role_is_given_on_its_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)

    client.post(address("give", cast), {"person": str(cast.tom.pk), "role": "data-entry helper"})

    assert "Data-entry helper" in page(client, address("unit", cast))
    with arranging():
        assert Grant.objects.filter(person=cast.tom).count() == 2


def test_a_refused_role_is_explained_on_its_page(cast: Cast, signed_in: SignedIn) -> None:
    far = timezone.now().date() + timedelta(days=300)
    choice = {"person": str(cast.tom.pk), "role": "teller", "last_day": far.isoformat()}

    answer = signed_in(cast.priya).post(address("give", cast), choice)

    assert "90 days at most" in answer.content.decode()


def test_a_role_is_renewed_ended_and_lent_on_its_pages(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    day = (timezone.now() + timedelta(days=20)).date().isoformat()

    client.post(address("renew", cast, "nia"), {"last_day": day})
    client.post(address("lend", cast, "nia"), {"last_day": day, "person": str(cast.tom.pk)})
    client.post(address("end", cast), {})

    with arranging():
        assert Grant.objects.filter(deputises=cast.grants["nia"], person=cast.tom).exists()
        assert Grant.objects.get(pk=cast.grants["tom"].pk).ended_at is not None
    assert "stands in for Nia Sandpiper" in page(client, address("unit", cast))


def test_the_page_of_help_names_the_nearest_key_holders(cast: Cast, signed_in: SignedIn) -> None:
    text = page(signed_in(cast.tom), "/help-me/")

    assert text.index("Priya Larkhall") < text.index("Moira Kettle")


def test_a_withdrawn_link_is_gone_from_the_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    client.post(address("invite", cast), {"name": "New", "email": "new@moor.example", "role": "canvasser"})
    with arranging():
        link = Invitation.objects.get()

    client.post(reverse("access:withdraw", args=[cast.northmoor_unit.key, link.pk]))

    assert "new@moor.example" not in page(client, address("unit", cast))


def test_the_home_page_warns_where_a_part_is_short_of_keys(cast: Cast, signed_in: SignedIn) -> None:
    text = page(signed_in(cast.priya), "/")

    assert "One part has fewer than two people who hold its keys" in text
    assert "One part" not in page(signed_in(cast.tom), "/")
