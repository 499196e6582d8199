from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.members.tests.feeds import take
from hustings.access.models import Answer
from hustings.organisation.models import Membership
from tests.cast import Cast, arranging, sign_in

SignedIn = Callable[..., Client]


def read(client: Client) -> str:
    answer = client.get("/people/me/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_their_own_roles(cast: Cast, signed_in: SignedIn) -> None:
    text = read(signed_in(cast.tom))

    assert "Canvasser" in text
    assert "Northmoor" in text
    assert "Organiser" not in text


def test_a_refusal_of_the_last_months_stands_there(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.tom)
    client.get(reverse("access:unit", args=[cast.northmoor_unit.key]))

    text = read(client)

    assert "refused: People, roles and invitations" in text
    assert "access:people:list" not in text


def test_who_has_left_still_reads_what_ended_and_answers(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,expelled,")
    client = sign_in(Client(), cast.tom)

    text = read(client)
    client.post("/people/me/answer/", {"said": "I was not heard."})

    assert "marked at Northmoor as “expelled”" in text
    with arranging():
        assert Answer.objects.get().said == "I was not heard."


def test_an_answer_is_shown_to_whoever_decides(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.tom).post("/people/me/answer/", {"said": "I was not heard."})

    text = signed_in(cast.priya).get(reverse("access:unit", args=[cast.northmoor_unit.key])).content.decode()

    assert "I was not heard." in text


def test_next_door_does_not_read_it(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.tom).post("/people/me/answer/", {"said": "I was not heard."})

    url = reverse("access:unit", args=[cast.southmoor_unit.key])
    assert "I was not heard." not in signed_in(cast.sam).get(url).content.decode()


@pytest.mark.parametrize("said", ["", "x" * 2001])
def test_an_answer_has_words_and_not_too_many(cast: Cast, signed_in: SignedIn, said: str) -> None:
    signed_in(cast.tom).post("/people/me/answer/", {"said": said})

    with arranging():
        assert not Answer.objects.exists()


def test_grace_is_said_with_its_day(cast: Cast, signed_in: SignedIn) -> None:
    take(cast, "M1,tom@moor.example,lapsed,")

    assert "Your roles at Northmoor stay until" in read(signed_in(cast.tom))


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get("/people/me/").headers["Location"].startswith("/account/login/")
    assert client.get("/people/me/answer/").status_code in (302, 405)


def test_the_people_page_says_who_is_in_grace_and_how_old_the_list_is(
    cast: Cast, signed_in: SignedIn
) -> None:
    take(cast, "M1,tom@moor.example,lapsed,", drawn_at=timezone.now() - timedelta(hours=30))

    text = signed_in(cast.priya).get(reverse("access:unit", args=[cast.northmoor_unit.key])).content.decode()

    assert "lapsed; keeps everything until" in text
    assert "The list of members is of" in text


def membership(cast: Cast) -> Membership:
    with arranging():
        return Membership.objects.get(person=cast.tom)


def test_somebody_is_marked_as_left_and_given_back_on_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    client, unit = signed_in(cast.priya), cast.northmoor_unit.key
    url = reverse("access:leave", args=[unit, membership(cast).pk])
    assert client.get(url).status_code == 200

    client.post(url, {"status": "resigned"})
    text = client.get(reverse("access:unit", args=[unit])).content.decode()
    with arranging():
        gone = Membership.objects.get(person=cast.tom).leavings.get()
    client.post(reverse("access:restore", args=[unit, gone.pk]))

    assert "Tom Wick: resigned" in text
    assert membership(cast).status == "active"


def test_staff_are_confirmed_and_their_employer_is_kept_on_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    client, unit, tom = signed_in(cast.priya), cast.northmoor_unit.key, membership(cast).pk
    employer, confirm = (
        reverse(f"access:{name}", args=[unit, tom]) for name in ("employer", "confirm_staff")
    )
    client.post(employer, {"employer": str(cast.priya.pk), "is_contract": "on"})
    kept = membership(cast)
    with arranging():
        Membership.objects.filter(pk=tom).update(confirm_by=timezone.now() + timedelta(hours=5))
    people = reverse("access:unit", args=[unit])
    before = client.get(people).content.decode()

    client.post(confirm)

    assert (kept.works_for_id, kept.is_contract) == (cast.priya.pk, True)
    assert confirm in before
    assert "to be confirmed by" in before
    assert confirm not in client.get(people).content.decode()
    assert membership(cast).confirm_by is None


@pytest.mark.parametrize("name", ["leave", "restore", "confirm_staff", "employer"])
@pytest.mark.parametrize(("person", "status"), [("tom", 403), ("sam", 404), ("priya", 404)])
def test_others_mark_and_give_back_nothing(
    cast: Cast, signed_in: SignedIn, name: str, person: str, status: int
) -> None:
    absent = "00000000-0000-7000-8000-000000000000"
    url = reverse(f"access:{name}", args=[cast.northmoor_unit.key, absent])

    assert signed_in(getattr(cast, person)).get(url).status_code == status
