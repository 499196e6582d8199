"""What a stop takes from the scope: the second wall, alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from hustings.access import scope
from hustings.access.models import Stop
from hustings.access.stops import Kind, Verb
from hustings.access.tests.duty import Watch, let_pass, stop, watch
from hustings.access.tools import Tool
from hustings.accounts.models import Session
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging, sign_in

__all__ = ["watch"]
SignIn = Callable[..., Client]
LISTING = (Action.ACCESS_PEOPLE_LIST, Purpose.ADMINISTRATION)
FINDING = (Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE)
COUNTING = (Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE)
GIVING = (Action.ACCESS_GRANT_GIVE, Purpose.ADMINISTRATION)


def seats() -> set[int]:
    return set(scope.ask("SELECT * FROM access.mine()")[1])


def test_a_stopped_person_opens_nothing(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    with pytest.raises(scope.UnableToOpenScope), acting(cast.priya, *LISTING):
        pass


def test_the_neighbour_works_on(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    with acting(cast.sam, *FINDING):
        assert seats() == {cast.southmoor.pk}


def test_a_stop_of_an_hour_is_over_by_itself(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.NATION, "")
    with pytest.raises(scope.UnableToOpenScope), acting(cast.moira, *COUNTING):
        pass
    let_pass(timedelta(minutes=61))

    with acting(cast.moira, *COUNTING):
        assert seats() == {cast.northmoor.pk, cast.southmoor.pk}


def test_a_stopped_seat_is_gone_for_headquarters_and_not_for_its_own(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.SEAT, cast.northmoor.pk)

    with acting(cast.moira, *COUNTING):
        assert seats() == {cast.southmoor.pk}
    with acting(cast.priya, *COUNTING):
        assert seats() == {cast.northmoor.pk}
    with pytest.raises(scope.UnableToOpenScope), acting(cast.priya, *GIVING):
        pass


def test_headquarters_sees_no_people_of_a_stopped_seat(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.SEAT, cast.northmoor.pk)

    with acting(cast.moira, *LISTING):
        names = set(Membership.objects.values_list("name", flat=True))
    assert "Priya Larkhall" not in names
    assert "Sam Quill" in names


def test_a_stopped_tool_leaves_the_floor(cast: Cast, watch: Watch) -> None:
    stop(watch.asha, Kind.TOOL, Tool.FIGURES)

    with pytest.raises(scope.UnableToOpenScope), acting(cast.moira, *COUNTING):
        pass
    with acting(cast.priya, *COUNTING):
        assert seats() == {cast.northmoor.pk}


def test_a_scope_that_was_open_before_the_stop_reads_no_more(cast: Cast, watch: Watch) -> None:
    with acting(cast.priya, *LISTING):
        assert Membership.objects.exists()
        with arranging():
            Stop.objects.bulk_create([a_stop(cast, watch, epoch=99)])
            scope.ask("UPDATE access.epoch SET number = 99 RETURNING number")
        with pytest.raises(DatabaseError, match="stopped while it was under way"), transaction.atomic():
            Membership.objects.exists()


def test_a_scope_of_somebody_else_reads_on(cast: Cast, watch: Watch) -> None:
    with acting(cast.sam, *LISTING):
        with arranging():
            Stop.objects.bulk_create([a_stop(cast, watch, epoch=99)])
            scope.ask("UPDATE access.epoch SET number = 99 RETURNING number")
        assert Membership.objects.exists()


def a_stop(cast: Cast, watch: Watch, *, epoch: int) -> Stop:
    """A stop of Priya as another transaction would have committed it meanwhile."""
    now = timezone.now()
    return Stop(
        epoch=epoch,
        kind=Kind.PERSON,
        verb=Verb.ALL,
        thing=str(cast.priya.pk),
        label="Priya",
        ground="leak",
        words="",
        unit=cast.northmoor_unit,
        placed_by=watch.asha.pk,
        placed_role="duty officer",
        placed_at=now,
        ends_at=now + timedelta(hours=1),
    )


def test_a_stopped_session_says_so_and_another_of_the_same_person_opens(
    cast: Cast, watch: Watch, signed_in: SignIn
) -> None:
    client = signed_in(cast.priya)
    with arranging():
        key = Session.objects.get(person_id=cast.priya.pk).session_key
    stop(watch.asha, Kind.SESSION, key)

    answer = client.get("/people/")

    assert answer.status_code == 403
    assert "Stopped for now" in answer.content.decode()
    assert sign_in(Client(), cast.priya).get("/people/", follow=True).status_code == 200


def test_the_page_of_a_stop_says_why_until_when_and_by_which_office(
    cast: Cast, watch: Watch, signed_in: SignIn
) -> None:
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    answer = signed_in(cast.priya).get("/people/")

    page = answer.content.decode()
    assert "A device was reported lost or stolen." in page
    assert "Duty officer" in page
    assert "Asha" not in page.split("Who can help you")[0]
    assert "42 bus" not in page
    assert answer["Clear-Site-Data"] == '"cache"'


def test_a_stopped_persons_front_page_is_stopped_too(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    assert signed_in(cast.priya).get("/").status_code == 403


def test_a_stop_that_is_met_is_in_the_log(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    stop(watch.asha, Kind.PERSON, cast.priya.pk)
    signed_in(cast.priya).get("/people/")

    with arranging():
        assert Entry.objects.filter(outcome="refused", rule="stop", person_id=cast.priya.pk).exists()


def test_a_forged_device_breaks_the_seal(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    with arranging():
        Session.objects.update(device_id=cast.priya.pk)

    token = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert scope.begin(token, action=LISTING[0], purpose=LISTING[1]) is None
