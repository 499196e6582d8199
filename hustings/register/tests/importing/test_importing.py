"""A register file becomes electors: looked over first, applied whole, and the same again changes nothing."""

from datetime import timedelta

import pytest

from hustings.audit.models import Entry
from hustings.geography.models import PollingDistrict
from hustings.register.faults import Reason, UnableToImportRegister, UnableToReadFile
from hustings.register.importing.applying import apply_import
from hustings.register.importing.looking_over import give_up_import
from hustings.register.models import (
    Door,
    Elector,
    Import,
    ImportRefusal,
    ImportState,
    RegisterEntry,
    StagedRow,
)
from hustings.register.tests.council import (
    ANONYMOUS,
    FLAT,
    LYLE,
    LYLE_SON,
    NOON,
    NORTHERN,
    OKAFOR,
    OVERSEAS,
    SOUTHERNER,
    full_file,
    importing,
    look_over,
    take_in,
)
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases


def refusals_of(run: Import) -> list[tuple[int, int, str]]:
    with arranging():
        return list(
            ImportRefusal.objects.filter(run=run).order_by("line").values_list("line", "column", "reason")
        )


def names_on_the_register() -> list[str]:
    with arranging():
        return sorted(
            str(elector) for elector in Elector.objects.filter(on_register=True, is_anonymous=False)
        )


def test_a_dry_run_tells_the_difference_and_changes_nothing(council: Cast) -> None:
    with importing(council) as by:
        run = look_over(council, full_file(*NORTHERN), by)

        assert (run.counts["added"], run.counts["doors_new"], run.counts["districts_new"]) == (6, 3, 1)
        assert not Elector.objects.exists()
        assert not Door.objects.exists()


def test_an_applied_import_writes_electors_doors_and_entries(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))

    with arranging():
        assert [str(door) for door in Door.objects.order_by("walk_order")] == [
            "1",
            "Flat 2, Castle House, 5",
            "2",
        ]
        assert RegisterEntry.objects.filter(closed_by=None, opened_by=run).count() == 6
        assert list(Elector.objects.order_by("seat_no").values_list("seat_no", flat=True)) == [
            1,
            2,
            3,
            4,
            5,
            6,
        ]
        assert not StagedRow.objects.exists()


def test_two_of_one_surname_in_one_household_are_both_kept(council: Cast) -> None:
    take_in(council, full_file(LYLE, LYLE_SON))

    with arranging():
        assert Door.objects.get().electors.count() == 2


def test_a_new_district_gets_the_seat_and_coordinates_of_its_postcodes(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))

    with arranging():
        district, door = PollingDistrict.objects.get(), Door.objects.get()
        assert (district.letters, district.constituency, district.officer) == (
            "AA1",
            council.northmoor,
            council.council,
        )
        assert (door.latitude, door.side, door.do_not_knock) == (50.7, "odd", False)


def test_an_elector_without_an_address_is_counted_and_lives_nowhere(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, OVERSEAS, ANONYMOUS))

    with arranging():
        assert Elector.objects.filter(door=None, on_register=True).count() == 2
    assert (run.counts["overseas"], run.counts["anonymous"]) == (1, 1)


def test_an_anonymous_row_keeps_no_name_and_no_address_even_if_the_file_gives_them(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, "AA1,6,0,N,,Nonymous,A,EX1 1AA,9 Mill Lane,Moorton,,,,"))

    with arranging():
        hidden = Elector.objects.get(is_anonymous=True)
        entry = hidden.entries.get()
        assert (hidden.surname, hidden.door, entry.surname, entry.address_lines, entry.postcode) == (
            "",
            None,
            "",
            "",
            "",
        )


def test_somebody_under_16_is_refused_and_nothing_of_them_is_kept(council: Cast) -> None:
    child = "AA1,7,0,,03/12/2010,Young,Ada,EX1 1AA,1 Mill Lane,Moorton,,,,"
    sixteen = "AA1,8,0,,02/12/2010,Old,Ida,EX1 1AA,1 Mill Lane,Moorton,,,,"

    with importing(council) as by:
        run = look_over(council, full_file(child, sixteen), by)

    with arranging():
        refusal = ImportRefusal.objects.get(run=run)
        assert (refusal.line, refusal.column, refusal.reason, refusal.number_key) == (
            2,
            5,
            Reason.UNDER_AGE,
            "",
        )
        assert not StagedRow.objects.filter(surname="Young").exists()


def test_only_the_eighteenth_birthday_is_kept_of_a_date_of_birth(council: Cast) -> None:
    take_in(council, full_file("AA1,8,0,,29/02/2008,Leap,Ida,EX1 1AA,1 Mill Lane,Moorton,,,,"))

    with arranging():
        assert f"{Elector.objects.get().attains_on:%d/%m/%Y}" == "01/03/2026"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("AA1,x7,0,,,Bad,Number,EX1 1AA,1 Mill Lane,,,,,", 2, Reason.NUMBER),
        (",7,0,,,No,Letters,EX1 1AA,1 Mill Lane,,,,,", 1, Reason.LETTERS),
        ("AA1,7,0,,31/02/2009,Bad,Date,EX1 1AA,1 Mill Lane,,,,,", 5, Reason.DATE),
        ("AA1,7,0,,,,,EX1 1AA,1 Mill Lane,,,,,", 6, Reason.NAME),
        ("AA1,1,0,,,Same,Number,EX1 1AA,1 Mill Lane,,,,,", 2, Reason.REPEATED),
        ("AA1,7,0,,,Shifted,By,EX1 1AA,1 Mill Lane,a,b,c,d,e,f", 15, Reason.TOO_MANY_CELLS),
        ("AA1,7,0,,,=cmd,Formula,EX1 1AA,1 Mill Lane,,,,,", 6, Reason.FORMULA),
        ("AA1,7,0,,,Nul\0,Byte,EX1 1AA,1 Mill Lane,,,,,", 6, Reason.NUL),
        ("ZZ9,7,0,,,Nowhere,Man,ZZ1 1ZZ,1 Mill Lane,,,,,", 1, Reason.NO_SEAT),
    ],
)
def test_a_bad_row_is_refused_with_line_and_column_and_the_others_are_taken(
    council: Cast, row: str, column: int, reason: Reason
) -> None:
    run = take_in(council, full_file(OKAFOR, row, LYLE))

    assert refusals_of(run) == [(3, column, reason)]
    assert names_on_the_register() == ["Grace Ada Okafor", "Peter Lyle"]


