"""What the database alone refuses to whoever is stopped, and what it takes from a scope that is open already."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from hustings.access import scope
from hustings.access.models import Approval, Grant, HandOut, Stop
from hustings.access.stops import Kind, Verb
from hustings.access.tests.duty import Watch, stop, watch
from hustings.access.tests.test_approving import agree, ask
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit
from tests.cast import Cast, acting, arranging, sign_in

__all__ = ["watch"]
DECIDING = (Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION)
USING = (Action.ACCESS_APPROVAL_USE, Purpose.ADMINISTRATION)
RECORDING = (Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS)
APPROVE, REFUSE = "SELECT access.approve(%s)::text", "SELECT access.refuse_approval(%s, 'no')::text"
USE = "SELECT access.use_approval(%s, 'export', %s)::text"


@contextmanager
def past_the_first_wall(person: Person, action: Action, purpose: Purpose) -> Iterator[None]:
    """A request's scope as somebody opens it who may run any SQL: nothing in Python has asked who is stopped."""
    token = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
    with transaction.atomic():
        opened = scope.begin(token, action=action, purpose=purpose)
        assert opened
        yield
        scope.finish(opened.nonce)


@pytest.mark.parametrize("statement", [APPROVE, REFUSE])
def test_who_is_stopped_decides_nothing(cast: Cast, watch: Watch, statement: str) -> None:
    approval = ask(cast)
    stop(watch.asha, Kind.PERSON, cast.moira.pk)

    with (
        past_the_first_wall(cast.moira, *DECIDING),
        pytest.raises(ProgrammingError, match="may not decide"),
        transaction.atomic(),
    ):
        scope.ask(statement, approval)


def test_who_is_stopped_uses_nothing(cast: Cast, watch: Watch) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    stop(watch.asha, Kind.PERSON, cast.priya.pk)

    with past_the_first_wall(cast.priya, *USING):
        payload = payload_of(approval)
        with pytest.raises(ProgrammingError, match="stopped"), transaction.atomic():
            scope.ask(USE, approval, payload)


def test_a_neighbour_s_stop_keeps_nobody_from_using(cast: Cast, watch: Watch) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    stop(watch.asha, Kind.PERSON, cast.sam.pk)

    with past_the_first_wall(cast.priya, *USING):
        assert scope.ask(USE, approval, payload_of(approval)) == ("",)


def payload_of(approval: UUID) -> str:
    with arranging():
        return Approval.objects.get(pk=approval).payload


@pytest.mark.parametrize(("held_in", "reads_on"), [("headquarters", False), ("northmoor_unit", True)])
def test_whose_reach_is_doors_reads_no_more_of_a_seat_stopped_under_way(
    cast: Cast, watch: Watch, held_in: str, reads_on: bool
) -> None:
    """The floor is a seat's own officers': who was sent to help from above reads on no longer."""
    give_a_door(cast, getattr(cast, held_in))

    with acting(cast.tom, *RECORDING):
        assert doors() == 1
        stopped_meanwhile(cast, watch, cast.northmoor.pk)
        if reads_on:
            assert doors() == 1
        else:
            with pytest.raises(DatabaseError, match="stopped while it was under way"), transaction.atomic():
                doors()


def give_a_door(cast: Cast, held_in: Unit) -> None:
    with arranging():
        Grant.objects.filter(pk=cast.grants["tom"].pk).update(unit=held_in)
        HandOut.objects.create(
            grant=cast.grants["tom"],
            door_id=uuid7(),
            constituency_id=cast.northmoor.pk,
            ends_at=timezone.now() + timedelta(days=1),
        )


def doors() -> int:
    return int(scope.ask("SELECT cardinality(access.doors('register', 'read'))")[0])


def stopped_meanwhile(cast: Cast, watch: Watch, seat: int) -> None:
    """A stop of a seat as another transaction would have committed it."""
    now = timezone.now()
    with arranging():
        Stop.objects.create(
            epoch=99,
            kind=Kind.SEAT,
            verb=Verb.ALL,
            thing=str(seat),
            label="the seat",
            ground="leak",
            words="",
            unit=cast.headquarters,
            placed_by=watch.asha.pk,
            placed_role="duty officer",
            placed_at=now,
            ends_at=now + timedelta(hours=1),
        )
        scope.ask("UPDATE access.epoch SET number = 99 RETURNING number")


@pytest.mark.parametrize(("change", "serves"), [
    ({}, True),
    ({"starts_on": timezone.localdate() + timedelta(days=7)}, False),
    ({"status": "resigned"}, False),
])  # fmt: skip
def test_the_files_of_a_stopped_seat_are_for_officers_who_have_begun_and_not_left(
    cast: Cast, change: dict[str, object], serves: bool
) -> None:
    with arranging():
        Membership.objects.filter(person=cast.priya).update(**change)
        assert scope.ask("SELECT access._serves(%s, %s)", cast.priya.pk, cast.northmoor.pk) == (serves,)


def test_the_files_of_a_stopped_seat_are_a_deputy_s_no_longer_than_the_officer_s(cast: Cast) -> None:
    asked = "SELECT access._serves(%s, %s)"
    with arranging():
        Grant.objects.filter(pk=cast.grants["tom"].pk).update(deputises=cast.grants["priya"])
        assert scope.ask(asked, cast.tom.pk, cast.northmoor.pk) == (True,)

        Grant.objects.filter(pk=cast.grants["priya"].pk).update(ended_at=timezone.now())

        assert scope.ask(asked, cast.tom.pk, cast.northmoor.pk) == (False,)
