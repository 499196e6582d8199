"""A whole register as a council's system writes it: 2,038 invented electors on real postcodes, and a month's update."""

import csv

import pytest

from hustings.audit.words import Action, Purpose
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Door, Elector, Import, RegisterEntry
from hustings.register.tests.council import DECEMBER, NOON, take_in
from hustings.register.tests.shared_register import FULL, REGISTER, needs_shared_register, place_postcodes
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

COMBINED, UPDATE = REGISTER / "xpress_full_13col_combined_name.csv", REGISTER / "xpress_monthly_update.csv"

pytestmark = needs_shared_register


@pytest.fixture
def exeter(cast: Cast) -> Cast:
    place_postcodes(cast)
    return cast


def entries() -> set[tuple[object, ...]]:
    with arranging():
        return set(
            RegisterEntry.objects.filter(closed_by=None).values_list("id", "letters", "number", "suffix")
        )


def test_every_elector_of_a_whole_file_is_taken(exeter: Cast) -> None:
    run = take_in(exeter, FULL.read_bytes())

    counts = run.counts
    assert (counts["read"], counts["added"], counts["refused"], counts["dropped_outside"]) == (
        2038,
        2038,
        0,
        0,
    )
    assert (counts["districts_new"], run.encoding) == (6, "cp1252")
    assert {"kind": "lost letters", "count": 6} in run.warnings
    with arranging():
        assert Elector.objects.filter(is_anonymous=True, surname="", door=None).count() == 6
        assert Elector.objects.filter(markers__contains="F", door=None).count() == 12
        assert Door.objects.exclude(building=None).filter(flat="").count() == 0


def test_doors_hold_the_households_that_the_file_has(exeter: Cast) -> None:
    take_in(exeter, FULL.read_bytes())

    with FULL.open(encoding="cp1252") as file:
        addresses = {tuple(row[7:]) for row in csv.reader(file) if row[7]}
    with arranging():
        assert Door.objects.count() == len(addresses) - 1


def test_a_month_later_and_back_again(exeter: Cast) -> None:
    take_in(exeter, FULL.read_bytes())
    before = entries()

    update = take_in(exeter, UPDATE.read_bytes(), at=NOON.replace(hour=13))

    counts = update.counts
    assert (counts["closed"], counts["amended"], counts["added"], counts["refused"]) == (30, 20, 40, 0)
    after = entries()
    with acting(exeter.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undo_import(by=by, at=NOON.replace(hour=14), run_id=update.id, report=silent)
    assert entries() == before
    assert take_in(exeter, UPDATE.read_bytes(), at=NOON.replace(hour=15)).counts == counts
    assert len(entries()) == len(after)


def test_the_same_register_in_another_layout_is_the_same_people(exeter: Cast) -> None:
    take_in(exeter, FULL.read_bytes())
    with arranging():
        before = set(Elector.objects.exclude(surname__contains="?").values_list("id", flat=True))

    run = take_in(exeter, COMBINED.read_bytes(), name="as combined", published_on=DECEMBER.replace(day=5))

    with arranging():
        kept = Elector.objects.filter(id__in=before, on_register=True).count()
        assert kept >= len(before) * 0.98
        assert (
            run.counts["renewed"] + run.counts["added"]
            == Import.objects.get(pk=run.pk).counts["read"]
            == 2038
        )


@pytest.mark.parametrize(
    "name", ["xpress_full_13col_combined_name.csv", "eros_full_PDCode_RollNo.csv", "eros_pp_full.tsv"]
)
def test_every_layout_of_the_same_edition_is_of_the_same_people_at_the_same_doors(
    exeter: Cast, name: str
) -> None:
    take_in(exeter, FULL.read_bytes())

    counts = take_in(exeter, (REGISTER / name).read_bytes()).counts

    assert (counts["read"], counts["amended"] + counts["unchanged"]) == (2038, 2038)
    assert [counts[key] for key in ("added", "closed", "refused", "moved", "doors_new")] == [0] * 5


@pytest.mark.parametrize("name", [UPDATE.name, "eros_monthly_ChangeTypeID.csv"])
def test_the_month_is_the_same_in_both_codings(exeter: Cast, name: str) -> None:
    take_in(exeter, (REGISTER / "eros_pp_full.tsv").read_bytes())

    counts = take_in(exeter, (REGISTER / name).read_bytes(), at=NOON.replace(hour=13)).counts

    assert [counts[key] for key in ("closed", "amended", "added", "refused")] == [30, 20, 40, 0]
