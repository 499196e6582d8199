from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hustings.access.models import Stop, StopMotion, StopReview
from hustings.access.roles import Role
from hustings.access.stopping.placing import (
    UnableToStop,
    confirm_stop,
    place_stop,
    propose_extension,
    propose_lifting,
    review_stop,
    settle_motion,
)
from hustings.access.stops import Ground, Kind, Verb
from hustings.access.tests.duty import (
    WHY,
    WORDS,
    Watch,
    confirming,
    found,
    let_pass,
    placing,
    reviewing,
    stop,
    watch,
)
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action
from tests.cast import Cast, arranging, join

__all__ = ["watch"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def run(statement: str, values: Sequence[str] = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def lasts(one: Stop) -> timedelta:
    return one.ends_at - one.placed_at


def confirm(by: Person, one: Stop) -> Stop:
    with confirming(by) as second:
        confirm_stop(stop=one, by=second, at=timezone.now())
    return found(one.id)


def propose_to_lift(by: Person, one: Stop) -> StopMotion:
    with confirming(by) as first:
        given = propose_lifting(stop=one, reason="The phone was found again", by=first, at=timezone.now())
    with arranging():
        return StopMotion.objects.get(pk=given)


def settle(by: Person, motion: StopMotion) -> None:
    with confirming(by) as second:
        settle_motion(motion=motion, by=second, at=timezone.now())


def test_one_officer_stops_a_person_for_a_day(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))

    assert lasts(one) == DAY
    assert (one.placed_by, one.placed_role) == (watch.asha.pk, "duty officer")


@pytest.mark.parametrize(("kind", "thing"), [(Kind.TOOL, "sheets"), (Kind.NATION, "")])
def test_what_is_wider_lasts_an_hour_and_wants_a_review(
    cast: Cast, watch: Watch, kind: Kind, thing: str
) -> None:
    one = found(stop(watch.asha, kind, thing))

    assert lasts(one) == HOUR
    with arranging():
        assert StopReview.objects.get(stop=one).due_at == one.placed_at + DAY


def test_a_stop_is_logged_without_its_words(cast: Cast, watch: Watch) -> None:
    given = stop(watch.asha, Kind.SEAT, cast.northmoor.pk)

    with arranging():
        entry = Entry.objects.get(action=Action.ACCESS_STOP_PLACE)
    assert (entry.place, entry.person_id) == (str(given), watch.asha.pk)
    assert entry.detail == {"kind": "seat", "verb": "all", "ground": "lost device"}


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        (Kind.PERSON, "nobody"),
        (Kind.SEAT, "999999"),
        (Kind.TOOL, "everything"),
        (Kind.DEVICE, "f" * 64),
        (Kind.COPY, ""),
    ],
)
def test_what_is_not_there_cannot_be_stopped(cast: Cast, watch: Watch, kind: Kind, thing: str) -> None:
    with pytest.raises(UnableToStop, match="in your reach"):
        stop(watch.asha, kind, thing)


def test_an_officer_of_a_region_stops_nobody_outside_it(cast: Cast, watch: Watch) -> None:
    with arranging():
        cast.grants["asha"].delete()
        south = join("Cai South", cast.southmoor_unit, Role.DUTY_OFFICER, cast.grants)

    with pytest.raises(UnableToStop):
        stop(south, Kind.PERSON, cast.tom.pk)
    with pytest.raises(UnableToStop):
        stop(south, Kind.NATION, "")
    assert found(stop(south, Kind.PERSON, cast.sam.pk)).unit_id == cast.southmoor_unit.pk


def test_a_ground_of_conduct_is_refused_by_the_database(cast: Cast, watch: Watch) -> None:
    values = ["person", "all", str(cast.tom.pk), "x", "disloyalty", WORDS, WHY]

    with placing(watch.asha), pytest.raises(DatabaseError, match="never for conduct"):
        run("SELECT access.place_stop(gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, false)", values)


def test_a_wide_stop_says_why_nothing_narrower_would_do(cast: Cast, watch: Watch) -> None:
    with pytest.raises(UnableToStop):
        stop(watch.asha, Kind.SEAT, cast.northmoor.pk, wider_because="")


def test_a_secretary_stops_only_where_there_is_no_duty_officer(cast: Cast, watch: Watch) -> None:
    with arranging():
        secretary = join("Zed Penn", cast.headquarters, Role.SECRETARY, cast.grants)

    with pytest.raises(UnableToStop, match="duty officer"):
        stop(secretary, Kind.PERSON, cast.tom.pk)
    with arranging():
        cast.grants["asha"].delete()
        cast.grants["ben"].delete()
    assert found(stop(secretary, Kind.PERSON, cast.tom.pk)).placed_role == "secretary"


