"""What the database itself refuses, whoever writes the statement."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from hustings.access.letting_in.inviting import invite
from hustings.access.models import Grant
from hustings.access.scope import ask, signing_in
from hustings.access.tests.test_granting import offer
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import UnitSeat
from tests.cast import Cast, acting, arranging, role

GIVE = "SELECT access.give(%s, %s, %s, %s, %s, now(), now() + %s::interval, '')"
INVITE = (
    "SELECT access.invite(%s, %s, %s, 'new@moor.example', 'New', %s, %s, now() + %s::interval,"
    " now() + %s::interval)"
)
MAKE_UNIT = "SELECT access.make_unit(%s, %s, %s, 'Made', %s, NULL, %s)"
FILING = (Purpose.ADMINISTRATION, Action.DATA_PROTECTION_PAPER_FILE)


def run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(cast: Cast, action: Action, statement: str, *values: Any, match: str) -> None:
    with acting(cast.priya, action, Purpose.ADMINISTRATION), pytest.raises(Error, match=match):
        run(statement, *values)


@pytest.mark.parametrize(
    ("role", "purposes", "lasting", "said"),
    [
        ("national staff", ["administration"], "9 days", "is not held in a seat"),
        ("canvasser", ["canvass", "oversight"], "9 days", "no such purpose"),
        ("canvasser", [], "9 days", "no such purpose"),
        ("canvasser", ["canvass"], "92 days", "90 days at most"),
        ("canvasser", ["canvass"], "-1 days", "90 days at most"),
        ("emperor", ["canvass"], "9 days", "may not offer"),
    ],
)
def test_a_grant_suits_its_role_or_is_not_written(
    cast: Cast, role: str, purposes: list[str], lasting: str, said: str
) -> None:
    values = [uuid7(), cast.tom.pk, cast.northmoor_unit.pk, role, purposes, lasting]

    refused(cast, Action.ACCESS_GRANT_GIVE, GIVE, *values, match=said)


def test_a_grant_wants_the_scope_of_giving(cast: Cast) -> None:
    values = [uuid7(), cast.tom.pk, cast.northmoor_unit.pk, "canvasser", ["canvass"], "9 days"]

    refused(cast, Action.ACCESS_PEOPLE_LIST, GIVE, *values, match="may not do access:grant:give")


def test_a_grant_next_door_is_not_written(cast: Cast) -> None:
    values = [uuid7(), cast.sam.pk, cast.southmoor_unit.pk, "canvasser", ["canvass"], "9 days"]

    refused(cast, Action.ACCESS_GRANT_GIVE, GIVE, *values, match="may not do access:grant:give")


@pytest.mark.parametrize(
    ("secret", "role", "expires", "said"),
    [
        ("x" * 43, "regional staff", "7 days", "is not held in a seat"),
        ("x" * 43, "canvasser", "9 days", "a week at most"),
        ("short", "canvasser", "7 days", "a week at most"),
    ],
)
def test_an_invitation_suits_its_role_and_ends_in_a_week(
    cast: Cast, secret: str, role: str, expires: str, said: str
) -> None:
    values = [uuid7(), secret, cast.northmoor_unit.pk, role, ["canvass"], "9 days", expires]

    refused(cast, Action.ACCESS_INVITATION_SEND, INVITE, *values, match=said)


def test_who_only_invites_volunteers_cannot_invite_an_organiser(cast: Cast) -> None:
    with arranging():
        Grant.objects.filter(person=cast.priya).update(role="membership secretary")
    values = [uuid7(), "x" * 43, cast.northmoor_unit.pk, "organiser", ["organise"], "9 days", "7 days"]

    refused(cast, Action.ACCESS_INVITATION_SEND, INVITE, *values, match="may not offer the role of organiser")


def test_an_invitation_is_void_when_its_inviter_can_invite_no_more(cast: Cast) -> None:
    with acting(cast.priya, Action.ACCESS_INVITATION_SEND, Purpose.ADMINISTRATION) as by:
        invited = invite(
            unit=cast.northmoor_unit, name="New", email=cast.dai.email, offer=offer(), by=by, at=by.at
        )
    with arranging():
        Grant.objects.filter(person=cast.priya).update(ended_at="2020-01-01T00:00Z")

    values = [invited.secret, uuid7(), uuid7(), cast.dai.pk, "Dai"]
    with signing_in(), pytest.raises(Error, match="used, withdrawn or too old"):
        run("SELECT access.accept_invitation(%s, %s, %s, %s, %s)", *values)


def test_a_unit_takes_no_seats_from_elsewhere(cast: Cast) -> None:
    values = [9, uuid7(), "branch", cast.northmoor_unit.pk, [cast.southmoor.pk]]

    refused(
        cast, Action.ORGANISATION_UNIT_EDIT, MAKE_UNIT, *values, match="takes its seats from the one above"
    )
    with arranging():
        assert UnitSeat.objects.filter(unit=cast.northmoor_unit).count() == 1


def test_no_national_unit_is_made_under_a_seat(cast: Cast) -> None:
    values = [9, uuid7(), "national", cast.northmoor_unit.pk, [cast.northmoor.pk]]

    refused(cast, Action.ORGANISATION_UNIT_EDIT, MAKE_UNIT, *values, match="does not lie under")


def test_no_second_top_is_made(cast: Cast) -> None:
    values = [9, uuid7(), "national", None, [cast.northmoor.pk]]

    refused(
        cast, Action.ORGANISATION_UNIT_EDIT, MAKE_UNIT, *values, match="may not do organisation:unit:edit"
    )


def test_a_set_up_installation_is_not_founded_again(cast: Cast) -> None:
    values = [uuid7(), uuid7(), cast.priya.pk, "Priya", cast.headquarters.pk, "secretary", ["administration"]]
    found = "SELECT access.found(%s, %s, %s, %s, %s, %s, %s, now() + interval '9 days')"

    refused(cast, Action.ORGANISATION_UNIT_EDIT, found, *values, match="set up already")


@pytest.mark.parametrize(("person", "opens"), [("dai", True), ("tom", False)])
def test_an_action_without_a_grant_opens_no_shelf(cast: Cast, person: str, opens: bool) -> None:
    email = getattr(cast, person).email
    with role("hustings_worker"), transaction.atomic():
        ask("SELECT * FROM access.begin_as(%s, %s, %s)", email, *FILING)

        assert ask("SELECT access.opens(%s, %s)", "papers", "write") == (opens,)


@pytest.mark.parametrize(("unit", "opens"), [("headquarters", True), ("northmoor_unit", False)])
def test_what_is_of_no_seat_only_the_whole_organisation_changes(cast: Cast, unit: str, opens: bool) -> None:
    with arranging():
        Grant.objects.filter(person=cast.dai).update(unit=getattr(cast, unit))

    with role("hustings_worker"), transaction.atomic():
        ask("SELECT * FROM access.begin_as(%s, %s, %s)", cast.dai.email, *FILING)
        assert ask("SELECT access.opens_everywhere(%s, %s)", "papers", "write") == (opens,)
