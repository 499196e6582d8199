from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from hustings.access.approval_kinds import APPROVERS
from hustings.access.models import Approval, Grant
from hustings.access.two_people.approving import (
    ApprovalKind,
    UnableToApprove,
    UnableToUseApproval,
    approve,
    ask_approval,
    canonical,
    deciders,
    refuse_approval,
    use_approval,
)
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from tests.cast import Cast, acting, arranging

ASKING = (Action.ACCESS_GRANT_END, Purpose.ADMINISTRATION)
DECIDING = (Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION)
PAYLOAD = {"fields": ["name", "address"], "rows": 812, "until": date(2031, 5, 1)}


def ask(cast: Cast, payload: dict[str, Any] | None = None, reason: str = "for the printer") -> UUID:
    with acting(cast.priya, *ASKING) as by:
        return ask_approval(
            kind=ApprovalKind.EXPORT,
            payload=payload or PAYLOAD,
            unit=cast.northmoor_unit,
            reason=reason,
            by=by,
            at=by.at,
        )


def agree(approval: UUID, person: Person) -> None:
    with acting(person, *DECIDING) as by:
        approve(approval=found(approval), by=by, at=by.at)


def use(approval: UUID, person: Person, payload: dict[str, Any] | None = None, **what: Any) -> None:
    with acting(person, *ASKING) as by:
        use_approval(
            approval=approval,
            kind=what.get("kind", ApprovalKind.EXPORT),
            payload=payload or PAYLOAD,
            by=by,
            at=by.at,
        )


def found(approval: UUID) -> Approval:
    with arranging():
        return Approval.objects.select_related("unit").get(pk=approval)


def change(approval: UUID, **values: Any) -> None:
    with arranging():
        Approval.objects.filter(pk=approval).update(**values)


def test_what_another_agreed_to_is_used(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)

    use(approval, cast.priya)

    with arranging():
        assert Approval.objects.get(use__used_by=cast.priya.pk).pk == approval


def test_asking_agreeing_and_using_leave_an_entry_each(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    use(approval, cast.priya)

    with arranging():
        entries = Entry.objects.filter(action__startswith="access:approval").order_by("id")
        assert [(entry.action, entry.person_id) for entry in entries] == [
            ("access:approval:ask", cast.priya.pk),
            ("access:approval:decide", cast.moira.pk),
            ("access:approval:use", cast.priya.pk),
        ]


def test_what_nobody_agreed_to_is_not_used(cast: Cast) -> None:
    with pytest.raises(UnableToUseApproval, match="Nothing was done"):
        use(ask(cast), cast.priya)


@pytest.mark.parametrize(
    "changed",
    [{**PAYLOAD, "rows": 813}, {**PAYLOAD, "fields": ["name", "addresS"]}, {**PAYLOAD, "more": None}],
)
def test_one_byte_changed_after_the_yes_is_refused(cast: Cast, changed: dict[str, Any]) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya, changed)


def test_a_payload_changed_in_the_table_is_refused(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    change(approval, payload=canonical({**PAYLOAD, "rows": 900}))

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya, {**PAYLOAD, "rows": 900})


def test_an_approval_is_used_once(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    use(approval, cast.priya)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)


def test_an_approval_of_one_kind_is_none_of_another(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya, kind=ApprovalKind.MEMBER_LIST)


def test_an_approval_is_no_use_to_somebody_else(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.sam)


def test_an_approval_is_over_after_a_day(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    change(
        approval, asked_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(minutes=1)
    )

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)


def test_nobody_agrees_with_themselves(cast: Cast) -> None:
    approval = ask(cast)

    with pytest.raises(UnableToApprove, match="second person"):
        agree(approval, cast.priya)


@pytest.mark.parametrize("person", ["tom", "sam"])
def test_a_volunteer_or_a_neighbour_does_not_agree(cast: Cast, person: str) -> None:
    approval = ask(cast)

    with pytest.raises(Exception, match=r"second person|no live grant"):
        agree(approval, getattr(cast, person))


def test_whoever_was_let_in_by_the_asker_does_not_agree(cast: Cast) -> None:
    approval = ask(cast)
    with arranging():
        Grant.objects.filter(person=cast.moira).update(granted_by=cast.priya.pk)

    with pytest.raises(UnableToApprove):
        agree(approval, cast.moira)


def test_whom_it_is_about_does_not_agree(cast: Cast) -> None:
    approval = ask(cast, {"person": cast.moira.pk})

    with pytest.raises(UnableToApprove):
        agree(approval, cast.moira)


def test_a_yes_falls_with_the_grant_of_whoever_gave_it(cast: Cast) -> None:
    approval = ask(cast)
    agree(approval, cast.moira)
    with arranging():
        Grant.objects.filter(person=cast.moira).update(ended_at=timezone.now())

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)


def test_a_refusal_is_final_and_keeps_its_reason(cast: Cast) -> None:
    approval = ask(cast)
    with acting(cast.moira, *DECIDING) as by:
        refuse_approval(approval=found(approval), reason="Too many fields.", by=by, at=by.at)

    with pytest.raises(UnableToApprove):
        agree(approval, cast.moira)
    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)
    assert found(approval).answer == "Too many fields."


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_asked_without_a_reason(cast: Cast, reason: str) -> None:
    with pytest.raises(UnableToApprove):
        ask(cast, reason=reason)


def test_nothing_is_asked_for_the_unit_next_door(cast: Cast) -> None:
    with acting(cast.sam, *ASKING) as by, pytest.raises(UnableToApprove):
        ask_approval(
            kind=ApprovalKind.EXPORT,
            payload=PAYLOAD,
            unit=cast.northmoor_unit,
            reason="mine",
            by=by,
            at=by.at,
        )


def alone(cast: Cast) -> UUID:
    """Priya is left as the only one who could agree to anything."""
    with arranging():
        Grant.objects.exclude(person=cast.priya).update(ended_at=timezone.now())
    return ask(cast)


def test_where_there_is_nobody_to_ask_it_waits_a_day(cast: Cast) -> None:
    approval = alone(cast)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)
    assert found(approval).is_delay


def test_after_the_day_of_waiting_it_is_used_once(cast: Cast) -> None:
    approval = alone(cast)
    change(approval, usable_at=timezone.now() - timedelta(minutes=1))

    use(approval, cast.priya)

    with pytest.raises(UnableToUseApproval):
        use(approval, cast.priya)


def test_the_asker_is_told_who_can_agree(cast: Cast) -> None:
    approval = ask(cast)

    with acting(cast.priya, *ASKING):
        told = deciders(approval)

    assert {one.name for one in told} == {"Moira Kettle", "Dai Parchment"}


def test_every_kind_has_roles_that_can_agree() -> None:
    assert set(APPROVERS) == set(ApprovalKind)
    assert all(len(roles) >= 2 for roles in APPROVERS.values())


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text() | some.dates() | some.uuids(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


@given(some.dictionaries(some.text(), VALUES))
def test_the_order_of_a_payload_changes_nothing(payload: dict[str, Any]) -> None:
    assert canonical(dict(reversed(payload.items()))) == canonical(payload)


@pytest.mark.parametrize("value", [float("nan"), b"bytes", {1, 2}])
def test_what_has_no_one_text_is_not_asked_for(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"value": value})


def test_a_moment_is_bound_to_the_second() -> None:
    moment = datetime(2031, 5, 1, 7, 0, tzinfo=timezone.get_default_timezone())

    assert canonical({"at": moment}) != canonical({"at": moment + timedelta(seconds=1)})
