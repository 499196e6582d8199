"""Whoever is held out is on no list, sheet, letter or export until polling day, and on all of them from that day on."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hustings.access.models import Approval
from hustings.access.roles import Role
from hustings.access.scope import UnableToOpenScope
from hustings.access.two_people.approving import UnableToApprove, UnableToUseApproval, approve
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.selecting import Chosen, people_of
from hustings.canvassing.tests.ground import Ground
from hustings.copies.purposes import ExportPurpose
from hustings.elections.models import Election
from hustings.register.models import Elector
from hustings.targeting.lists.asking import ask
from hustings.targeting.lists.counting import people_on
from hustings.targeting.lists.holding_out import (
    UnableToHoldOut,
    draw_hold_out,
    proposals_for,
    propose_hold_out,
)
from hustings.targeting.lists.keeping import change_list, freeze_list, make_list
from hustings.targeting.lists.listing import people_of_snapshot
from hustings.targeting.lists.rules import read_form
from hustings.targeting.lists.snapshots import count_snapshot
from hustings.targeting.models import SavedList
from tests.cast import Cast, acting, arranging, join

FORM = {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]}
DRAW, BUILD = Action.TARGETING_HOLD_OUT_DRAW, Action.TARGETING_LIST_BUILD


@pytest.fixture
def two(cast: Cast) -> tuple[Person, Person]:
    """Northmoor's agent and its candidate."""
    with arranging():
        agent = join("Agnes Holloway", cast.northmoor_unit, Role.AGENT, cast.grants)
        candidate = join("Carwyn Ashdown", cast.northmoor_unit, Role.CANDIDATE, cast.grants)
    return agent, candidate


@pytest.fixture
def poll(cast: Cast) -> Election:
    with arranging():
        return Election.objects.create(
            kind="local",
            name="Moorland District Council",
            polling_day=timezone.localdate() + timedelta(days=60),
        )


@pytest.fixture
def kept(cast: Cast, north: Ground, two: tuple[Person, Person]) -> SavedList:
    with acting(two[0], BUILD, Purpose.CANVASS) as by:
        return make_list(seat=cast.northmoor, name="All", form=read_form(FORM), by=by, at=timezone.now())


def propose(who: Person, kept: SavedList, poll: Election, at: datetime) -> None:
    with acting(who, DRAW, Purpose.CANVASS, at) as by:
        propose_hold_out(kept=kept, share=20, election=poll, by=by, at=at)


def agree(who: Person, at: datetime) -> None:
    with acting(who, Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION, at) as by:
        with arranging():
            asked = Approval.objects.get(kind="hold out")
        approve(approval=asked, by=by, at=at)


def draw(who: Person, kept: SavedList, at: datetime) -> int:
    with acting(who, DRAW, Purpose.CANVASS, at) as by:
        (agreed,) = proposals_for(kept, by)
        return draw_hold_out(kept=kept, agreed=agreed, by=by, at=at)


def listed(cast: Cast, kept: SavedList, at: datetime) -> set[Any]:
    with acting(cast.priya, BUILD, Purpose.CANVASS, at):
        return set(people_on(ask(kept.constituency, read_form(kept.form), at=at)))


def test_candidate_and_agent_together_hold_out_whole_households(
    cast: Cast, north: Ground, two: tuple[Person, Person], kept: SavedList, poll: Election
) -> None:
    agent, candidate, at = *two, timezone.now()
    propose(agent, kept, poll, at)
    agree(candidate, at)

    people = draw(agent, kept, at)

    with arranging():
        held = HeldOut.objects.values_list("elector_id", flat=True)
        homes = {one.door_id for one in north.electors if one.id in set(held)}
    assert people == len(held) == 2 * len(homes) == 6  # three of twelve doors
    assert listed(cast, kept, at) == {one.id for one in north.electors} - set(held)


def test_whoever_is_held_out_is_in_no_letter_until_polling_day(
    cast: Cast, north: Ground, kept: SavedList, poll: Election
) -> None:
    out = north.electors[3]
    until = timezone.localdate() + timedelta(days=1)
    with arranging():
        HeldOut.objects.create(
            constituency=cast.northmoor, elector=out, list_id=kept.id, drawn_at=timezone.now(), ends_on=until
        )
    for purpose in (ExportPurpose.LETTERS, ExportPurpose.CANVASS, ExportPurpose.RECORDS):
        assert out.id not in exported(cast, purpose)
    with arranging():
        HeldOut.objects.update(ends_on=timezone.localdate())
    for purpose in (ExportPurpose.LETTERS, ExportPurpose.CANVASS, ExportPurpose.RECORDS):
        assert out.id in exported(cast, purpose)
    assert out.id in listed(cast, kept, timezone.now())


