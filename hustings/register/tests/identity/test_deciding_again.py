"""Decisions about a file that waits stand when its plan is made anew; questions that likeness raised are answered."""

import pytest

from hustings.register.identity.deciding import UnableToDecide
from hustings.register.models import Doubt, Elector, Import, ImportState, SeatCount, StagedRow
from hustings.register.tests.council import LYLE, LYLE_SON, OKAFOR, full_file, take_in
from hustings.register.tests.questions import (
    G_OKAFO,
    LATEST,
    applied,
    ask,
    known,
    other,
    same,
    take_back,
    waiting,
)
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
NEXT_YEAR = (LYLE, LYLE_SON, G_OKAFO)
# Her second forename alone, at her door: it may be her, or her sister.
OKAFOR_ADA = "AA1,31,0,,,Okafor,Ada,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,,"


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    return council


def planned_anew(cast: Cast, run: Import) -> Import:
    """Something else changes the register, so that applying the file compares it again instead."""
    with arranging():
        count = SeatCount.objects.get(constituency=cast.northmoor)
        count.revision += 1
        count.save()
    again = applied(cast, run)
    assert again.state == ImportState.DRY_RUN
    return again


def test_who_was_said_to_be_the_same_stays_so(register: Cast) -> None:
    grace, run = known("Okafor"), waiting(register, *NEXT_YEAR)
    same(register, ask(run, "Okafo", grace))

    applied(register, planned_anew(register, run), LATEST)

    assert known("Okafo").id == grace.id


def test_that_can_still_be_taken_back_before_it_is_applied(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = same(register, ask(run, "Okafo", known("Okafor")))
    planned_anew(register, run)

    take_back(register, doubt)

    with arranging():
        assert StagedRow.objects.get(run=run, surname="Okafo").elector_id == doubt.elector_id


def test_who_was_said_to_be_somebody_else_is_not_asked_about_again(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = other(register, ask(run, "Okafo", known("Okafor")))

    applied(register, planned_anew(register, run), LATEST)

    with arranging():
        doubt.refresh_from_db()
        assert Elector.objects.get(pk=doubt.elector_id).surname == "Okafo"
        assert not Doubt.objects.filter(state=Doubt.State.OPEN, line=doubt.line).exists()


def test_what_likeness_cannot_tell_is_asked_and_answered(register: Cast) -> None:
    grace, run = known("Okafor"), waiting(register, LYLE, LYLE_SON, OKAFOR_ADA)
    with arranging():
        doubt = Doubt.objects.get(run=run)
    assert (doubt.earlier_id, doubt.state, run.counts["unsure"]) == (grace.id, Doubt.State.OPEN, 1)

    same(register, doubt)

    with arranging():
        run.refresh_from_db()
    assert (run.counts["unsure"], run.counts["added"], run.counts["closed"]) == (0, 0, 0)
    applied(register, run)
    assert known("Okafor", "Ada").id == grace.id


def test_rows_that_are_gone_are_decided_about_later(register: Cast) -> None:
    run = waiting(register, *NEXT_YEAR)
    doubt = ask(run, "Okafo", known("Okafor"))
    with arranging():
        StagedRow.objects.filter(run=run).delete()
        counted = Import.objects.get(pk=run.pk).counts

    with pytest.raises(UnableToDecide, match="kept aside are gone"):
        same(register, doubt)

    other(register, doubt)
    with arranging():
        assert Import.objects.get(pk=run.pk).counts == counted
