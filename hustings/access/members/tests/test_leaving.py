from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import Error, transaction
from django.utils import timezone

from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.inviting import UnableToAccept, accept_invitation, invite
from hustings.access.letting_in.offering import Offer
from hustings.access.members.leaving import confirm_staff, mark_left, note_employer, restore_member
from hustings.access.members.reconciling import reconcile_members
from hustings.access.members.tests.feeds import call_election, live, membership, take
from hustings.access.members.warning import warn_members
from hustings.access.models import Approval, Grant, Leaving
from hustings.access.roles import Role
from hustings.access.scope import signing_in
from hustings.access.two_people.approving import ApprovalKind, approve, ask_approval
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging, join, role

ENDING = (Action.ACCESS_MEMBERSHIP_END, Purpose.ADMINISTRATION)
RESTORING = (Action.ACCESS_MEMBERSHIP_RESTORE, Purpose.ADMINISTRATION)
EDITING = (Action.ACCESS_MEMBERSHIP_EDIT, Purpose.ADMINISTRATION)
DECIDING = (Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION)


def leave(cast: Cast, person: Person, by_whom: Person | None = None, **what: Any) -> None:
    found = membership(person)
    with acting(by_whom or cast.priya, *ENDING) as by:
        mark_left(membership=found, status="resigned", by=by, at=by.at, **what)


def restore(cast: Cast, by_whom: Person) -> int:
    with arranging():
        gone = Leaving.objects.select_related("unit").get()
    with acting(by_whom, *RESTORING) as by:
        return restore_member(leaving=gone, by=by, at=by.at)


def change(person: Person, **values: Any) -> None:
    with arranging():
        Membership.objects.filter(person=person).update(**values)


def reconcile() -> Any:
    with role("hustings_worker"):
        return reconcile_members(at=timezone.now())


def test_a_key_holder_marks_somebody_as_left(cast: Cast) -> None:
    leave(cast, cast.tom)

    assert (membership(cast.tom).status, live(cast.tom)) == ("resigned", 0)


def test_somebody_who_left_is_not_marked_twice(cast: Cast) -> None:
    leave(cast, cast.tom)

    with pytest.raises(UnableToGrant, match="left already"):
        leave(cast, cast.tom)


def test_nobody_marks_themselves_or_the_last_key_holder(cast: Cast) -> None:
    with pytest.raises(UnableToGrant):
        leave(cast, cast.priya)
    with pytest.raises(UnableToGrant):
        leave(cast, cast.moira, by_whom=cast.moira)


def test_next_door_nobody_is_marked(cast: Cast) -> None:
    with pytest.raises(UnableToGrant):
        leave(cast, cast.tom, by_whom=cast.sam)


def test_in_a_called_election_an_officer_is_not_marked_by_one(cast: Cast) -> None:
    call_election(cast.northmoor)

    with pytest.raises(UnableToGrant, match="election is called"):
        leave(cast, cast.priya, by_whom=cast.moira)

    assert live(cast.priya) == 1


def test_in_a_called_election_two_people_mark_an_officer(cast: Cast) -> None:
    call_election(cast.northmoor)
    found = membership(cast.priya)
    with acting(cast.moira, *ENDING) as by:
        approval = ask_approval(
            kind=ApprovalKind.ENDING_IN_ELECTION,
            payload={"thing": found.pk, "person": cast.priya.pk},
            unit=found.unit,
            reason="left for another party",
            by=by,
            at=by.at,
        )
    with arranging():
        Grant.objects.filter(person=cast.nia).update(role="chair", purposes=["administration"])
        asked = Approval.objects.select_related("unit").get()
    with acting(cast.nia, *DECIDING) as by:
        approve(approval=asked, by=by, at=by.at)

    leave(cast, cast.priya, by_whom=cast.moira, approval=approval)

    assert live(cast.priya) == 0


def test_what_ended_is_given_back_by_a_key_holder(cast: Cast) -> None:
    leave(cast, cast.tom)

    assert restore(cast, cast.priya) == 1
    assert (membership(cast.tom).status, live(cast.tom)) == ("active", 1)


def test_a_role_that_had_ended_before_is_not_given_back(cast: Cast) -> None:
    with arranging():
        Grant.objects.filter(person=cast.tom).update(ended_at=timezone.now() - timedelta(days=2))
    leave(cast, cast.tom)

    assert restore(cast, cast.priya) == 0
    assert live(cast.tom) == 0


def test_a_leaver_does_not_come_back_by_a_link(cast: Cast) -> None:
    leave(cast, cast.tom)
    with acting(cast.priya, Action.ACCESS_INVITATION_SEND, Purpose.ADMINISTRATION) as by:
        invited = invite(
            unit=cast.northmoor_unit,
            name="Tom",
            email=cast.tom.email,
            offer=Offer(Role.CANVASSER, frozenset({Purpose.CANVASS}), timezone.localdate()),
            by=by,
            at=by.at,
        )

    with signing_in(), pytest.raises(UnableToAccept):
        accept_invitation(secret=invited.secret, by=cast.tom, name="Tom", at=timezone.now())