def test_nobody_confirms_their_own(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))

    with pytest.raises(UnableToStop, match="second person"):
        confirm(watch.asha, one)


def test_waiting_makes_nobody_the_second_person_while_there_is_one(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.SEAT, cast.northmoor.pk))

    let_pass(timedelta(minutes=45))

    with pytest.raises(UnableToStop, match="second person"):
        confirm(watch.asha, found(one.id))


def test_a_second_officer_makes_a_person_a_week_and_a_seat_a_day(cast: Cast, watch: Watch) -> None:
    person = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))
    seat = found(stop(watch.asha, Kind.SEAT, cast.northmoor.pk))

    assert lasts(confirm(watch.ben, person)) == 7 * DAY
    assert lasts(confirm(watch.ben, seat)) == DAY


def test_nobody_decides_on_a_stop_of_themselves(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, watch.ben.pk, verb=Verb.COPIES))

    with pytest.raises(UnableToStop):
        confirm(watch.ben, one)


def test_what_is_over_cannot_be_confirmed(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.SEAT, cast.northmoor.pk))
    let_pass(timedelta(minutes=61))

    with pytest.raises(UnableToStop, match="over already"):
        confirm(watch.ben, one)


def test_lifting_early_takes_two(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))
    motion = propose_to_lift(watch.ben, one)

    with pytest.raises(UnableToStop, match="second person"):
        settle(watch.ben, motion)
    assert found(one.id).lifted_at is None
    settle(watch.asha, motion)
    assert found(one.id).lifted_by == watch.asha.pk


def test_only_one_motion_of_a_kind_waits(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))
    propose_to_lift(watch.ben, one)

    with pytest.raises(UnableToStop, match="proposed already"):
        propose_to_lift(watch.asha, one)


def test_a_stop_is_made_longer_once_confirmed_and_by_two(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.PERSON, cast.tom.pk))
    with confirming(watch.asha) as first, pytest.raises(UnableToStop, match="must have been confirmed"):
        propose_extension(stop=one, reason="The police still look into it", by=first, at=timezone.now())
    one = confirm(watch.ben, one)
    with confirming(watch.asha) as first:
        given = propose_extension(
            stop=one, reason="The police still look into it", by=first, at=timezone.now()
        )
    with arranging():
        motion = StopMotion.objects.get(pk=given)

    settle(watch.ben, motion)

    assert lasts(found(one.id)) == 14 * DAY


def test_alone_it_takes_time_instead_of_a_second_person(cast: Cast, watch: Watch) -> None:
    with arranging():
        cast.grants["ben"].delete()
    one = found(stop(watch.asha, Kind.SEAT, cast.northmoor.pk))

    with pytest.raises(UnableToStop, match="half of the stop"):
        confirm(watch.asha, one)
    let_pass(timedelta(minutes=31))
    assert confirm(watch.asha, found(one.id)).confirmed_by == watch.asha.pk


def test_who_placed_a_stop_does_not_look_back_at_it(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.SEAT, cast.northmoor.pk))

    with reviewing(watch.ruth) as by:
        review_stop(
            stop=one, finding="too wide", words="The one device would have done", by=by, at=timezone.now()
        )
    with reviewing(watch.ruth) as by, pytest.raises(UnableToStop):
        review_stop(stop=one, finding="right", words="On second thoughts it was", by=by, at=timezone.now())
    with arranging():
        assert StopReview.objects.get(stop=one).finding == "too wide"


def test_a_stop_of_the_whole_organisation_does_not_stop_whoever_must_end_it(cast: Cast, watch: Watch) -> None:
    one = found(stop(watch.asha, Kind.NATION, ""))

    assert confirm(watch.ben, one).confirmed_by == watch.ben.pk


@pytest.mark.parametrize("table", ["access_stop", "access_stopmotion", "access_stopreview"])
def test_the_runtime_writes_no_stop_by_itself(cast: Cast, watch: Watch, table: str) -> None:
    statements = (
        f"DELETE FROM {table}",
        f"INSERT INTO {table} DEFAULT VALUES",
        f"UPDATE {table} SET unit_id = 1",
    )

    for statement in statements:
        with placing(watch.asha), pytest.raises(DatabaseError, match="permission denied"):
            run(statement)


def test_a_verb_of_its_own_is_needed_to_place_one(cast: Cast, watch: Watch) -> None:
    with confirming(watch.asha) as by, pytest.raises(UnableToStop):
        place_stop(
            kind=Kind.PERSON,
            verb=Verb.ALL,
            thing=str(cast.tom.pk),
            label="Tom Wick",
            ground=Ground.LEAK,
            words=WORDS,
            by=by,
            at=timezone.now(),
        )
