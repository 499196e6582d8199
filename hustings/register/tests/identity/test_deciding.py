"""Somebody says whether two rows are one person, before the import is applied or after; both come to the same."""

import pytest

from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.register.identity.deciding import UnableToDecide
from hustings.register.models import Doubt, Elector, Import, RegisterEntry, SeatCount, StagedRow, Verdict
from hustings.register.tests.council import LYLE, LYLE_SON, OKAFOR, full_file, take_in
from hustings.register.tests.questions import (
    G_OKAFO,
    applied,
    ask,
    known,
    other,
    picture,
    same,
    take_back,
    undo,
    waiting,
)
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
NEXT_YEAR = (LYLE, LYLE_SON, G_OKAFO)


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    return council


def counts(run: Import) -> dict[str, int]:
    with arranging():
        run.refresh_from_db()
    return {key: run.counts[key] for key in ("added", "renewed", "closed", "respelled", "moved")}


def test_the_same_before_applying_changes_what_the_row_will_do(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    before = counts(run)

    same(register, doubt)

    assert before == {"added": 1, "renewed": 2, "closed": 1, "respelled": 0, "moved": 0}
    assert counts(run) == {"added": 0, "renewed": 3, "closed": 0, "respelled": 1, "moved": 1}


def test_somebody_else_before_applying_is_counted_as_new_and_waits_no_more(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    before = counts(run)

    other(register, doubt)

    assert counts(run) == before
    assert run.counts["unsure"] == 0
    take_back(register, doubt)
    assert (counts(run), run.counts["unsure"]) == (before, 1)


def test_the_same_before_applying_keeps_the_elector(register: Cast) -> None:
    grace = known("Okafor")
    run = waiting(register, *NEXT_YEAR)

    same(register, ask(run, "Okafo", grace))
    applied(register, run)

    now = known("Okafo")
    assert (now.id, now.forenames, now.on_register) == (grace.id, "G", True)


def test_before_applying_and_after_come_to_the_same(register: Cast) -> None:
    first = waiting(register, *NEXT_YEAR)
    same(register, ask(first, "Okafo", known("Okafor")))
    applied(register, first)
    decided_before = picture()
    undo(register, first)
    second = waiting(register, *NEXT_YEAR)
    doubt = ask(second, "Okafo", known("Okafor"))
    applied(register, second)

    same(register, doubt)

    assert said_of(decided_before, first) == said_of(picture(), second)


def said_of(pictured: list[list[tuple[object, ...]]], run: Import) -> list[object]:
    """A picture without what an undone import leaves behind, and with `run` as it is called everywhere."""
    with arranging():
        undone = set(Import.objects.filter(state="undone").values_list("id", flat=True))
    electors, entries = pictured
    return [
        electors,
        sorted(
            str(tuple("run" if cell == run.id else cell for cell in row))
            for row in entries
            if row[4] not in undone - {run.id}
        ),
    ]


def test_taking_it_back_before_applying_leaves_the_file_as_it_was(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    before = counts(run)
    same(register, doubt)

    taken = take_back(register, doubt)

    assert (counts(run), taken.state) == (before, Doubt.State.OPEN)
    with arranging():
        row = StagedRow.objects.get(run=run, surname="Okafo")
        assert (row.elector_id, row.entry_id, row.verdict) == (doubt.elector_id, None, Verdict.NEW)


def test_taking_it_back_after_joining_parts_them_exactly(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    before = picture()
    same(register, doubt)
    assert picture() != before

    take_back(register, doubt)

    assert picture() == before


def test_what_was_decided_before_applying_can_be_taken_back_after_it(register: Cast) -> None:
    grace = known("Okafor")
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", grace)
    same(register, doubt)
    applied(register, run)

    take_back(register, doubt)

    parted = known("Okafo")
    assert (parted.id, parted.on_register, parted.forenames) == (doubt.elector_id, True, "G")
    assert (known("Okafor").id, known("Okafor").on_register) == (grace.id, False)
    with arranging():
        assert RegisterEntry.objects.get(elector=parted).number == 31


def test_taking_it_back_and_deciding_again_comes_to_the_same(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    same(register, doubt)
    joined = picture()

    take_back(register, doubt)
    same(register, doubt)

    assert picture() == joined


@pytest.mark.parametrize("is_applied", [False, True])
def test_undoing_the_import_after_a_decision_gives_back_the_register(
    register: Cast, *, is_applied: bool
) -> None:
    before = open_register()
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    if not is_applied:
        same(register, doubt)
    applied(register, run)
    if is_applied:
        same(register, doubt)

    undo(register, run)

    assert open_register() == before
    with arranging():
        assert not Doubt.objects.exists()


def open_register() -> list[tuple[object, ...]]:
    with arranging():
        electors = Elector.objects.order_by("seat_no").values_list(
            "id", "seat_no", "surname", "surname_key", "door_id", "on_register"
        )
        return [*electors, *RegisterEntry.objects.filter(closed_by=None).order_by("id").values_list("id")]


def test_undoing_the_first_import_removes_whom_a_question_named(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    undo(register, run)
    with arranging():
        first = Import.objects.get(state="applied")

    undo(register, first)

    with arranging():
        assert not Elector.objects.filter(surname="Okafor").exists()


def test_the_other_questions_about_the_row_are_answered_with_it(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt, about_lyle = (ask(run, "Okafo", elector) for elector in (known("Okafor"), known("Lyle", "Peter")))

    same(register, doubt)

    with arranging():
        about_lyle.refresh_from_db()
    assert about_lyle.state == Doubt.State.OTHER
    with pytest.raises(UnableToDecide, match="answered with another"):
        take_back(register, about_lyle)
    take_back(register, doubt)
    with arranging():
        about_lyle.refresh_from_db()
    assert about_lyle.state == Doubt.State.OPEN


def test_somebody_who_is_another_row_of_the_file_is_not_this_one(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Lyle", "Peter"))

    with pytest.raises(UnableToDecide, match="Another row of this file"):
        same(register, doubt)

    applied(register, run)
    with pytest.raises(UnableToDecide, match="two people"):
        same(register, doubt)


def test_somebody_else_changes_nothing_of_the_register(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    before = picture()

    decided = other(register, doubt)

    assert (decided.state, decided.decided_by) == (Doubt.State.OTHER, register.priya.id)
    assert picture() == before
    with pytest.raises(UnableToDecide, match="Something else"):
        same(register, doubt)


def test_saying_it_twice_changes_nothing(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    same(register, doubt)
    joined = picture()

    same(register, doubt)

    assert picture() == joined
    with arranging():
        assert Entry.objects.filter(action=Action.REGISTER_MATCH_DECIDE).count() == 1


def test_an_import_that_waited_is_compared_again_with_the_joined_register(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    with arranging():
        before = SeatCount.objects.get(constituency=register.northmoor).revision

    same(register, doubt)

    with arranging():
        assert SeatCount.objects.get(constituency=register.northmoor).revision == before + 1


def test_a_question_whose_import_was_undone_is_gone(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    undo(register, run)

    with pytest.raises(UnableToDecide, match="gone"):
        same(register, doubt)