def test_a_leavers_staff_stay_when_a_key_holder_confirms_them(cast: Cast) -> None:
    with acting(cast.priya, *EDITING) as by:
        note_employer(
            membership=membership(cast.nia), employer=cast.tom.pk, is_contract=True, by=by, at=by.at
        )
    leave(cast, cast.tom)

    with acting(cast.priya, *EDITING) as by:
        confirm_staff(membership=membership(cast.nia), by=by, at=by.at)

    assert membership(cast.nia).confirm_by is None


def test_a_leavers_staff_whom_nobody_confirms_leave_after_a_day(cast: Cast) -> None:
    change(cast.nia, works_for=cast.tom)
    leave(cast, cast.tom)
    change(cast.nia, confirm_by=timezone.now() - timedelta(minutes=1))

    assert reconcile().unconfirmed == 1
    assert live(cast.nia) == 0


@pytest.mark.parametrize("status", ["resigned", "expelled", "moved", "died"])
def test_what_an_event_missed_is_ended_by_the_duty(cast: Cast, status: str) -> None:
    change(cast.tom, status=status)

    assert reconcile().missed == 1
    assert live(cast.tom) == 0
    assert reconcile().missed == 0


def test_grace_that_is_over_ends_what_hangs_on_it(cast: Cast) -> None:
    change(cast.tom, status="lapsed", grace_ends_on=timezone.localdate())
    change(cast.nia, status="lapsed", grace_ends_on=timezone.localdate() + timedelta(days=1))

    assert reconcile().lapsed == 1
    assert (live(cast.tom), live(cast.nia)) == (0, 1)


@pytest.mark.parametrize("why", [
    {"status": "lapsed", "grace_ends_on": timezone.localdate()},
    {"status": "unconfirmed", "confirm_by": timezone.now() - timedelta(minutes=1)},
])  # fmt: skip
def test_of_the_last_two_key_holders_who_go_on_one_day_one_stays(cast: Cast, why: dict[str, Any]) -> None:
    with arranging():
        second = join("Ivo Marsh", cast.headquarters, Role.NATIONAL_STAFF, cast.grants)
    change(cast.moira, **why)
    change(second, **why)

    told = reconcile()

    assert told.lapsed + told.unconfirmed == 1
    assert live(cast.moira) + live(second) == 1


def test_who_has_not_begun_yet_holds_no_keys(cast: Cast) -> None:
    """So that the last who does is not let go because of whom nobody can ask before next week."""
    with arranging():
        coming = join("Ivo Marsh", cast.headquarters, Role.NATIONAL_STAFF, cast.grants)
    change(coming, starts_on=timezone.localdate() + timedelta(days=7))
    change(cast.moira, status="lapsed", grace_ends_on=timezone.localdate())

    assert reconcile().lapsed == 0
    assert live(cast.moira) == 1


def test_grace_waits_while_an_election_is_called(cast: Cast) -> None:
    call_election(cast.northmoor)
    change(cast.tom, status="lapsed", grace_ends_on=timezone.localdate())

    assert reconcile().lapsed == 0
    assert live(cast.tom) == 1


def test_whoever_is_in_grace_is_told_once(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,lapsed,")

    with role("hustings_worker"):
        told = [warn_members(at=timezone.now()), warn_members(at=timezone.now())]

    assert told == [1, 0]
    assert mail.outbox[0].to == ["tom@moor.example"]
    assert "Nothing has changed yet" in mail.outbox[0].body


def test_the_runtime_itself_changes_no_membership(cast: Cast) -> None:
    with acting(cast.priya, *EDITING), pytest.raises(Error, match="permission denied"), transaction.atomic():
        Membership.objects.filter(person=cast.tom).update(status="active")


def warn(later: timedelta = timedelta()) -> int:
    with role("hustings_worker"):
        return warn_members(at=timezone.now() + later)


def test_a_role_that_runs_out_is_told_once(cast: Cast) -> None:
    with arranging():
        Grant.objects.filter(person=cast.tom).update(ends_at=timezone.now() + timedelta(days=10))
        Grant.objects.exclude(person=cast.tom).update(ends_at=timezone.now() + timedelta(days=60))

    told = [warn(), warn()]

    assert told == [1, 0]
    assert [(letter.to, "runs out on" in letter.subject) for letter in mail.outbox] == [
        (["tom@moor.example"], True)
    ]


def test_a_role_renewed_and_running_out_again_is_told_again(cast: Cast) -> None:
    with arranging():
        tom = Grant.objects.filter(person=cast.tom)
        Grant.objects.exclude(person=cast.tom).update(ends_at=timezone.now() + timedelta(days=60))
        tom.update(
            ends_at=timezone.now() + timedelta(days=10), reminded_at=timezone.now() - timedelta(days=90)
        )

    assert [warn(), warn()] == [1, 0]


def test_oversight_is_told_once_of_a_list_three_days_old(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,", drawn_at=timezone.now() - timedelta(hours=80))
    with arranging():
        Grant.objects.update(ends_at=timezone.now() + timedelta(days=60))

    told = [warn(), warn()]

    assert told[0] >= 1
    assert told[1] == 0
    assert all("The list of members is of" in letter.subject for letter in mail.outbox)


def test_a_list_of_yesterday_alarms_nobody(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,", drawn_at=timezone.now() - timedelta(hours=30))
    with arranging():
        Grant.objects.update(ends_at=timezone.now() + timedelta(days=60))

    assert warn() == 0
