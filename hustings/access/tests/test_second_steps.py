"""Beginning anew with a second step that somebody has lost: a key-holder vouches, a second person agrees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.models import Approval, Grant
from hustings.access.second_steps import Known, ask_for_new_step, take_steps_as_agreed
from hustings.access.two_people.approving import approve
from hustings.accounts.models import Person, Session
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership, Unit
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]
ASKING = (Action.ACCESS_INVITATION_SEND, Purpose.ADMINISTRATION)
DECIDING = (Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION)


def with_step(person: Person) -> None:
    with arranging():
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "none"})


def signed_in_somewhere(person: Person) -> None:
    with arranging():
        Session.objects.create(
            session_key="0" * 64, person_id=person.pk, expire_date=timezone.now() + timedelta(hours=1)
        )


def steps(person: Person) -> int:
    with arranging():
        return int(Authenticator.objects.filter(user=person).count())


def membership(person: Person, unit: Unit) -> Membership:
    with arranging():
        return Membership.objects.select_related("unit").get(person=person, unit=unit)


def asked(cast: Cast, about: Person, by: Person, unit: Unit) -> UUID:
    found = membership(about, unit)
    with acting(by, *ASKING) as actor:
        return ask_for_new_step(
            membership=found, known=Known.FACE, reason="lost the telephone", by=actor, at=actor.at
        )


def agreed(approval: UUID, by: Person) -> UUID:
    with acting(by, *DECIDING) as actor:
        found = Approval.objects.select_related("unit").get(pk=approval)
        approve(approval=found, by=actor, at=actor.at)
    return approval


def take(approval: UUID, by: Person, unit: Unit) -> None:
    with acting(by, *ASKING) as actor:
        take_steps_as_agreed(approval=approval, unit=unit, by=actor, at=actor.at)


def test_two_let_somebody_begin_anew_on_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    with_step(cast.priya)
    unit, found = cast.northmoor_unit, membership(cast.priya, cast.northmoor_unit)
    client = signed_in(cast.moira)
    page = client.get(reverse("access:unit", args=[unit.key])).content.decode()
    told = {"known": str(Known.CALL), "reason": "her telephone was stolen"}
    client.post(reverse("access:lost_step", args=[unit.key, found.pk]), told)
    with arranging():
        approval = Approval.objects.get().pk
    second = signed_in(second_person(cast))
    shown = second.get(reverse("access:approval", args=[approval])).content.decode()
    second.post(reverse("access:agree", args=[approval]))
    mail.outbox.clear()

    client.post(reverse("access:take_steps_as_agreed", args=[unit.key, approval]))

    assert reverse("access:lost_step", args=[unit.key, found.pk]) in page
    assert "I rang them" in shown
    assert steps(cast.priya) == 0
    assert [letter.to for letter in mail.outbox] == [[cast.priya.email]]
    assert "second step was taken away" in mail.outbox[0].subject


def second_person(cast: Cast) -> Person:
    """Dai holds keys at headquarters too."""
    with arranging():
        Grant.objects.filter(person=cast.dai).update(role="secretary", purposes=["administration"])
    return cast.dai


def test_nobody_takes_it_away_alone(cast: Cast) -> None:
    second_person(cast)
    with_step(cast.priya)
    approval = asked(cast, cast.priya, cast.moira, cast.northmoor_unit)

    with pytest.raises(UnableToGrant, match="not agreed"):
        take(approval, cast.moira, cast.northmoor_unit)

    assert steps(cast.priya) == 1


def test_nobody_does_it_for_themselves(cast: Cast) -> None:
    with_step(cast.priya)

    with pytest.raises(UnableToGrant, match="Nobody does this for themselves"):
        asked(cast, cast.priya, cast.priya, cast.northmoor_unit)


def test_nobody_below_opens_the_way_into_a_role_above(cast: Cast) -> None:
    with_step(cast.moira)
    with arranging():
        Membership.objects.create(
            unit=cast.northmoor_unit, person=cast.moira, name="Moira Kettle", starts_on=timezone.localdate()
        )
    approval = agreed(asked(cast, cast.moira, cast.priya, cast.northmoor_unit), second_person(cast))

    with pytest.raises(UnableToGrant, match="cannot let people into"):
        take(approval, cast.priya, cast.northmoor_unit)

    assert steps(cast.moira) == 1


def test_it_is_used_once_and_every_sign_in_is_over(cast: Cast) -> None:
    with_step(cast.priya)
    signed_in_somewhere(cast.priya)
    approval = agreed(asked(cast, cast.priya, cast.moira, cast.northmoor_unit), second_person(cast))

    take(approval, cast.moira, cast.northmoor_unit)
    with_step(cast.priya)
    with pytest.raises(UnableToGrant):
        take(approval, cast.moira, cast.northmoor_unit)

    with arranging():
        assert not Session.objects.filter(person_id=cast.priya.pk).exists()
    assert steps(cast.priya) == 1


def test_somebody_without_a_second_step_loses_nothing(cast: Cast) -> None:
    approval = agreed(asked(cast, cast.priya, cast.moira, cast.northmoor_unit), second_person(cast))

    with pytest.raises(UnableToGrant, match="no second step"):
        take(approval, cast.moira, cast.northmoor_unit)


@pytest.mark.parametrize("person", ["tom", "sam"])
def test_who_may_not_invite_here_asks_nothing(cast: Cast, signed_in: SignedIn, person: str) -> None:
    found: Any = membership(cast.priya, cast.northmoor_unit)
    url = reverse("access:lost_step", args=[cast.northmoor_unit.key, found.pk])

    assert signed_in(getattr(cast, person)).get(url).status_code in {403, 404}
