"""Prints that wait for a second person, where the organisation has switched that on; off, nothing waits."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.approval_kinds import ApprovalKind
from hustings.access.models import Approval
from hustings.access.roles import Role
from hustings.access.two_people.approving import approve
from hustings.access.two_people.describing import facts
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.organisation.models import Switch, SwitchKey
from hustings.paper.agreeing import ask_for_pack
from hustings.paper.packing import UnableToPrint, order_pack
from hustings.paper.post.agreeing import ask_for_post, order_agreed
from hustings.paper.post.printing import UnableToPost, check_order, print_post
from hustings.paper.post.tests.ground import give_addresses, keep_list, order
from hustings.paper.printing import print_pack
from hustings.paper.tests.conftest import CHOICE, north
from hustings.targeting.models import SavedList
from hustings.work.models import Job
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging, join

SignIn = Callable[..., Client]
PRINT = Action.PAPER_SHEET_PRINT
__all__ = ["north"]


@pytest.fixture
def switched_on(cast: Cast) -> None:
    with arranging():
        Switch.objects.create(key=SwitchKey.PRINTS, is_on=True, turned_at=AT, reason="We agreed so.")


@pytest.fixture
def kept(cast: Cast, north: Ground) -> SavedList:
    with arranging():
        give_addresses(north)
    return keep_list(cast)


def agree(cast: Cast) -> None:
    """The agent agrees to whatever waits."""
    with arranging():
        agent = join("Agnes Holloway", cast.northmoor_unit, Role.AGENT, cast.grants)
    with acting(agent, Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION) as by:
        with arranging():
            asked = Approval.objects.get(kind="print")
        approve(approval=asked, by=by, at=timezone.now())


def test_a_pack_is_printed_once_somebody_else_has_agreed(
    cast: Cast, north: Ground, switched_on: None
) -> None:
    now = timezone.now()
    choice = replace(CHOICE, streets=[north.streets[0].id], return_by=now + timedelta(hours=9))
    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        pack = order_pack(constituency=north.seat.id, choice=choice, by=by, at=now)
        with pytest.raises(UnableToPrint, match="A second person must agree"):
            print_pack(pack_id=pack.id, constituency=north.seat.id, by=by, at=now, report=silent)
        ask_for_pack(pack, by=by, at=now)
        with pytest.raises(UnableToPrint, match="not approved"):
            print_pack(pack_id=pack.id, constituency=north.seat.id, by=by, at=now, report=silent)
    agree(cast)

    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        done = print_pack(pack_id=pack.id, constituency=north.seat.id, by=by, at=now, report=silent)

    assert done.sheet_count == 1


def test_labels_are_printed_for_no_more_people_than_were_agreed_to(
    cast: Cast, north: Ground, kept: SavedList, switched_on: None
) -> None:
    now = timezone.now()
    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        wanted = order(kept)
        with pytest.raises(UnableToPost, match="A second person must agree"):
            print_post(wanted, seat=north.seat, by=by, at=now, report=silent)
        people = check_order(wanted, seat=north.seat, by=by, at=now)
        asked = ask_for_post(replace(wanted, people=people), seat=north.seat, name=kept.name, by=by, at=now)
        assert order_agreed(kept.id, str(asked), by, now) is None
    agree(cast)

    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        agreed = order_agreed(kept.id, str(asked), by, timezone.now())
        assert agreed == replace(wanted, people=24, approval=asked)
        with pytest.raises(UnableToPost, match="more people by now"):
            print_post(replace(agreed, people=23), seat=north.seat, by=by, at=now, report=silent)
        with pytest.raises(UnableToPost, match="not what was approved"):
            print_post(replace(agreed, size="L7163"), seat=north.seat, by=by, at=now, report=silent)
        _copy, pieces = print_post(agreed, seat=north.seat, by=by, at=now, report=silent)
        assert pieces == 12
        with pytest.raises(UnableToPost, match="not approved"):
            print_post(agreed, seat=north.seat, by=by, at=now, report=silent)


def test_the_pages_ask_wait_and_print(
    cast: Cast, kept: SavedList, signed_in: SignIn, switched_on: None
) -> None:
    client, address = signed_in(cast.priya), reverse("paper:labels", args=["northmoor", kept.id])
    day = timezone.localdate() + timedelta(days=9)
    sent = {
        "each": "household",
        "size": "L7163",
        "first": "1",
        "language": "en",
        "destroy_on": day.isoformat(),
    }

    asked = client.post(address, sent, follow=True).content.decode()
    assert "Waits for a second person" in asked
    assert "Print it now" not in asked
    with arranging():
        approval = Approval.objects.get(kind="print")
        assert not Job.objects.exists()
        told = dict(facts(ApprovalKind.PRINT, json.loads(approval.payload)))
    assert told == {
        "What it is": "Labels",
        "Of": "Everybody",
        "Constituency": "Northmoor",
        "People on it": "24",
    }
    assert (
        "it is over. Nothing was printed"
        in client.post(address, {"agreed": str(approval.id)}, follow=True).content.decode()
    )
    agree(cast)

    assert "Print it now" in client.get(address).content.decode()
    client.post(address, {"agreed": str(approval.id)})
    with arranging():
        assert UUID(Job.objects.get().asked["approval"]) == approval.id


def test_a_packs_page_waits_too(cast: Cast, north: Ground, signed_in: SignIn, switched_on: None) -> None:
    client = signed_in(cast.priya)
    evening = timezone.localtime(timezone.now() + timedelta(days=1))
    sent = {
        "street": str(north.streets[0].id), "what": "all", "election_kind": "westminster", "return_to": "Priya",
        "return_by": f"{evening:%Y-%m-%dT%H:%M}", "call_number": "01632 960 001", "language": "en",
    }  # fmt: skip
    page = client.post(reverse("paper:printing", args=["northmoor"]), sent, follow=True)
    assert "Waits for a second person" in page.content.decode()
    release = reverse("paper:release", args=["northmoor", page.context["pack"].id])
    assert "Nothing was printed" in client.post(release, follow=True).content.decode()
    agree(cast)

    client.post(release)

    with arranging():
        assert Job.objects.count() == 1
    assert client.get(release).status_code == 405
    assert signed_in(cast.sam).post(release).status_code == 404
    assert signed_in(cast.nia).post(release).status_code == 403
