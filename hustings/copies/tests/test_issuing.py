"""What leaves is on the register, under a number of its own, with who is on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.copies.issuing import UnableToIssueCopy, issue_copies, issue_copy
from hustings.copies.models import Copy, CopyRows
from hustings.copies.tests.conftest import Issue, leaving
from tests.cast import Cast, acting, arranging


def test_a_copy_says_to_whom_and_who_is_on_it(cast: Cast, issue: Issue) -> None:
    copy = issue()

    with arranging():
        assert (copy.issued_to, copy.state, copy.constituency_id) == (cast.priya.id, "out", cast.northmoor.id)
        assert CopyRows.objects.get(copy_id=copy.id).seat_nos == [1, 2, 3]


def test_a_number_that_is_taken_is_drawn_again(
    cast: Cast, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("hustings.copies.issuing.secrets.randbelow", lambda _limit: next(drawn))

    first, second = issue(), issue()

    assert (first.number, second.number) == ("C-0007", "C-0008")


@pytest.mark.parametrize("changed", [{"people": -1}, {"due_on": timezone.localdate() - timedelta(days=2)}])
def test_what_names_nobody_or_was_due_before_it_left_is_not_issued(
    cast: Cast, changed: dict[str, object]
) -> None:
    at = timezone.now()
    with (
        acting(cast.priya, Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION) as by,
        pytest.raises(UnableToIssueCopy),
    ):
        issue_copy(leaving(**changed), by=by, at=at, constituency=cast.northmoor.id)


def test_a_copy_of_nowhere_is_not_issued(cast: Cast) -> None:
    with (
        acting(cast.priya, Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION) as by,
        pytest.raises(UnableToIssueCopy, match="a seat or to a unit"),
    ):
        issue_copy(leaving(), by=by, at=timezone.now())


def test_many_copies_with_codes_of_their_own_are_issued_at_once(cast: Cast) -> None:
    many = [leaving(number=f"AAAA-AAA{place}", rows=[(cast.northmoor.id, place)]) for place in range(5)]
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        issue_copies(many, by=by, at=timezone.now(), constituency=cast.northmoor.id)

    with arranging():
        assert Copy.objects.filter(number__startswith="AAAA").count() == 5
        assert CopyRows.objects.count() == 5


def test_sam_next_door_sees_no_copy_through_the_database(cast: Cast, issue: Issue) -> None:
    issue()

    with acting(cast.sam, Action.COPIES_COPY_LIST, Purpose.ADMINISTRATION):
        assert not Copy.objects.exists()
        assert not CopyRows.objects.exists()
