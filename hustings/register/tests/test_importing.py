import pytest
from django.db import connection

from hustings.register.importing import look_over_file
from hustings.register.models import Door, Elector, Import, RegisterEntry, StagedRow
from hustings.register.tests.council import NORTHERN, full_file, importing, lay_postcodes, look_over, take_in
from tests.cast import Cast, arranging


@pytest.fixture
def council(cast: Cast) -> Cast:
    lay_postcodes(cast)
    return cast


def test_a_dry_run_tells_the_difference_and_changes_nothing(council: Cast) -> None:
    with importing(council) as by:
        run = look_over(council, full_file(*NORTHERN), by)

        assert run.counts["added"] == 6
        assert run.counts["doors_new"] == 3
        assert not Elector.objects.exists()


def test_an_applied_import_writes_electors_doors_and_entries(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))

    with arranging():
        assert Elector.objects.filter(on_register=True).count() == 6
        assert [str(door) for door in Door.objects.order_by("walk_order")] == ["1", "Flat 2, Castle House, 5", "2"]
        assert RegisterEntry.objects.filter(closed_by=None, opened_by=run).count() == 6
        assert not StagedRow.objects.exists()
