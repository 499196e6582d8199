from collections.abc import Callable

import pytest
from django.test import Client

from hustings.access.stops import Kind, Verb
from hustings.access.tests.duty import Watch, stop, watch
from hustings.accounts.models import Session
from hustings.audit.models import Entry
from tests.cast import Cast, arranging

__all__ = ["watch"]
SignIn = Callable[..., Client]
LIST = {"action": "register:elector:list", "purpose": "organise"}


def asked(client: Client, **asking: str | int) -> tuple[int, str]:
    answer = client.get("/standing/", {**LIST, **asking})
    return answer.status_code, answer.json()["state"] if answer.status_code == 403 else ""


def test_a_page_of_somebody_whom_nothing_stops_stands(cast: Cast, signed_in: SignIn) -> None:
    assert asked(signed_in(cast.priya)) == (204, "")


def test_a_page_of_a_stopped_person_does_not(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    assert asked(client) == (403, "stopped")


def test_a_page_that_the_stop_leaves_alone_stands(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    stop(watch.asha, Kind.PERSON, cast.priya.pk, verb=Verb.COPIES)

    assert asked(client) == (204, "")


def test_a_page_of_somebody_signed_out_is_over(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    with arranging():
        Session.objects.all().delete()

    assert asked(client) == (403, "over")
    assert asked(Client()) == (403, "over")


def test_a_stopped_seats_page_stands_for_its_own_and_not_from_above(
    cast: Cast, watch: Watch, signed_in: SignIn
) -> None:
    counting: dict[str, str | int] = {"action": "canvassing:area:count", "purpose": "organise"}
    counting["seat"] = cast.northmoor.pk
    stop(watch.asha, Kind.SEAT, cast.northmoor.pk)

    assert asked(signed_in(cast.priya), **counting) == (204, "")
    assert asked(signed_in(cast.moira), **counting) == (403, "stopped")
    assert asked(signed_in(cast.moira), **{**counting, "seat": cast.southmoor.pk}) == (204, "")


@pytest.mark.parametrize("seat", ["", "-1", "x", "9" * 40, "٣"])
def test_nonsense_is_answered_like_a_page_of_no_seat(cast: Cast, signed_in: SignIn, seat: str) -> None:
    assert asked(signed_in(cast.priya), seat=seat, action="\0no such", purpose="x" * 999)[0] == 204


def test_asking_leaves_nothing_in_the_log(cast: Cast, signed_in: SignIn) -> None:
    asked(signed_in(cast.priya))

    with arranging():
        assert not Entry.objects.exists()


def test_it_is_asked_and_never_sent(cast: Cast, client: Client) -> None:
    assert client.post("/standing/").status_code == 405


def test_every_page_of_somebody_signed_in_says_where_it_asks(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get("/help-me/").content.decode()

    assert 'data-standing="/standing/?action=access%3Ahelp%3Aask&amp;purpose=administration"' in page
    assert "data-standing" not in Client().get("/account/login/").content.decode()
