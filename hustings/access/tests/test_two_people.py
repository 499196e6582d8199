"""What wants two people where somebody is let in or ended: by the pages, and by the database itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.letting_in.granting import UnableToGrant, deputise, end_grant, give_grant
from hustings.access.letting_in.inviting import invite
from hustings.access.letting_in.offering import Offer
from hustings.access.members.tests.feeds import call_election, live, take
from hustings.access.models import Approval, Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.access.tests.test_granting import ENDING, GIVING, day
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]


def key_holder(cast: Cast) -> None:
    """Dai holds keys at headquarters too."""
    with arranging():
        Grant.objects.filter(person=cast.dai).update(role="secretary", purposes=["administration"])


def offer(role: Role = Role.NATIONAL_STAFF) -> Offer:
    return Offer(role, ALL_PURPOSES[role], day(30))


def end(cast: Cast, name: str) -> None:
    with arranging():
        grant = Grant.objects.select_related("unit").get(pk=cast.grants[name].pk)
    with acting(cast.moira, *ENDING) as by:
        end_grant(grant=grant, by=by, at=by.at)


def test_nobody_gives_a_role_of_the_whole_organisation_alone(cast: Cast) -> None:
    with acting(cast.moira, *GIVING) as by, pytest.raises(UnableToGrant, match="takes two people"):
        give_grant(unit=cast.headquarters, person_id=cast.dai.pk, offer=offer(), by=by, at=by.at)


def test_nobody_invites_to_such_a_role_or_lends_it(cast: Cast) -> None:
    with (
        acting(cast.moira, Action.ACCESS_INVITATION_SEND, Purpose.ADMINISTRATION) as by,
        pytest.raises(UnableToGrant, match="as a member"),
    ):
        invite(unit=cast.headquarters, name="New", email="n@moor.example", offer=offer(), by=by, at=by.at)
    with arranging():
        grant = Grant.objects.select_related("unit").get(pk=cast.grants["moira"].pk)
    with acting(cast.moira, *GIVING) as by, pytest.raises(UnableToGrant, match="not lent by one"):
        deputise(grant=grant, person_id=cast.dai.pk, last_day=day(9), by=by, at=by.at)


def test_a_role_of_headquarters_is_given_by_two_on_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    key_holder(cast)
    headquarters = cast.headquarters.key
    with arranging():
        Membership.objects.create(
            unit=cast.headquarters, person=cast.nia, name="Nia", starts_on=timezone.localdate()
        )
    client = signed_in(cast.moira)
    choice = {"person": str(cast.nia.pk), "role": "oversight body", "reason": "elected by conference"}
    client.post(reverse("access:give", args=[headquarters]), choice)
    with arranging():
        approval = Approval.objects.get().pk
    done = reverse("access:give_as_agreed", args=[headquarters, approval])

    client.post(done)
    before = live(cast.nia)
    signed_in(cast.dai).post(reverse("access:agree", args=[approval]))
    text = signed_in(cast.moira).get(reverse("access:approval", args=[approval])).content.decode()
    client.post(done)

    assert "Do it now" in text
    assert (before, live(cast.nia)) == (1, 2)


def test_while_an_election_is_called_nobody_ends_an_officer_alone(cast: Cast) -> None:
    call_election(cast.northmoor)

    with pytest.raises(UnableToGrant, match="takes two"):
        end(cast, "priya")

    assert live(cast.priya) == 1


@pytest.mark.parametrize("name", ["tom", "nia"])
def test_a_volunteer_is_ended_by_one_also_then(cast: Cast, name: str) -> None:
    call_election(cast.northmoor)

    end(cast, name)

    assert live(getattr(cast, name)) == 0


def test_an_officer_next_door_where_none_is_called_is_ended_by_one(cast: Cast) -> None:
    call_election(cast.northmoor)

    end(cast, "sam")

    assert live(cast.sam) == 0


def test_two_end_an_officer_on_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    call_election(cast.northmoor)
    key_holder(cast)
    unit, grant = cast.northmoor_unit.key, cast.grants["priya"].pk
    page = signed_in(cast.moira).get(reverse("access:end", args=[unit, grant])).content.decode()
    signed_in(cast.moira).post(reverse("access:end", args=[unit, grant]), {"reason": "stood down"})
    with arranging():
        approval = Approval.objects.get().pk
    signed_in(cast.dai).post(reverse("access:agree", args=[approval]))

    signed_in(cast.moira).post(reverse("access:end_as_agreed", args=[unit, approval]))

    assert "takes two people" in page
    assert live(cast.priya) == 0


def test_what_was_agreed_of_one_ends_no_other(cast: Cast, signed_in: SignedIn) -> None:
    call_election(cast.northmoor)
    key_holder(cast)
    unit, grant = cast.northmoor_unit.key, cast.grants["priya"].pk
    signed_in(cast.moira).post(reverse("access:end", args=[unit, grant]), {"reason": "stood down"})
    with arranging():
        approval = Approval.objects.get().pk
        other = Grant.objects.create(
            **{
                **Grant.objects.filter(pk=grant).values().get(),
                "id": "01900000-0000-7000-8000-000000000001",
                "role": "agent",
            }
        )
        other = Grant.objects.select_related("unit").get(pk=other.pk)
    signed_in(cast.dai).post(reverse("access:agree", args=[approval]))

    with acting(cast.moira, *ENDING) as by, pytest.raises(UnableToGrant):
        end_grant(grant=other, approval=approval, by=by, at=by.at)


def test_an_old_feed_blocks_new_staff_and_nothing_else(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,", drawn_at=timezone.now() - timedelta(hours=80))

    with acting(cast.priya, *GIVING) as by:
        role = Offer(Role.ORGANISER, ALL_PURPOSES[Role.ORGANISER], day(30))
        give_grant(unit=cast.northmoor_unit, person_id=cast.nia.pk, offer=role, by=by, at=by.at)

    assert live(cast.nia) == 2


@pytest.mark.parametrize("name", ["give_as_agreed", "end_as_agreed", "leave_as_agreed"])
@pytest.mark.parametrize(("person", "status"), [("tom", 403), ("sam", 404), ("priya", 302)])
def test_what_nobody_agreed_to_is_not_done(
    cast: Cast, signed_in: SignedIn, name: str, person: str, status: int
) -> None:
    url = reverse(f"access:{name}", args=[cast.northmoor_unit.key, "00000000-0000-7000-8000-000000000000"])
    client = signed_in(getattr(cast, person))

    assert client.post(url).status_code == status
    assert client.get(url).status_code == (405 if status == 302 else status)