def exported(cast: Cast, purpose: ExportPurpose) -> set[Any]:
    with acting(cast.priya, Action.CANVASSING_EXPORT_MAKE, Purpose.ORGANISE):
        return {one.id for one in people_of(cast.northmoor.id, purpose, Chosen())}


def test_nobody_is_held_out_by_one_alone(
    cast: Cast, two: tuple[Person, Person], kept: SavedList, poll: Election
) -> None:
    agent, _candidate, at = *two, timezone.now()
    propose(agent, kept, poll, at)
    with pytest.raises(UnableToApprove):
        agree(agent, at)

    with pytest.raises(UnableToUseApproval):
        draw(agent, kept, at)

    with arranging():
        assert not HeldOut.objects.exists()


def test_two_agents_do_not_hold_out_without_the_candidate(
    cast: Cast, two: tuple[Person, Person], kept: SavedList, poll: Election
) -> None:
    at = timezone.now()
    with arranging():
        second = join("Bevan Thornley", cast.northmoor_unit, Role.AGENT, cast.grants)
    propose(two[0], kept, poll, at)

    with pytest.raises(UnableToApprove):
        agree(second, at)

    agree(two[1], at)


def test_a_list_changed_since_it_was_agreed_to_is_not_drawn_from(
    cast: Cast, two: tuple[Person, Person], kept: SavedList, poll: Election
) -> None:
    agent, candidate, at = *two, timezone.now()
    propose(agent, kept, poll, at)
    agree(candidate, at)
    other = {**FORM, "use": "post"}
    with acting(agent, BUILD, Purpose.CANVASS, at) as by:
        change_list(kept=kept, form=read_form(other), by=by, at=at)

    with pytest.raises(UnableToUseApproval):
        draw(agent, kept, at)

    with arranging():
        assert not HeldOut.objects.exists()


def test_whoever_is_held_out_or_objects_later_leaves_a_snapshot(
    cast: Cast, north: Ground, two: tuple[Person, Person], kept: SavedList
) -> None:
    at = timezone.now()
    with acting(two[0], BUILD, Purpose.CANVASS, at) as by:
        snapshot = freeze_list(kept=kept, name="As it was", by=by, at=at)
    held, objector = north.electors[3], north.electors[8]
    with arranging():
        HeldOut.objects.create(
            constituency=cast.northmoor,
            elector=held,
            list_id=kept.id,
            drawn_at=at,
            ends_on=timezone.localdate() + timedelta(days=30),
        )
        Elector.objects.filter(pk=objector.pk).update(objects_at_door=True)

    with acting(cast.priya, Action.TARGETING_LIST_OPEN, Purpose.CANVASS, at):
        asked = ask(kept.constituency, read_form(kept.form), at=at)
        page = people_of_snapshot(snapshot, asked, number=1)
        counted = count_snapshot(snapshot, asked)

    assert {one.row.elector.id for one in page.people} == {one.id for one in north.electors} - {
        held.id,
        objector.id,
    }
    assert counted.people == page.count == len(north.electors) - 2


def test_only_a_poll_to_come_and_a_share_that_is_offered(
    cast: Cast, two: tuple[Person, Person], kept: SavedList, poll: Election
) -> None:
    at = timezone.now()
    with acting(two[0], DRAW, Purpose.CANVASS, at) as by:
        with pytest.raises(UnableToHoldOut, match="5, 10 or 20"):
            propose_hold_out(kept=kept, share=50, election=poll, by=by, at=at)
        poll.polling_day = date(2024, 7, 4)
        with pytest.raises(UnableToHoldOut, match="over"):
            propose_hold_out(kept=kept, share=10, election=poll, by=by, at=at)


def test_an_organiser_cannot_ask_for_it(cast: Cast) -> None:
    with pytest.raises(UnableToOpenScope), acting(cast.priya, DRAW, Purpose.CANVASS):
        pass
