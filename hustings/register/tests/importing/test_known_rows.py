"""Of a register that is sent again only what is new is taken apart, and the end is the same."""

import pytest

from hustings.register.faults import UnableToImportRegister
from hustings.register.importing.applying import apply_import
from hustings.register.models import Import, ImportState, RegisterEntry, StagedRow
from hustings.register.tests.council import (
    FLAT,
    LYLE,
    LYLE_SON,
    NOON,
    NORTHERN,
    OKAFOR,
    full_file,
    importing,
    look_over,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, arranging

LATER = NOON.replace(hour=14)


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def send(cast: Cast, *rows: str) -> Import:
    with importing(cast) as by:
        return look_over(cast, full_file(*rows), by)


def apply(cast: Cast, run: Import) -> Import:
    with importing(cast, LATER) as by:
        return apply_import(by=by, at=LATER, run_id=run.id)


def test_rows_that_say_the_same_are_known_and_no_others(register: Cast) -> None:
    send(register, OKAFOR, LYLE.replace("Lyle,Peter", "Lyle,Petra"), LYLE_SON, *NORTHERN[3:])

    with arranging():
        others = StagedRow.objects.filter(is_known=False)
        assert [row.forenames for row in others] == ["Petra"]


def test_who_is_not_in_the_file_leaves_although_the_others_are_known(register: Cast) -> None:
    apply(register, send(register, OKAFOR, *NORTHERN[2:]))

    with arranging():
        open_entries = RegisterEntry.objects.filter(closed_by=None)
        assert sorted(open_entries.values_list("number", flat=True)) == [1, 3, 4, 5, 6]


def test_a_known_row_that_stands_twice_is_refused_once(register: Cast) -> None:
    run = send(register, *NORTHERN, OKAFOR)

    assert (run.counts["refused"], run.counts["unchanged"]) == (1, len(NORTHERN))


def test_where_the_register_has_changed_under_a_known_row_the_file_is_asked_for_again(register: Cast) -> None:
    run = send(register, OKAFOR, LYLE, LYLE_SON, FLAT)
    take_in(register, update_file(update_row("AA1-2", "Lyle", "Peter", deleted="3")))

    with pytest.raises(UnableToImportRegister, match="send the file again"):
        apply(register, run)

    with arranging():
        assert Import.objects.get(pk=run.pk).state == ImportState.DRY_RUN


def test_what_changed_elsewhere_only_counts_the_difference_anew(register: Cast) -> None:
    run = send(register, *reversed(NORTHERN))
    take_in(register, update_file(update_row("AA1-9", "New", "Nia", "11 Mill Lane", created="3")))

    again = apply(register, run)

    assert again.state == ImportState.DRY_RUN
    assert again.counts["closed"] == 1
