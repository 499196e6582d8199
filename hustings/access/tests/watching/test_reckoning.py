"""The duty of every night: what is usual, who reads and speaks with nobody, what has had its term."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from hustings.access.models import ReadingDay, Signal
from hustings.access.tasks import reckon_reading
from hustings.access.watching.limits import Spending
from hustings.access.watching.quotas import spend
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting, arranging, role

LIST = Action.REGISTER_ELECTOR_LIST


def day(person: Person | None, on: date, people: int, as_role: str = "canvasser") -> None:
    now = timezone.now()
    ReadingDay.objects.create(
        person_id=person.pk if person else uuid7(),
        day=on,
        role=as_role,
        people=people,
        minute=now,
        searched_at=now,
    )


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def reckon() -> None:
    with role("hustings_worker"):
        reckon_reading(timestamp=0)


def usual() -> list[tuple[Any, ...]]:
    with arranging(), connection.cursor() as cursor:
        cursor.execute("SELECT role, most FROM access.usual_of_role")
        return list(cursor.fetchall())


def test_what_is_usual_for_a_role_is_what_one_day_in_two_hundred_goes_beyond(cast: Cast) -> None:
    with arranging():
        for number in range(1, 201):
            day(None, ago(1 + number % 20), number, "organiser")

    reckon()

    assert usual() == [("organiser", 199)]
    with acting(cast.priya, LIST, Purpose.ORGANISE) as by:
        spent = spend(by=by, spending=Spending.LIST, people=1)
    assert spent.day
    assert spent.day.usual_of_role == 199


def test_of_few_days_nothing_is_said(cast: Cast) -> None:
    with arranging():
        day(cast.priya, ago(1), 5_000, "organiser")

    reckon()

    assert usual() == []


@pytest.mark.parametrize(
    ("people", "as_role", "noted"),
    [(600, "canvasser", 1), (499, "canvasser", 0), (6_000, "organiser", 0)],
)
def test_who_goes_to_doors_and_reads_many_and_speaks_with_nobody_is_noted(
    cast: Cast, people: int, as_role: str, noted: int
) -> None:
    with arranging():
        day(cast.tom, ago(2), people, as_role)

    reckon()
    reckon()

    with arranging():
        signals = list(Signal.objects.values_list("kind", "step", "unit", "measured", "usual"))
    assert signals == [("uncontacted", "none", cast.northmoor_unit.pk, people, 20)] * noted


def test_counts_of_a_day_are_kept_for_thirteen_months(cast: Cast) -> None:
    with arranging():
        day(cast.tom, ago(400), 10)
        day(cast.tom, ago(390), 10)

    reckon()

    with arranging():
        assert [one.day for one in ReadingDay.objects.all()] == [ago(390)]
        assert Entry.objects.get(rule="reckoned").count == 1


def test_nobody_but_the_duty_reckons(cast: Cast) -> None:
    with (
        acting(cast.priya, LIST, Purpose.ORGANISE),
        pytest.raises(ProgrammingError, match="only the duty"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT access.reckon_reading()")
