"""A list of members: who belongs and nobody else, agreed to by whoever keeps members, and marked as somebody's."""

from datetime import date

import pytest
from django.utils import timezone

from hustings.access.models import Approval
from hustings.access.roles import Role
from hustings.access.two_people.approving import ApprovalKind, UnableToApprove, approve
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.canvassing.exporting import UnableToExport, release_export
from hustings.canvassing.tests.exports import MAKE, lines_of, order, ordered, write
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Canary, Copy, Export
from hustings.copies.purposes import FIELDS, ExportPurpose
from hustings.register.models import Elector
from hustings.supporters.models import Supporter
from tests.cast import Cast, acting, arranging, join

MEMBERS = ExportPurpose.MEMBERS
JOINED = date(2019, 5, 1)


@pytest.fixture
def members(named: Ground) -> list[Elector]:
    """Two members whom post may reach; beside them one who does not want it, one who has left and a supporter."""
    *two, silent, left, friend = named.electors[:5]
    with arranging():
        Elector.objects.filter(pk=silent.pk).update(objects_by_post=True)
        for elector in (*two, silent):
            belongs(elector)
        belongs(left, ended_on=date(2024, 1, 1))
        belongs(friend, relation="supporter")
    return two


def belongs(elector: Elector, relation: str = "member", ended_on: date | None = None) -> None:
    Supporter.objects.create(
        constituency_id=elector.constituency_id,
        elector=elector,
        relation=relation,
        since=JOINED,
        ended_on=ended_on,
        source="the list of March",
        recorded_at=timezone.now(),
    )


def agree(person: Person) -> None:
    with acting(person, Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION) as by:
        approve(approval=Approval.objects.select_related("unit").get(), by=by, at=timezone.now())


def released(cast: Cast, export: Export) -> Copy:
    with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
        return write(release_export(export=export, by=by, at=timezone.now()), by)


def test_two_members_are_enough_to_wait_for_a_second_person(cast: Cast, members: list[Elector]) -> None:
    held = ordered(cast, order(MEMBERS))

    with arranging():
        asked = Approval.objects.get()
    assert (held.state, held.people, asked.kind) == ("held", 2, ApprovalKind.MEMBER_LIST)
    with pytest.raises(UnableToExport, match="not approved"):
        released(cast, held)


def test_an_agent_who_could_agree_to_an_export_cannot_to_this(cast: Cast, members: list[Elector]) -> None:
    ordered(cast, order(MEMBERS))
    with arranging():
        agent = join("Agnes Holloway", cast.northmoor_unit, Role.AGENT, cast.grants)

    with pytest.raises(UnableToApprove):
        agree(agent)


def test_who_belongs_is_on_it_with_the_day_and_invented_people_beside(
    cast: Cast, members: list[Elector]
) -> None:
    held = ordered(cast, order(MEMBERS))
    agree(cast.dai)
    copy = released(cast, held)

    with arranging():
        _line, headings, *rows = lines_of(copy)
        invented = set(Canary.objects.filter(copy=copy).values_list("forenames", "surname"))
    real = [row for row in rows if (row[0], row[1]) not in invented]
    assert headings == [str(field) for field in FIELDS[MEMBERS]]
    assert {(row[0], row[1]) for row in real} == {(one.forenames, one.surname) for one in members}
    assert (len(real), len(invented), len(rows), copy.people) == (2, 6, 8, 2)
    assert {row[-1] for row in rows} == {"2019-05-01"}


def test_without_members_there_is_no_list_of_them(cast: Cast, named: Ground) -> None:
    with pytest.raises(UnableToExport, match="Nobody is on this list"):
        ordered(cast, order(MEMBERS))
