"""Keying a marked register in: twice by two people who do not see each other's, or once where there is only one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from hustings.access.actor import Actor
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.register.models import KeyedMark, MarkedBatch, RegisterEdition, Turnout
from hustings.register.tests.council import NOON, NORTHERN, full_file, take_in
from hustings.register.tests.lists import LYLE_POSTAL, poll, take_in_list
from hustings.register.turnout.batches import (
    UnableToKeyTurnout,
    differences_of,
    last_keyed,
    marks_of,
    numbers_of,
)
from hustings.register.turnout.keying import Part, begin_batch, key_numbers, set_marks, undo_keyed
from hustings.register.turnout.settling import finish_pass, give_up_batch, settle
from tests.cast import Cast, acting, arranging

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    edition = take_in(council, full_file(*NORTHERN)).edition
    take_in_list(council, edition, LYLE_POSTAL)
    return edition


@contextmanager
def keying(person: Person, at: datetime = NOON) -> Iterator[Actor]:
    with acting(person, Action.REGISTER_TURNOUT_KEY, Purpose.ORGANISE, at) as by:
        yield by


def begin(
    cast: Cast, edition: RegisterEdition, person: Person, *, twice: bool = False, method: str = "station"
) -> MarkedBatch:
    election = poll()
    with keying(person) as by:
        return begin_batch(
            by=by,
            at=NOON,
            constituency=cast.northmoor.id,
            part=Part(election, edition, "AA1", Turnout.Method(method)),
            twice=twice,
        )


def key(batch: MarkedBatch, person: Person, text: str, at: datetime = NOON) -> int:
    with keying(person, at) as by:
        done = key_numbers(by=by, at=at, constituency=batch.constituency_id, batch_id=batch.id, text=text)
        return done.count


def finish(batch: MarkedBatch, person: Person) -> MarkedBatch:
    with keying(person) as by:
        return finish_pass(by=by, at=NOON, constituency=batch.constituency_id, batch_id=batch.id)


def written() -> set[tuple[str, str, bool]]:
    with arranging():
        standing = Turnout.objects.filter(superseded_by=None)
        return set(standing.values_list("elector__forenames", "method", "voted"))


def test_numbers_and_spans_are_kept_and_the_unknown_are_told(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    with keying(council.nia) as by:
        done = key_numbers(
            by=by, at=NOON, constituency=council.northmoor.id, batch_id=batch.id, text="1-3 77 zz"
        )

    assert (done.count, [str(span) for span in done.chosen.unknown], done.unreadable) == (3, ["77"], ("zz",))


def test_a_line_keyed_again_changes_nothing(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    key(batch, council.nia, "1-3")

    assert key(batch, council.nia, "2 3") == 0


def test_the_last_line_is_taken_back_whole(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    key(batch, council.nia, "1")
    key(batch, council.nia, "3-4", LATER)
    with keying(council.nia) as by:
        latest = last_keyed(marks_of(batch, 1))[0]
        undo_keyed(
            by=by, at=NOON, constituency=batch.constituency_id, batch_id=batch.id, moment=latest.moment
        )
        assert [mark.number for mark in marks_of(batch, 1)] == [1]


def test_the_grid_sets_what_it_shows_and_nothing_else(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    key(batch, council.nia, "1 2 5")
    with keying(council.nia) as by:
        changed = set_marks(
            by=by,
            at=LATER,
            constituency=batch.constituency_id,
            batch_id=batch.id,
            shown=[(1, 0), (2, 0), (3, 0)],
            marked=[(2, 0), (3, 0), (99, 0)],
        )
        assert changed == 2
        assert [mark.number for mark in marks_of(batch, 1)] == [2, 3, 5]


def test_one_person_alone_keys_once_and_it_is_written_as_such(
    council: Cast, edition: RegisterEdition
) -> None:
    batch = begin(council, edition, council.nia)
    key(batch, council.nia, "1 3p")
    done = finish(batch, council.nia)

    assert (done.state, done.twice) == (MarkedBatch.State.WRITTEN, False)
    assert written() == {
        ("Grace Ada", "station", True),
        ("Owen", "proxy", True),
        ("Ana", "station", False),
        ("Abel", "station", False),
        ("", "station", False),
    }


def test_only_postal_voters_can_have_kept_their_pack(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia, method="postal")
    finish(batch, council.nia)

    assert written() == {("Peter", "postal", False)}


def test_a_second_person_keys_again_and_agreement_is_written(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia, twice=True)
    key(batch, council.nia, "1 3")
    finish(batch, council.nia)
    key(batch, council.priya, "1 3")

    assert finish(batch, council.priya).state == MarkedBatch.State.WRITTEN
    assert ("Grace Ada", "station", True) in written()


def test_the_first_person_cannot_key_the_second_time(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia, twice=True)
    finish(batch, council.nia)

    with pytest.raises(UnableToKeyTurnout, match="not yours to key"):
        key(batch, council.nia, "1")


def test_where_the_two_differ_nothing_is_written_until_it_is_settled(
    council: Cast, edition: RegisterEdition
) -> None:
    batch = begin(council, edition, council.nia, twice=True)
    key(batch, council.nia, "1 3")
    finish(batch, council.nia)
    key(batch, council.priya, "1 4")

    assert finish(batch, council.priya).state == MarkedBatch.State.DIFFERING
    assert written() == set()


def test_settled_differences_are_written_with_what_both_had(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia, twice=True)
    key(batch, council.nia, "1 3")
    finish(batch, council.nia)
    key(batch, council.priya, "1 4")
    finish(batch, council.priya)
    verdicts = {(3, 0): "", (4, 0): "station"}
    with keying(council.nia) as by:
        assert [one.number for one in differences_of(batch)] == [(3, 0), (4, 0)]
        settle(by=by, at=LATER, constituency=batch.constituency_id, batch_id=batch.id, verdicts=verdicts)

    assert {("Grace Ada", "station", True), ("Ana", "station", True), ("Owen", "station", False)} <= written()


def test_an_undecided_difference_stops_the_writing(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia, twice=True)
    key(batch, council.nia, "1 3")
    finish(batch, council.nia)
    finish(batch, council.priya)

    with keying(council.priya) as by, pytest.raises(UnableToKeyTurnout, match="1 numbers are not decided"):
        settle(
            by=by,
            at=LATER,
            constituency=batch.constituency_id,
            batch_id=batch.id,
            verdicts={(1, 0): "station"},
        )


def test_what_was_written_is_taken_back_and_forgotten(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    key(batch, council.nia, "1")
    finish(batch, council.nia)
    with keying(council.nia) as by:
        give_up_batch(by=by, at=LATER, constituency=batch.constituency_id, batch_id=batch.id)

    assert written() == set()
    with arranging():
        assert not KeyedMark.objects.exists()


def test_a_corrected_batch_replaces_and_gives_back(council: Cast, edition: RegisterEdition) -> None:
    first = begin(council, edition, council.nia)
    key(first, council.nia, "1")
    finish(first, council.nia)
    again = begin(council, edition, council.priya)
    key(again, council.priya, "1 3", LATER)
    finish(again, council.priya)
    assert ("Owen", "station", True) in written()
    with keying(council.priya) as by:
        give_up_batch(by=by, at=LATER, constituency=again.constituency_id, batch_id=again.id)

    assert ("Owen", "station", False) in written()


def test_the_numbers_are_the_editions_own(council: Cast, edition: RegisterEdition) -> None:
    batch = begin(council, edition, council.nia)
    with keying(council.nia):
        assert numbers_of(batch) == [(number, 0) for number in range(1, 7)]


def test_a_district_that_the_edition_lacks_is_refused(council: Cast, edition: RegisterEdition) -> None:
    election = poll()
    with keying(council.nia) as by, pytest.raises(UnableToKeyTurnout, match="no electors in ZZ9"):
        begin_batch(
            by=by,
            at=NOON,
            constituency=council.northmoor.id,
            part=Part(election, edition, "ZZ9", Turnout.Method.STATION),
            twice=False,
        )
