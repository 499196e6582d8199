"""An import is taken back whole: entries, electors, doors, and nothing that was recorded about people since."""

from datetime import timedelta

import pytest

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.register.models import (
    Channel,
    Door,
    Elector,
    Import,
    ImportState,
    Objection,
    RegisterEdition,
    RegisterEntry,
    Street,
)
from hustings.register.objections.objecting import record_objection
from hustings.register.tests.council import (
    LYLE,
    LYLE_SON,
    NOON,
    NORTHERN,
    OKAFOR,
    YEAR_LATER,
    full_file,
    take_in,
    update_file,
    update_row,
)
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases
LATER, LATEST = NOON.replace(hour=13), NOON.replace(hour=14)
UPDATE = update_file(
    update_row("AA1-2", "Lyle", "Peter", deleted="3"),
    update_row("AA1-1", "Hussain", "Grace Ada", "9 Mill Lane", changed="3"),
    update_row("AA1-9", "New", "Nia", "11 Mill Lane", created="3"),
)
ELECTOR = (
    "seat_no",
    "surname",
    "surname_key",
    "on_register",
    "door_id",
    "street_id",
    "markers",
    "attains_on",
    "district_id",
)


def undo(council: Cast, run: Import) -> Import:
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, LATEST) as by:
        return undo_import(by=by, at=LATEST, run_id=run.id, report=silent)


def snapshot() -> list[list[tuple[object, ...]]]:
    with arranging():
        return [
            sorted(Elector.objects.values_list("id", *ELECTOR)),
            sorted(RegisterEntry.objects.filter(closed_by=None).values_list("id", "number", "surname")),
            sorted(Door.objects.values_list("id", "address_key", "walk_order")),
            sorted(Street.objects.values_list("id", "name")),
        ]


def test_undoing_an_update_leaves_everything_as_it_was(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    before = snapshot()
    run = take_in(council, UPDATE, at=LATER)

    undone = undo(council, run)

    assert snapshot() == before
    assert (undone.state, undone.undone_by, undone.undone_at) == (
        ImportState.UNDONE,
        council.priya.id,
        LATEST,
    )


def test_what_was_undone_can_be_applied_again(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    first = take_in(council, UPDATE, at=LATER)
    undo(council, first)

    again = take_in(council, UPDATE, at=LATEST)

    assert again.counts == first.counts


def test_undoing_the_first_file_leaves_nothing(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))

    undo(council, run)

    assert snapshot() == [[], [], [], []]


def test_undoing_a_new_edition_opens_the_old_one_again(council: Cast) -> None:
    first = take_in(council, full_file(OKAFOR, LYLE))
    before = snapshot()
    run = take_in(council, full_file(LYLE, LYLE_SON), name="2028", published_on=YEAR_LATER, at=LATER)

    undo(council, run)

    assert snapshot() == before
    with arranging():
        assert RegisterEdition.objects.get(is_current=True) == first.edition


def test_somebody_with_a_recorded_fact_stays_off_the_register(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, LYLE))
    with arranging():
        lyle = Elector.objects.get(surname="Lyle")
    with acting(council.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, LATER) as by:
        record_objection(
            by=by, at=LATER, constituency=council.northmoor.id, elector_id=lyle.id, channel=Channel.DOOR
        )

    undo(council, run)

    with arranging():
        assert [(elector.id, elector.on_register) for elector in Elector.objects.all()] == [(lyle.id, False)]
        assert Objection.objects.get().elector_id == lyle.id
        assert Door.objects.get() == lyle.door


def test_somebody_who_stayed_is_known_when_the_file_comes_again(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, LYLE))
    with arranging():
        lyle = Elector.objects.get(surname="Lyle")
        Objection.objects.create(
            constituency=council.northmoor,
            elector=lyle,
            channel="post",
            happened_at=NOON,
            recorded_at=NOON,
            person_key=b"x",
        )
    undo(council, run)

    again = take_in(council, full_file(OKAFOR, LYLE), at=LATEST)

    assert (again.counts["returned"], again.counts["added"]) == (1, 1)
    with arranging():
        assert Elector.objects.get(surname="Lyle").id == lyle.id


def test_imports_are_undone_newest_first(council: Cast) -> None:
    first = take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    take_in(council, UPDATE, at=LATER)
    before = snapshot()

    with pytest.raises(UnableToUndoImport, match="Undo that first"):
        undo(council, first)

    assert snapshot() == before


def test_what_is_not_applied_cannot_be_undone(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR))
    undo(council, run)

    with pytest.raises(UnableToUndoImport, match="nothing to undo"):
        undo(council, run)


def test_an_import_that_reached_further_than_we_do_is_not_undone(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR))
    with arranging():
        Import.objects.filter(pk=run.pk).update(seats=[council.northmoor.id, council.southmoor.id])

    with pytest.raises(UnableToUndoImport, match="where you may not undo"):
        undo(council, run)


def test_an_undo_is_in_the_log(council: Cast) -> None:
    undo(council, take_in(council, full_file(OKAFOR, LYLE)))

    with arranging():
        entry = Entry.objects.get(action="register:import:undo")
        assert (entry.count, entry.detail["removed"]) == (2, 2)


def test_what_was_imported_more_than_a_year_ago_stands(council: Cast) -> None:
    """What it closed has had its term by then, and could not be opened again."""
    run = take_in(council, full_file(OKAFOR, LYLE))
    with arranging():
        Import.objects.filter(pk=run.pk).update(applied_at=LATEST - timedelta(days=391))
    before = snapshot()

    with pytest.raises(UnableToUndoImport, match="more than a year ago"):
        undo(council, run)

    assert snapshot() == before
