"""A recurring national file: agreed to once, and refused when anything of it differs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hustings.access.models import Approval
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.exporting import write_export
from hustings.canvassing.programmes import (
    Span,
    Terms,
    UnableToKeepProgramme,
    adopt_programme,
    propose_programme,
    run_programme,
    why_not,
)
from hustings.canvassing.selecting import Chosen
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Export, Programme, ProgrammeRun
from hustings.copies.purposes import ExportPurpose
from hustings.copies.writing import FileFormat
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

KEEP = Action.CANVASSING_PROGRAMME_KEEP
TERMS = Terms("Lantern Mail Ltd", ExportPurpose.LETTERS, FileFormat.CSV, Chosen())


def today() -> date:
    return timezone.localdate()


def propose(cast: Cast, **changed: Any) -> Programme:
    told: dict[str, Any] = {
        "title": "New voters’ letter",
        "terms": TERMS,
        "span": Span(today(), today() + timedelta(days=90)),
        "seats": [cast.northmoor],
        "unit": cast.headquarters,
        "reason": "A letter to everybody each month.",
    }
    with acting(cast.moira, KEEP, Purpose.ORGANISE) as by:
        return propose_programme(**told | changed, by=by, at=timezone.now())


def adopt(cast: Cast, programme: Programme) -> Programme:
    with acting(cast.moira, KEEP, Purpose.ORGANISE) as by:
        return adopt_programme(programme=programme, by=by, at=timezone.now())


def agree() -> None:
    """Somebody has agreed: here, because nobody could be asked, the day has passed."""
    with arranging():
        Approval.objects.update(is_delay=True, usable_at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def programme(cast: Cast, named: Ground) -> Programme:
    """Moira's monthly letter, in force."""
    proposed = propose(cast)
    agree()
    return adopt(cast, proposed)


def run(cast: Cast, programme: Programme, terms: Terms = TERMS) -> Export:
    with acting(cast.moira, KEEP, Purpose.ORGANISE) as by:
        return run_programme(programme=programme, seat=cast.northmoor, terms=terms, by=by, at=timezone.now())


def test_it_is_not_in_force_before_somebody_agreed(cast: Cast, named: Ground) -> None:
    proposed = propose(cast)
    with arranging():
        Approval.objects.update(is_delay=False, usable_at=None)

    with pytest.raises(UnableToKeepProgramme, match="not approved"):
        adopt(cast, proposed)
    with pytest.raises(UnableToKeepProgramme, match="not in force"):
        run(cast, proposed)


def test_what_was_changed_since_is_not_what_was_agreed(cast: Cast, named: Ground) -> None:
    proposed = propose(cast)
    agree()
    with arranging():
        Programme.objects.update(counts={"northmoor": 75_000})

    with pytest.raises(UnableToKeepProgramme):
        adopt(cast, proposed)


def test_it_runs_again_and_again_without_asking(cast: Cast, programme: Programme) -> None:
    exports = [run(cast, programme) for _each in range(2)]

    with arranging():
        assert ProgrammeRun.objects.filter(programme=programme).count() == 2
        assert Approval.objects.count() == 1
        assert Entry.objects.filter(action=KEEP, rule="run", count=24).count() == 2
    assert {export.state for export in exports} == {"writing"}


def test_each_run_is_a_copy_like_any_other(cast: Cast, programme: Programme) -> None:
    export = run(cast, programme)
    with acting(cast.moira, KEEP, Purpose.ORGANISE) as by:
        copy = write_export(export_id=export.id, by=by, at=timezone.now(), report=silent)

    assert (copy.people, copy.issued_to) == (24, cast.moira.id)
    assert "Lantern Mail Ltd" in copy.title


def test_no_list_of_members_recurs(cast: Cast, named: Ground) -> None:
    with pytest.raises(UnableToKeepProgramme, match="never recurs"):
        propose(cast, terms=replace(TERMS, purpose=ExportPurpose.MEMBERS))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"supplier": "Another Ltd"}, "supplier"),
        ({"purpose": ExportPurpose.RECORDS}, "columns"),
        ({"chosen": Chosen(said=("definite",))}, "list is not"),
    ],
)
def test_a_run_that_differs_is_refused(
    cast: Cast, programme: Programme, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnableToKeepProgramme, match=said):
        run(cast, programme, replace(TERMS, **changed))

    with arranging():
        assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("seat", "people", "days", "said"),
    [
        ("northmoor", 26, 1, ""),
        ("northmoor", 27, 1, "more people"),
        ("southmoor", 1, 1, "more people"),
        ("northmoor", 24, -1, "other days"),
        ("northmoor", 24, 91, "other days"),
    ],
)
def test_counts_and_days_are_held_to(
    cast: Cast, programme: Programme, seat: str, people: int, days: int, said: str
) -> None:
    answer = why_not(programme, seat, TERMS, people=people, on=today() + timedelta(days=days))

    assert (said in answer) if said else answer == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": " "},
        {"terms": replace(TERMS, supplier="")},
        {"span": Span(date(2026, 1, 2), date(2026, 1, 1))},
        {"span": Span(date(2026, 1, 1), date(2028, 1, 1))},
        {"terms": replace(TERMS, chosen=Chosen(said=("definite",)))},
    ],
)
def test_what_is_unfit_is_not_proposed(cast: Cast, named: Ground, changed: dict[str, Any]) -> None:
    with pytest.raises(UnableToKeepProgramme):
        propose(cast, **changed)
