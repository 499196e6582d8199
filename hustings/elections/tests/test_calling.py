from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.elections.adding import add_election
from hustings.elections.calling import is_called
from hustings.elections.models import Calling, Election
from hustings.elections.rules import called_between
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting

ADDING = (Action.ELECTIONS_ELECTION_ADD, Purpose.ADMINISTRATION)
CALL = "SELECT access.call_election(%s, %s, %s, %s, %s)"


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), timezone.get_default_timezone())


def add(cast: Cast, polling_day: date) -> Election:
    with acting(cast.priya, *ADDING) as by:
        return add_election(
            by=cast.priya.pk,
            at=by.at,
            purpose=by.purpose,
            constituency=cast.northmoor.pk,
            kind="westminster",
            name="General election",
            polling_day=polling_day,
        )


def coming() -> date:
    return timezone.localdate() + timedelta(days=40)


def test_an_election_to_come_is_called_in_its_seat_and_no_other(cast: Cast) -> None:
    add(cast, coming())
    in_between = midnight(coming())

    with acting(cast.priya, *ADDING):
        assert is_called([cast.northmoor.pk], in_between)
        assert is_called(None, in_between)
        assert not is_called([cast.southmoor.pk], in_between)


def test_an_election_is_called_from_notice_to_a_week_after_the_poll(cast: Cast) -> None:
    notice_on, ends_on = called_between("westminster", "england", add(cast, coming()).polling_day)
    days = [notice_on - timedelta(days=1), notice_on, ends_on - timedelta(days=1), ends_on]

    with acting(cast.priya, *ADDING):
        assert [is_called(None, midnight(day)) for day in days] == [False, True, True, False]


def test_an_election_that_is_over_is_not_called(cast: Cast) -> None:
    add(cast, date(2019, 12, 12))

    with acting(cast.priya, *ADDING):
        assert not Calling.objects.exists()


def test_an_election_added_twice_is_called_once(cast: Cast) -> None:
    add(cast, coming())
    add(cast, coming())

    with acting(cast.priya, *ADDING):
        assert Calling.objects.count() == 1


def call(*values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CALL, values)


def test_nobody_calls_an_election_next_door(cast: Cast) -> None:
    election = add(cast, coming())
    span = called_between("westminster", "england", coming())

    with acting(cast.sam, *ADDING), pytest.raises(Error, match="may call no election there"):
        call(uuid7(), election.pk, cast.northmoor.pk, *span)


@pytest.mark.parametrize(("before", "after"), [(100, 8), (-1, 8), (30, 60)])
def test_no_election_is_called_for_longer_than_a_timetable(cast: Cast, before: int, after: int) -> None:
    election = add(cast, coming())

    with acting(cast.priya, *ADDING), pytest.raises(Error, match="some weeks before"):
        call(
            uuid7(),
            election.pk,
            cast.northmoor.pk,
            coming() - timedelta(days=before),
            coming() + timedelta(days=after),
        )


def test_the_runtime_itself_calls_and_uncalls_nothing(cast: Cast) -> None:
    add(cast, coming())

    with acting(cast.priya, *ADDING):
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            Calling.objects.all().delete()
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            Calling.objects.update(ends_on=date(2099, 1, 1))
