"""A list that is shared is used by others and changed by its maker, or by who holds the seat's keys."""

from collections.abc import Callable

import pytest
from django.test import Client

from hustings.access.models import Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.targeting.models import SavedList
from hustings.targeting.tests.lists.ground import Lived
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
HOME = "/seats/northmoor/lists/"


@pytest.fixture
def shared(cast: Cast, lived: Lived, signed_in: SignIn) -> str:
    """A list of Priya's, shared with everybody who builds lists here; its address."""
    url = signed_in(cast.priya).post(HOME).headers["Location"]
    with arranging():
        SavedList.objects.update(is_shared=True, name="Tuesday")
        Grant.objects.filter(person=cast.nia).update(
            role=Role.CAMPAIGN_CO_ORDINATOR, purposes=sorted(ALL_PURPOSES[Role.CAMPAIGN_CO_ORDINATOR])
        )
    return url


def kept() -> list[tuple[str, int, bool]]:
    with arranging():
        return [
            (one.name, len(one.form["steps"]), one.retired_at is None)
            for one in SavedList.objects.order_by("id")
        ]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("steps", {"kind": "street", "do": "keep", "names": "Mill Lane"}),
        ("name", {"name": "Mine", "use": "phone"}),
        ("put-away", {}),
    ],
)
def test_who_only_uses_it_changes_nothing_of_it(
    cast: Cast, signed_in: SignIn, shared: str, way: str, told: dict[str, str]
) -> None:
    answer = signed_in(cast.nia).post(f"{shared}{way}/", told, follow=True)

    assert "somebody else" in answer.content.decode()
    assert kept() == [("Tuesday", 1, True)]


def test_its_page_offers_a_copy_in_place_of_what_is_refused(
    cast: Cast, signed_in: SignIn, shared: str
) -> None:
    theirs = signed_in(cast.nia).get(shared).content.decode()
    own = signed_in(cast.priya).get(shared).content.decode()

    assert f"{shared}copy/" in theirs
    assert not {f"{shared}steps/", f"{shared}name/", f"{shared}put-away/"} & set(theirs.split('"'))
    assert {f"{shared}steps/", f"{shared}name/", f"{shared}put-away/"} <= set(own.split('"'))


def test_a_copy_is_ones_own_to_change(cast: Cast, signed_in: SignIn, shared: str) -> None:
    client = signed_in(cast.nia)

    copies = [client.post(f"{shared}copy/").headers["Location"] for _ in range(2)]
    client.post(f"{copies[0]}steps/", {"kind": "street", "do": "keep", "names": "Mill Lane"})

    assert kept() == [("Tuesday", 1, True), ("Copy of Tuesday", 2, True), ("Copy of Tuesday (2)", 1, True)]


def test_who_holds_the_keys_changes_what_a_leaver_made(cast: Cast, signed_in: SignIn, shared: str) -> None:
    with arranging():
        SavedList.objects.update(made_by=cast.tom.pk)

    signed_in(cast.priya).post(f"{shared}put-away/")

    assert kept() == [("Tuesday", 1, False)]


def test_a_snapshots_copy_is_live(cast: Cast, signed_in: SignIn, shared: str) -> None:
    client = signed_in(cast.priya)
    snapshot = client.post(f"{shared}snapshot/").headers["Location"]

    client.post(f"{snapshot}copy/")

    with arranging():
        assert [one.is_live for one in SavedList.objects.order_by("id")] == [True, False, True]


def test_another_seats_list_is_not_there_to_copy(cast: Cast, signed_in: SignIn, shared: str) -> None:
    assert signed_in(cast.sam).post(f"{shared}copy/").status_code == 404
    assert len(kept()) == 1
