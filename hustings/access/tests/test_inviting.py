import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.inviting import (
    Invited,
    UnableToAccept,
    accept_invitation,
    find_offer,
    invite,
    join_by_invitation,
    withdraw_invitation,
)
from hustings.access.models import Grant, Invitation
from hustings.access.roles import Role
from hustings.access.scope import signing_in
from hustings.access.tests.test_granting import offer
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

INVITING = (Action.ACCESS_INVITATION_SEND, Purpose.ADMINISTRATION)
PASSWORD = "a long walk in the rain"


def send(cast: Cast, *, email: str = "New.Friend@moor.example", role: Role = Role.CANVASSER) -> Invited:
    with acting(cast.priya, *INVITING) as by:
        return invite(
            unit=cast.northmoor_unit, name="New Friend", email=email, offer=offer(role), by=by, at=by.at
        )


def take_up(invited: Invited) -> Person:
    with signing_in():
        return join_by_invitation(
            secret=invited.secret, name="Newa Friend", password=PASSWORD, at=timezone.now()
        )


def test_the_table_keeps_a_hash_of_the_secret(cast: Cast) -> None:
    invited = send(cast)

    with arranging():
        row = Invitation.objects.get()
    assert row.token_hash == hashlib.sha256(invited.secret.encode()).hexdigest()
    assert timedelta(days=6) < row.expires_at - timezone.now() <= timedelta(days=7)


def test_whoever_holds_the_link_reads_what_it_offers(cast: Cast) -> None:
    invited = send(cast)

    with signing_in():
        offered = find_offer(invited.secret)

    assert offered is not None
    assert (offered.email, offered.role, offered.unit) == (
        "new.friend@moor.example",
        "canvasser",
        "Northmoor",
    )


def test_taking_up_a_link_makes_an_account_a_membership_and_a_grant(cast: Cast) -> None:
    person = take_up(send(cast))

    assert person.check_password(PASSWORD)
    with arranging():
        assert Membership.objects.get(person=person).name == "Newa Friend"
        assert Grant.objects.get(person=person).granted_by == cast.priya.pk
        assert Entry.objects.filter(action=Action.ACCESS_INVITATION_ACCEPT, person_id=person.pk).count() == 1


def test_a_link_is_good_for_one_use(cast: Cast) -> None:
    invited = send(cast)
    take_up(invited)

    with pytest.raises(UnableToAccept, match="used, withdrawn or is too old"):
        take_up(invited)


def test_a_link_older_than_a_week_is_over_and_makes_no_account(cast: Cast) -> None:
    invited = send(cast)
    with arranging():
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(UnableToAccept):
        take_up(invited)

    with arranging():
        assert not Person.objects.filter(email=invited.email).exists()


def test_a_withdrawn_link_is_over(cast: Cast) -> None:
    invited = send(cast)
    with acting(cast.priya, *INVITING) as by:
        withdraw_invitation(invitation=Invitation.objects.get(), by=by, at=by.at)

    with signing_in():
        assert find_offer(invited.secret) is None


def test_a_link_is_withdrawn_once(cast: Cast) -> None:
    send(cast)
    with acting(cast.priya, *INVITING) as by:
        withdraw_invitation(invitation=Invitation.objects.get(), by=by, at=by.at)

        with pytest.raises(UnableToGrant, match="already"):
            withdraw_invitation(invitation=Invitation.objects.get(), by=by, at=by.at)


def test_somebody_who_signs_in_already_takes_it_up_as_themselves(cast: Cast) -> None:
    invited = send(cast, email=cast.dai.email)

    with signing_in():
        accept_invitation(secret=invited.secret, by=cast.dai, name="Dai Parchment", at=timezone.now())

    with arranging():
        assert Grant.objects.filter(person=cast.dai, unit=cast.northmoor_unit).count() == 1


def test_nobody_takes_up_a_link_sent_to_somebody_else(cast: Cast) -> None:
    invited = send(cast)

    with signing_in(), pytest.raises(UnableToAccept):
        accept_invitation(secret=invited.secret, by=cast.sam, name="Sam", at=timezone.now())

    with arranging():
        assert Invitation.objects.get().accepted_at is None


def test_an_account_is_never_taken_over_by_a_link(cast: Cast) -> None:
    invited = send(cast, email=cast.dai.email)

    with pytest.raises(UnableToAccept, match="Sign in first"):
        take_up(invited)


def test_sending_an_invitation_leaves_one_entry(cast: Cast) -> None:
    send(cast)

    with arranging():
        assert (
            Entry.objects.filter(action=Action.ACCESS_INVITATION_SEND, person_id=cast.priya.pk).count() == 1
        )


def test_an_unfit_invitation_is_refused_and_nothing_is_sent(cast: Cast) -> None:
    with pytest.raises(UnableToGrant, match="cannot give the role"):
        send(cast, role=Role.NATIONAL_STAFF)

    with arranging():
        assert not Invitation.objects.exists()
