import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from hustings.access import scope
from hustings.access.actor import load_actor
from hustings.access.models import Grant
from hustings.accounts.models import Person, Session
from hustings.accounts.sessions import hashed
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

LISTING = (Action.ACCESS_PEOPLE_LIST, Purpose.ADMINISTRATION)


def test_without_a_scope_a_read_is_an_error(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="no scope is open"):
        list(Membership.objects.all())


def test_a_scope_shows_the_people_of_its_units_and_no_others(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        names = set(Membership.objects.values_list("name", flat=True))

    assert names == {"Priya Larkhall", "Tom Wick", "Nia Sandpiper"}


def test_headquarters_sees_the_people_of_all_units_below(cast: Cast) -> None:
    with acting(cast.moira, *LISTING):
        assert Membership.objects.count() == 6


def test_a_scope_ends_with_its_transaction(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        pass

    with pytest.raises(ProgrammingError, match="no scope is open"):
        Membership.objects.count()


def test_a_second_scope_in_one_transaction_is_refused(cast: Cast) -> None:
    with (
        acting(cast.priya, *LISTING),
        pytest.raises(ProgrammingError, match="already open"),
        transaction.atomic(),
    ):
        scope.begin_sign_in()


def test_an_action_without_a_grant_opens_nothing(cast: Cast) -> None:
    with pytest.raises(scope.UnableToOpenScope), acting(cast.tom, *LISTING):
        pass


def test_a_grant_that_has_ended_opens_nothing(cast: Cast) -> None:
    with arranging():
        Grant.objects.filter(person=cast.priya).update(ended_at="2020-01-01T00:00Z")

    with pytest.raises(scope.UnableToOpenScope), acting(cast.priya, *LISTING):
        pass


def test_a_grant_dies_with_the_membership_it_came_from(cast: Cast) -> None:
    with arranging():
        Membership.objects.filter(person=cast.priya).update(ends_on="2020-01-01")

    with pytest.raises(scope.UnableToOpenScope), acting(cast.priya, *LISTING):
        pass


@pytest.mark.parametrize("status", ["resigned", "expelled", "moved", "died"])
def test_both_walls_know_that_somebody_has_left_before_anything_follows_from_it(
    cast: Cast, status: str
) -> None:
    with arranging():
        Membership.objects.filter(person=cast.priya).update(status=status, ends_on=None)

    with scope.signing_in():
        alone = load_actor(
            cast.priya.pk, action=LISTING[0], purpose=LISTING[1], at=timezone.now(), is_strong=True
        )
    assert not alone.may(LISTING[0])


def test_a_deputy_stands_no_longer_than_whom_they_deputise(cast: Cast) -> None:
    with arranging():
        given = cast.grants["priya"]
        Grant.objects.filter(pk=cast.grants["tom"].pk).update(
            role=given.role, purposes=given.purposes, deputises=given
        )
    with acting(cast.tom, *LISTING):
        assert Membership.objects.count() == 3

    with arranging():
        Membership.objects.filter(person=cast.priya).update(status="resigned", ends_on=None)

    with pytest.raises(scope.UnableToOpenScope), acting(cast.tom, *LISTING):
        pass


def test_a_forged_session_row_opens_nothing(cast: Cast) -> None:
    with scope.signing_in():
        Session.objects.create(
            session_key=hashed("f" * 32),
            session_data="",
            expire_date="2100-01-01T00:00Z",
            person_id=cast.sam.pk,
            seal=b"\0" * 32,
        )

    assert scope.begin("f" * 32, action=LISTING[0], purpose=LISTING[1]) is None


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO access_grant SELECT * FROM access_grant",
        "UPDATE access_grant SET ends_at = ends_at + interval '1 year'",
        "DELETE FROM organisation_unitseat",
        "UPDATE audit_entry SET action = 'x'",
        "SELECT * FROM audit_queuedleaf",
        "SELECT * FROM audit_subjectkey",
        "INSERT INTO audit_entry (id) VALUES (gen_random_uuid())",
        "DELETE FROM audit_rowset",
        "SELECT access.take_leaves(1)",
        "SELECT * FROM access.scope",
        "SELECT * FROM access.key",
        "ALTER TABLE accounts_person DISABLE ROW LEVEL SECURITY",
        "CREATE TEMP TABLE x (i int)",
        "SELECT access.begin_errand(gen_random_uuid())",
        "SELECT access.begin_as('moira@moor.example', 'organise', 'x')",
        "SELECT access._live(gen_random_uuid(), 'x', 'y')",
    ],
)
def test_the_runtime_cannot_widen_its_own_reach(db: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_person_sees_their_own_account_and_no_other(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        assert list(Person.objects.values_list("email", flat=True)) == ["priya@moor.example"]