def test_a_row_that_was_refused_does_not_take_its_elector_off_the_register(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))

    run = take_in(council, full_file(OKAFOR, LYLE.replace(",A,,Lyle", ",A,31/02/2009,Lyle")))

    assert run.counts["closed"] == 0
    assert "Peter Lyle" in names_on_the_register()


def test_rows_outside_our_reach_are_counted_and_dropped(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, LYLE, FLAT, SOUTHERNER))

    assert (run.counts["dropped_outside"], run.seats) == (1, [council.northmoor.id])
    with arranging():
        assert not Elector.objects.filter(constituency=council.southmoor).exists()
        assert not PollingDistrict.objects.filter(letters="BB1").exists()


def test_unknown_markers_are_kept_and_warned_of(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR.replace("AA1,1,0,,", "AA1,1,0,XA,")))

    assert {"kind": "unknown markers", "letters": "X"} in run.warnings
    with arranging():
        assert Elector.objects.get().markers == "XA"


def test_names_that_lost_letters_are_warned_of(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, LYLE.replace("Lyle,Peter", "Nguy?n,James")))

    assert {"kind": "lost letters", "count": 1} in run.warnings


def test_the_same_file_is_refused_by_its_hash(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    with pytest.raises(UnableToImportRegister, match="This very file was imported"):
        take_in(council, full_file(*NORTHERN))


def test_the_same_content_in_another_file_changes_nothing(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    run = take_in(council, full_file(*NORTHERN, encoding="utf-16", delimiter="\t"))

    assert (run.counts["unchanged"], run.counts["added"], run.counts["closed"]) == (6, 0, 0)
    with arranging():
        assert not RegisterEntry.objects.filter(opened_by=run).exists()


def test_a_second_import_in_between_shows_the_new_difference_instead_of_applying(council: Cast) -> None:
    with importing(council) as by:
        waiting = look_over(council, full_file(OKAFOR, LYLE), by)
    take_in(council, full_file(OKAFOR))

    with importing(council) as by:
        run = apply_import(by=by, at=NOON, run_id=waiting.id)
        assert (run.state, run.counts["unchanged"], run.counts["added"]) == (ImportState.DRY_RUN, 1, 1)
        assert apply_import(by=by, at=NOON, run_id=waiting.id).state == ImportState.APPLIED


def test_a_file_that_was_given_up_is_forgotten(council: Cast) -> None:
    with importing(council) as by:
        run = look_over(council, full_file(OKAFOR), by)
        give_up_import(by=by, at=NOON, run_id=run.id)

        assert not StagedRow.objects.exists()
        with pytest.raises(UnableToImportRegister, match="not waiting"):
            apply_import(by=by, at=NOON, run_id=run.id)


def test_rows_kept_aside_are_forgotten_after_a_week(council: Cast) -> None:
    later = NOON + timedelta(days=8)
    with importing(council) as by:
        stale = look_over(council, full_file(OKAFOR), by)

    with importing(council, later) as by:
        look_over(council, full_file(LYLE), by, at=later)

        assert Import.objects.get(pk=stale.pk).state == ImportState.GIVEN_UP
        assert not StagedRow.objects.filter(run=stale).exists()


def test_rows_lost_in_a_crash_are_asked_for_again(council: Cast) -> None:
    with importing(council) as by:
        run = look_over(council, full_file(OKAFOR), by)
        StagedRow.objects.filter(run=run).delete()

        with pytest.raises(UnableToImportRegister, match="Send the file again"):
            apply_import(by=by, at=NOON, run_id=run.id)


def test_a_file_whose_every_row_was_refused_cannot_be_applied(council: Cast) -> None:
    with pytest.raises(UnableToImportRegister, match="The first is line 2, column 6: the name is missing"):
        take_in(council, full_file(OKAFOR.replace("Okafor,Grace Ada", ",")))


def test_each_step_is_in_the_log_once(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))

    with arranging():
        entries = Entry.objects.filter(action="register:edition:import")
        assert sorted(entry.detail["step"] for entry in entries) == ["applied", "dry run"]


def test_nothing_is_half_written_when_a_file_is_cut_off(council: Cast) -> None:
    content = full_file(OKAFOR, LYLE)

    with importing(council) as by, pytest.raises(UnableToReadFile, match="Line 3 ends after column 9 of 14"):
        look_over(council, content[: content.rindex(b"2 Mill Lane") + 4], by)

    with arranging():
        assert not Import.objects.exists()
        assert not StagedRow.objects.exists()
