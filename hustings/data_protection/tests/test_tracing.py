"""Tracing a leaked list: by page and command; and the invented people, whom two look at together."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Approval
from hustings.canvassing.tests.exports import lines_of, order, written
from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.copies.models import Canary, Copy
from hustings.copies.purposes import ExportPurpose
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector
from tests.cast import Cast, arranging, role

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SignIn = Callable[..., Client]
TRACE, POOL = "/data-protection/trace/", "/data-protection/invented-people/"


@pytest.fixture
def copies(cast: Cast) -> list[Copy]:
    """Two copies of the records of a seat of three hundred people, both Priya's."""
    with arranging():
        ground = make_ground(cast.northmoor, cast.council, doors_a_street=25, electors_a_door=3)
        _name(ground)
    return [written(cast, order(ExportPurpose.RECORDS)) for _each in range(2)]


def _name(ground: Ground) -> None:
    given = ("Ada", "Bryn", "Carys", "Dafydd", "Eluned", "Ffion", "Gwen", "Huw", "Ifan", "Jac")
    for place, elector in enumerate(ground.electors):
        elector.forenames = given[place % 10]
        ending = f"{LETTERS[place // 26]}{LETTERS[place % 26]}"
        elector.surname = f"{given[place // 10 % 10]}son{ending}"
    Elector.objects.bulk_update(ground.electors, ["forenames", "surname"])


def crop(copy: Copy, *, invented: bool = False) -> str:
    """Twenty rows of a copy, names alone and turned round; without its invented people unless they are wanted."""
    with arranging():
        canaries = set(Canary.objects.values_list("forenames", "surname"))
        rows = [(row[1], row[2]) for row in lines_of(copy)[2:]]
    kept = [row for row in rows if invented or row not in canaries]
    first = next(place for place, row in enumerate(kept) if not invented or row in canaries)
    return "\n".join(f"{surname}, {forenames}" for forenames, surname in kept[first : first + 20])


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("invented", [False, True])
def test_twenty_names_name_the_copy(
    cast: Cast, copies: list[Copy], signed_in: SignIn, which: int, invented: bool
) -> None:
    page = signed_in(cast.dai).post(TRACE, {"names": crop(copies[which], invented=invented)}).content.decode()

    assert copies[which].number in page
    assert "Priya Larkhall" in page
    assert "certain" in page
    assert copies[1 - which].number not in page


def test_a_copy_from_before_a_renewal_of_the_secret_is_known_by_its_order(
    cast: Cast, copies: list[Copy], signed_in: SignIn, settings: Any
) -> None:
    """What is fetched here was written under the secret before."""
    found = crop(copies[0])
    settings.SECRETS = [*settings.SECRETS, "the newest secret of this installation"]

    assert copies[0].number in signed_in(cast.dai).post(TRACE, {"names": found}).content.decode()


def test_names_of_nowhere_come_from_no_copy(cast: Cast, copies: list[Copy], signed_in: SignIn) -> None:
    page = signed_in(cast.dai).post(TRACE, {"names": "Nobody Strange\nSomeone Else"}).content.decode()

    assert "No copy that was issued here fits" in page


def test_nothing_to_read_is_said(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.dai).post(TRACE, {"names": "1 2 3"})

    assert response.status_code == 422
    assert "No names could be read" in response.content.decode()


def test_the_command_says_the_same(cast: Cast, copies: list[Copy], tmp_path: Path) -> None:
    (tmp_path / "found.txt").write_text(crop(copies[0]), "utf-8")
    said = StringIO()

    with role("hustings_worker"):
        call_command(
            "trace", tmp_path / "found.txt", email=cast.dai.email, reason="sent in by a reader", stdout=said
        )

    assert said.getvalue().startswith(f"{copies[0].number}: Priya Larkhall")
    assert "certain, by order" in said.getvalue()


class TestTheInventedPeople:
    def test_are_seen_after_somebody_else_agreed_and_once(
        self, cast: Cast, copies: list[Copy], signed_in: SignIn
    ) -> None:
        client = signed_in(cast.dai)
        client.post(POOL, {"reason": "Somebody wrote to one of them."})
        with arranging():
            asked = Approval.objects.select_related("unit").get()
            canary = Canary.objects.all()[0]
            Approval.objects.filter(pk=asked.pk).update(
                is_delay=True, usable_at=timezone.now() - timedelta(minutes=5)
            )
        opened = reverse("data_protection:open_pool", args=[asked.id])

        first, second = client.post(opened), client.post(opened, follow=True)

        assert canary.mailbox in first.content.decode()
        assert canary.mailbox not in second.content.decode()
        assert "This was not approved" in second.content.decode()

    def test_are_not_seen_without(self, cast: Cast, copies: list[Copy], signed_in: SignIn) -> None:
        client = signed_in(cast.dai)
        client.post(POOL, {"reason": "Curious."})
        with arranging():
            asked = Approval.objects.get()
            mailbox = Canary.objects.all()[0].mailbox

        page = client.post(
            reverse("data_protection:open_pool", args=[asked.id]), follow=True
        ).content.decode()

        assert mailbox not in page

    def test_the_page_counts_them_and_names_none(
        self, cast: Cast, copies: list[Copy], signed_in: SignIn
    ) -> None:
        page = signed_in(cast.dai).get(POOL).content.decode()

        assert "12" in page
        assert "@" not in page.partition("<main")[2].partition("</main")[0]


class TestWhoIsRefused:
    @pytest.mark.parametrize("who", ["priya", "nia", "moira"])
    def test_only_the_officer_traces(self, cast: Cast, signed_in: SignIn, who: str) -> None:
        client = signed_in(getattr(cast, who))
        answers = [client.get(TRACE), client.get(POOL), client.post(f"{POOL}{uuid7()}/")]

        assert {answer.status_code for answer in answers} == {403}

    def test_wrong_methods_and_malformed_addresses(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in(cast.dai)

        assert client.put(TRACE).status_code == 405
        assert client.get(f"{POOL}{uuid7()}/").status_code == 405
        assert client.post(f"{POOL}nonsense/").status_code == 404

    def test_signed_out_and_without_a_second_factor(
        self, cast: Cast, signed_in: SignIn, client: Client
    ) -> None:
        assert client.get(TRACE).status_code == 302
        assert signed_in(cast.dai, strong=False).get(TRACE).status_code == 403
