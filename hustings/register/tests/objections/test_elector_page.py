"""An elector's page: where they live, what each edition printed, and what they asked of us."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Doubt, Elector, Import, Objection
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
OBJECTION = {"channel": "door", "whole_household": "", "source": "said so at the door"}


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def elector_id(**named: object) -> UUID:
    with arranging():
        return Elector.objects.get(**named).id


def url(name: str, cast: Cast, *more: UUID) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def lyle_url(cast: Cast, name: str = "elector") -> str:
    return url(name, cast, elector_id(forenames="Peter"))


def test_an_elector_is_shown_with_address_number_and_edition(register: Cast, signed_in: SignIn) -> None:
    page = signed_in(register.priya).get(lyle_url(register)).content.decode()

    assert all(word in page for word in ("Peter Lyle", "Mill Lane", "EX1 1AA", "AA1-2", "Moorland District"))
    with arranging():
        assert Entry.objects.get(action="register:elector:open").count == 1


def test_an_anonymous_elector_has_no_name_and_no_form(register: Cast, signed_in: SignIn) -> None:
    page = (
        signed_in(register.priya)
        .get(url("elector", register, elector_id(is_anonymous=True)))
        .content.decode()
    )

    assert "None on the register" in page
    assert "Record an objection" not in page


def test_an_objection_is_recorded_from_the_page(register: Cast, signed_in: SignIn) -> None:
    client = signed_in(register.priya)

    page = client.post(lyle_url(register, "object"), OBJECTION, follow=True).content.decode()

    assert all(words in page for words in ("Do not contact", "said so at the door"))
    with arranging():
        assert Elector.objects.get(forenames="Peter").objects_at_door


def test_a_households_objection_is_seen_on_each_of_its_pages(register: Cast, signed_in: SignIn) -> None:
    client = signed_in(register.priya)
    client.post(lyle_url(register, "object"), OBJECTION | {"whole_household": "on"})

    page = client.get(url("elector", register, elector_id(forenames="Owen"))).content.decode()

    assert "the whole household" in page


def test_an_objection_is_ended_at_its_makers_wish(register: Cast, signed_in: SignIn) -> None:
    client = signed_in(register.priya)
    client.post(lyle_url(register, "object"), OBJECTION)
    with arranging():
        objection = Objection.objects.get().id

    client.post(url("withdraw", register, objection))

    with arranging():
        assert Objection.objects.get().withdrawn_at is not None
        assert not Elector.objects.get(forenames="Peter").objects_at_door


def test_an_objection_without_a_channel_is_answered_and_nothing_recorded(
    register: Cast, signed_in: SignIn
) -> None:
    page = signed_in(register.priya).post(lyle_url(register, "object"), {"channel": "fax"}, follow=True)

    assert "Nothing was recorded" in page.content.decode()
    with arranging():
        assert not Objection.objects.exists()


def test_objections_in_force_are_listed(register: Cast, signed_in: SignIn) -> None:
    client = signed_in(register.priya)
    assert "Nobody has objected" in client.get(url("objections", register)).content.decode()

    client.post(lyle_url(register, "object"), OBJECTION)

    assert "Peter Lyle" in client.get(url("objections", register)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("dai", 200), ("moira", 403), ("tom", 403), ("sam", 404)]
)
def test_an_elector_is_opened_by_who_may_open_one(
    register: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(register, who)).get(lyle_url(register)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("priya", 302), ("nia", 302), ("moira", 403), ("sam", 404)])
def test_an_objection_is_recorded_by_who_may(
    register: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    response = signed_in(getattr(register, who)).post(lyle_url(register, "object"), OBJECTION)

    assert response.status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("dai", 200), ("nia", 403), ("tom", 403), ("sam", 404)]
)
def test_the_list_of_objections_is_for_who_may_read_it(
    cast: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(cast, who)).get(url("objections", cast)).status_code == status


def test_an_elector_of_the_seat_next_door_is_404_like_one_that_is_not_there(
    register: Cast, signed_in: SignIn
) -> None:
    client = signed_in(register.sam)

    theirs = client.get(lyle_url(register).replace("northmoor", "southmoor"))
    none = client.get(reverse("register:elector", args=["southmoor", uuid7()]))

    assert theirs.status_code == none.status_code == 404


def test_pages_that_change_want_a_post(register: Cast, signed_in: SignIn, client: Client) -> None:
    assert client.get(lyle_url(register)).status_code == 302
    signed_in(register.priya)

    assert client.get(lyle_url(register, "object")).status_code == 405
    assert client.get(url("withdraw", register, uuid7())).status_code == 405
    assert client.post(lyle_url(register)).status_code == 405


def test_whoever_is_perhaps_an_objector_is_said_to_be_left_alone(register: Cast, signed_in: SignIn) -> None:
    client = signed_in(register.priya)
    with arranging():
        owen, run = Elector.objects.get(forenames="Owen"), Import.objects.get()
        Doubt.objects.create(
            constituency=register.northmoor, run=run, line=4, elector_id=owen.id, likeness=70, kind="like",
            earlier_id=elector_id(forenames="Peter"),
        )  # fmt: skip
    assert "a decision waits" in client.get(url("elector", register, owen.id)).content.decode()
    client.post(lyle_url(register, "object"), OBJECTION)

    page = client.get(url("elector", register, owen.id)).content.decode()

    assert "an objection of either holds for both" in page
    assert "Nothing: they may be contacted" not in page
