"""Officers are told of what has left, holders of what is overdue, and what nobody fetched never left."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from hustings.copies.chasing import chase_copies
from hustings.copies.models import Copy
from hustings.copies.tests.conftest import Issue
from tests.cast import Cast, arranging, role


def chase() -> int:
    with role("hustings_worker"):
        return chase_copies(at=timezone.now())


def make_overdue(copy: Copy, **also: object) -> None:
    with arranging():
        Copy.objects.filter(id=copy.id).update(
            due_on=timezone.localdate() - timedelta(days=1), is_told=True, **also
        )


def test_the_holder_of_what_is_overdue_is_reminded_once_a_week(cast: Cast, issue: Issue) -> None:
    copy = issue()
    make_overdue(copy)

    assert [chase(), chase()] == [1, 0]
    assert mail.outbox[0].to == [cast.priya.email]
    assert copy.number in mail.outbox[0].body
    make_overdue(copy, reminded_on=timezone.localdate() - timedelta(days=7))
    assert chase() == 1


def test_several_overdue_copies_are_one_letter(cast: Cast, issue: Issue) -> None:
    copies = [issue() for _each in range(3)]
    for copy in copies:
        make_overdue(copy)

    assert chase() == 1
    assert all(copy.number in mail.outbox[0].body for copy in copies)


def test_what_came_back_is_not_asked_after(issue: Issue) -> None:
    make_overdue(issue(), state="returned")

    assert chase() == 0


def test_the_nearest_officer_but_the_holder_is_told_of_a_file_once(cast: Cast, issue: Issue) -> None:
    copy = issue()
    with arranging():
        Copy.objects.filter(id=copy.id).update(issued_to=cast.tom.id)

    assert [chase(), chase()] == [1, 0]
    assert mail.outbox[0].to == [cast.priya.email]
    assert "Northmoor" in mail.outbox[0].subject


def test_where_the_holder_is_the_only_officer_the_unit_above_is_told(cast: Cast, issue: Issue) -> None:
    issue()

    chase()

    assert [letter.to for letter in mail.outbox] == [[cast.moira.email]]


def test_a_file_that_expired_unfetched_never_left(issue: Issue) -> None:
    fetched, never = issue(), issue()
    with arranging():
        Copy.objects.update(expires_at=timezone.now(), is_told=True)
        Copy.objects.filter(id=fetched.id).update(fetched_count=1)

    chase()

    with arranging():
        assert Copy.objects.get(id=never.id).state == "withdrawn"
        assert Copy.objects.get(id=fetched.id).state == "out"


@pytest.mark.usefixtures("cast")
def test_nothing_to_chase_is_nothing_written() -> None:
    assert chase() == 0
