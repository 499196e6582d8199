"""Between the dry run and the apply: what has changed meanwhile, what was lost, what waited too long."""

from datetime import timedelta

import pytest

from hustings.register.absent.applying import apply_absent
from hustings.register.absent.looking_over import Said
from hustings.register.faults import UnableToImportRegister
from hustings.register.models import AbsentVote, Import, ImportState, RegisterEdition, StagedRow, Supply
from hustings.register.staging.list_runs import give_up_list
from hustings.register.tests.council import NOON, NORTHERN, full_file, take_in
from hustings.register.tests.lists import (
    LYLE_POSTAL,
    OKAFOR_PROXY,
    importing_absent,
    look_over_list,
    take_in_list,
)
from tests.cast import Cast, arranging

LATER = NOON + timedelta(days=8)


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


@pytest.fixture
def waiting(council: Cast, edition: RegisterEdition) -> Import:
    with importing_absent(council) as by:
        return look_over_list(council, by, edition, LYLE_POSTAL, OKAFOR_PROXY)


def apply(council: Cast, run: Import) -> Import:
    with importing_absent(council) as by:
        return apply_absent(by=by, at=NOON, run_id=run.id)


def test_what_changed_meanwhile_is_shown_again_before_it_is_written(
    council: Cast, edition: RegisterEdition, waiting: Import
) -> None:
    take_in_list(council, edition, LYLE_POSTAL, said=Said(is_full=False))
    again = apply(council, waiting)

    assert (again.state, again.counts["added"], again.counts["unchanged"]) == (ImportState.DRY_RUN, 1, 1)
    assert apply(council, waiting).state == ImportState.APPLIED


def test_rows_that_a_restart_lost_are_said(council: Cast, waiting: Import) -> None:
    with arranging():
        StagedRow.objects.filter(run=waiting).delete()

    with pytest.raises(UnableToImportRegister, match="rows kept aside for this list are gone"):
        apply(council, waiting)


def test_a_list_is_applied_once(council: Cast, waiting: Import) -> None:
    apply(council, waiting)

    with pytest.raises(UnableToImportRegister, match="not waiting"):
        apply(council, waiting)
    with arranging():
        assert AbsentVote.objects.count() == 2


def test_what_is_given_up_leaves_no_row(council: Cast, waiting: Import) -> None:
    with importing_absent(council) as by:
        give_up_list(by=by, at=NOON, run_id=waiting.id, kind=Supply.Kind.ABSENT)

    with arranging():
        assert not StagedRow.objects.filter(run=waiting).exists()


def test_what_waited_for_a_week_is_given_up_by_the_next_list(
    council: Cast, edition: RegisterEdition, waiting: Import
) -> None:
    with importing_absent(council, LATER) as by:
        look_over_list(council, by, edition, LYLE_POSTAL, at=LATER)

    with arranging():
        assert Import.objects.get(pk=waiting.id).state == ImportState.GIVEN_UP


def test_a_register_sent_later_leaves_a_waiting_list_alone(
    council: Cast, edition: RegisterEdition, waiting: Import
) -> None:
    take_in(
        council, full_file(*NORTHERN, "AA1,7,0,,,Ash,Ida,EX1 1AA,7 Mill Lane,Moorton,Moorshire,EX1 1AA,,")
    )

    assert apply(council, waiting).state == ImportState.APPLIED
