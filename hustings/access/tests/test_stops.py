"""What a stop withholds, without a database: the first wall."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.access.deciding import Answer, Held, decide, seats_for
from hustings.access.floor import FLOOR
from hustings.access.roles import PURPOSES, Role
from hustings.access.stops import FIRST_LIFE, WIDE, Ground, InForce, Kind, Verb, withholds
from hustings.access.tools import Tool, tool_of
from hustings.audit.words import Action, Purpose

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
HERE, THERE = 1, 2
THINGS = [HERE, THERE, *Tool]
FIND, LIST = Action.REGISTER_ELECTOR_FIND, Action.REGISTER_ELECTOR_LIST
GIVE, KEY, PRINT = Action.ACCESS_GRANT_GIVE, Action.PAPER_SHEET_KEY, Action.PAPER_SHEET_PRINT


def in_force(kind: Kind, thing: object = "", verb: Verb = Verb.ALL) -> InForce:
    return InForce(uuid4(), kind, verb, str(thing), Ground.LEAK, "duty officer", NOW + timedelta(hours=1))


def held(role: Role, *, seats: frozenset[int] = frozenset({HERE}), is_own: bool = True) -> Held:
    purposes = frozenset(Purpose)
    return Held(role, purposes, seats, frozenset({7}), NOW, NOW + timedelta(1), is_own_unit=is_own)


ORGANISER = held(Role.ORGANISER)
FROM_ABOVE = held(Role.ORGANISER, seats=frozenset({HERE, THERE}), is_own=False)


def answer(grant: Held, action: Action, *stops: InForce, seat: int | None = HERE) -> Answer:
    purpose = min(PURPOSES[action])
    return decide([grant], action, seat, purpose, NOW, is_strong=True, stops=stops)


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.DEVICE, Kind.SESSION])
def test_whom_a_stop_names_may_do_nothing_at_all(kind: Kind) -> None:
    for action in (LIST, GIVE, Action.HEADQUARTERS_HOME_OPEN, Action.WORK_FILE_FETCH):
        assert answer(ORGANISER, action, in_force(kind), seat=None) is Answer.STOPPED


def test_a_stop_of_copies_out_leaves_what_is_looked_at_on_the_screen() -> None:
    copies = in_force(Kind.PERSON, verb=Verb.COPIES)

    assert answer(ORGANISER, PRINT, copies) is Answer.STOPPED
    assert answer(ORGANISER, LIST, copies) is Answer.ALLOWED


def test_a_stop_of_reads_leaves_what_opens_nobodys_data() -> None:
    reads = in_force(Kind.PERSON, verb=Verb.READS)

    assert answer(ORGANISER, LIST, reads) is Answer.STOPPED
    assert answer(ORGANISER, Action.HEADQUARTERS_HOME_OPEN, reads, seat=None) is Answer.ALLOWED


@pytest.mark.parametrize(
    "stop", [in_force(Kind.SEAT, HERE), in_force(Kind.NATION), in_force(Kind.TOOL, Tool.LISTS)]
)
def test_nothing_wider_than_a_person_takes_the_floor_from_a_seats_own_officers(stop: InForce) -> None:
    assert answer(ORGANISER, LIST, stop) is Answer.ALLOWED
    assert answer(FROM_ABOVE, LIST, stop) is Answer.STOPPED


def test_a_stopped_seat_lets_nobody_in_even_by_its_own_officers() -> None:
    assert answer(ORGANISER, GIVE, in_force(Kind.SEAT, HERE), seat=None) is Answer.STOPPED
    assert answer(FROM_ABOVE, GIVE, in_force(Kind.SEAT, HERE), seat=None) is Answer.ALLOWED


def test_the_seat_next_door_works_on() -> None:
    assert answer(FROM_ABOVE, LIST, in_force(Kind.SEAT, HERE), seat=THERE) is Answer.ALLOWED
    assert seats_for([FROM_ABOVE], LIST, list(Purpose), NOW, [in_force(Kind.SEAT, HERE)]) == {THERE}


def test_a_stopped_tool_takes_no_other() -> None:
    assert answer(FROM_ABOVE, FIND, in_force(Kind.TOOL, Tool.SHEETS)) is Answer.ALLOWED


def test_no_stop_of_a_place_or_tool_withholds_the_means_to_end_it() -> None:
    officer = held(Role.DUTY_OFFICER, is_own=False)

    assert answer(officer, Action.ACCESS_STOP_CONFIRM, in_force(Kind.NATION), seat=None) is Answer.ALLOWED
    assert answer(officer, Action.ACCESS_STOP_CONFIRM, in_force(Kind.PERSON), seat=None) is Answer.STOPPED


def test_a_stop_does_not_say_whether_something_outside_exists() -> None:
    assert answer(ORGANISER, LIST, in_force(Kind.SEAT, THERE), seat=THERE) is Answer.OUTSIDE


def test_what_is_wider_than_a_person_lasts_an_hour_and_the_rest_a_day() -> None:
    assert {kind for kind, life in FIRST_LIFE.items() if life == timedelta(hours=1)} == WIDE
    assert {kind for kind, life in FIRST_LIFE.items() if life == timedelta(days=1)} == set(Kind) - WIDE


def test_no_ground_is_one_of_conduct() -> None:
    conduct = {"inactivity", "disloyalty", "quota", "late sheets", "shared sign-in", "complaint"}

    assert not conduct & set(Ground)


@given(
    grants=some.lists(some.builds(held, some.sampled_from(Role), is_own=some.booleans()), max_size=4),
    action=some.sampled_from(Action),
    stops=some.lists(
        some.builds(
            in_force,
            some.sampled_from(Kind),
            some.sampled_from([HERE, THERE, *Tool]),
            some.sampled_from(Verb),
        ),
        max_size=4,
    ),
    more=some.builds(in_force, some.sampled_from(Kind), some.just(HERE), some.sampled_from(Verb)),
)
def test_one_more_stop_never_opens_anything(
    grants: list[Held], action: Action, stops: list[InForce], more: InForce
) -> None:
    for purpose in PURPOSES.get(action, frozenset()):
        before = decide(grants, action, HERE, purpose, NOW, is_strong=True, stops=stops)
        after = decide(grants, action, HERE, purpose, NOW, is_strong=True, stops=[*stops, more])
        assert after in {before, Answer.STOPPED}
    reached = seats_for(grants, action, list(Purpose), NOW, stops)
    assert seats_for(grants, action, list(Purpose), NOW, [*stops, more]) <= reached


@given(
    role=some.sampled_from(Role),
    action=some.sampled_from(sorted(FLOOR)),
    kind=some.sampled_from(sorted(WIDE)),
    verb=some.sampled_from(Verb),
)
def test_whatever_is_stopped_widely_the_floor_answers_as_before(
    role: Role, action: Action, kind: Kind, verb: Verb
) -> None:
    thing = {Kind.SEAT: str(HERE), Kind.TOOL: str(tool_of(action)), Kind.NATION: ""}[kind]
    stop = replace(in_force(kind, verb=verb), thing=thing)

    assert answer(held(role), action, stop) is answer(held(role), action)


def test_an_action_nobody_has_classed_is_withheld_by_all_and_by_reads() -> None:
    assert withholds(Verb.READS, Action.AUDIT_ENTRY_READ)
    assert withholds(Verb.ALL, Action.AUDIT_ENTRY_READ)
