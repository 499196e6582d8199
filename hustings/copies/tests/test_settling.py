"""What became of a copy; the sum of what was issued always comes out."""

from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.copies.files import UnableToFetchCopy, fetch_copy, withdraw_copy
from hustings.copies.listing import sums_of
from hustings.copies.models import Copy, CopyState
from hustings.copies.rules import State
from hustings.copies.settling import UnableToSettleCopy, settle_copy
from hustings.copies.tests.conftest import Issue
from hustings.lib.uuid7 import uuid7
from hustings.work.models import SealedFile
from tests.cast import Cast, acting, arranging


def settle(cast: Cast, copy_id: UUID, state: str) -> Copy:
    """Priya says what became of a copy."""
    with acting(cast.priya, Action.COPIES_COPY_SETTLE, Purpose.ADMINISTRATION) as by:
        return settle_copy(copy_id=copy_id, state=state, by=by, at=timezone.now())


def test_a_returned_copy_stays_on_the_register(cast: Cast, issue: Issue) -> None:
    copy = issue()

    settled = settle(cast, copy.id, "returned")

    assert (settled.state, settled.state_by) == (CopyState.RETURNED, cast.priya.id)


def test_it_is_one_entry_and_saying_it_twice_is_no_second(cast: Cast, issue: Issue) -> None:
    copy = issue()
    for _time in (1, 2):
        settle(cast, copy.id, "destroyed")

    with arranging():
        assert Entry.objects.filter(action=Action.COPIES_COPY_SETTLE, rule="destroyed").count() == 1


@pytest.mark.parametrize("state", ["", "eaten", "RETURNED"])
def test_a_state_that_is_none_is_refused(cast: Cast, issue: Issue, state: str) -> None:
    with pytest.raises(UnableToSettleCopy, match="Say whether"):
        settle(cast, issue().id, state)


def test_a_copy_out_of_reach_is_none(cast: Cast) -> None:
    with pytest.raises(UnableToSettleCopy, match="no such copy"):
        settle(cast, uuid7(), "returned")


def test_what_is_lost_is_not_simply_out_again(cast: Cast, issue: Issue) -> None:
    copy = issue()
    settle(cast, copy.id, "lost")

    with pytest.raises(UnableToSettleCopy, match="lost already"):
        settle(cast, copy.id, "out")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(State))), max_size=15))
def test_issued_is_returned_destroyed_lost_withdrawn_and_out(
    cast: Cast, issue: Issue, said: list[tuple[int, State]]
) -> None:
    copies = [issue() for _each in range(4)]
    for place, state in said:
        try:
            settle(cast, copies[place].id, state)
        except UnableToSettleCopy:
            continue

    with arranging():
        sums = sums_of(cast.northmoor.id, today=timezone.localdate())
        assert sums.issued == Copy.objects.count()
    assert sums.issued == sum(sums.by_state.values())


class TestWithdrawing:
    def test_a_file_that_nobody_fetched_never_left(self, cast: Cast, issue: Issue) -> None:
        copy = issue()

        with acting(cast.priya, Action.COPIES_COPY_FETCH, Purpose.ADMINISTRATION) as by:
            withdrawn = withdraw_copy(copy=copy, by=by, at=timezone.now())

        with arranging():
            assert (withdrawn.state, SealedFile.objects.count()) == (CopyState.WITHDRAWN, 0)

    def test_one_that_was_fetched_is_still_to_be_destroyed(self, cast: Cast, issue: Issue) -> None:
        copy = issue()
        with acting(cast.priya, Action.COPIES_COPY_FETCH, Purpose.ADMINISTRATION) as by:
            fetch_copy(copy=copy, by=by, at=timezone.now())

            withdrawn = withdraw_copy(copy=copy, by=by, at=timezone.now())

            assert withdrawn.state == CopyState.OUT
            with pytest.raises(UnableToFetchCopy):
                fetch_copy(copy=copy, by=by, at=timezone.now())
