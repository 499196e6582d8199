"""Files from before and after a change of boundaries: what can be undone, what is warned of, who is found again."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from hustings.audit.words import Action, Purpose
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict, Postcode
from hustings.register.importing.applying import apply_import
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.importing.telling import warnings_in_words
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.register.models import Elector, Import, Objection, RegisterEntry
from hustings.register.objections.objecting import record_objection
from hustings.register.redrawing.carrying_out import carry_out_change
from hustings.register.tests.council import (
    LYLE,
    NOON,
    NORTHERN,
    YEAR_LATER,
    edition_of,
    full_file,
    importing,
    look_over,
    take_in,
)
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

MAY, LATER = date(2026, 12, 3), datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
JUNE = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)


def redraw(cast: Cast, seat: Place, ward: Place | None = None) -> None:
    """Carry out on that day that AA1 lies in a seat."""
    with arranging():
        change = BoundaryChange.objects.create(name=f"To {seat}", takes_effect_on=MAY, made_at=NOON)
        district = PollingDistrict.objects.get(letters="AA1")
        DistrictPlacement.objects.create(
            district=district, constituency=seat, ward=ward, starts_on=MAY, change=change, is_proposed=True
        )
    with acting(cast.moira, Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION, LATER) as by:
        carry_out_change(by=by, at=LATER, change_id=change.id)


def undo(cast: Cast, run: Import) -> None:
    with acting(cast.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, LATER) as by:
        undo_import(by=by, at=LATER, run_id=run.id, report=silent)


def take_in_as_sam(cast: Cast, content: bytes) -> Import:
    """The new seat's organiser imports the same council's file."""
    with acting(cast.sam, Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION, JUNE) as by:
        run = look_over_file(
            by=by,
            at=JUNE,
            constituency=cast.southmoor.id,
            edition=edition_of(cast),
            sent=SentFile(BytesIO(content), "register.csv"),
        )
        return apply_import(by=by, at=JUNE, run_id=run.id)


def test_an_import_from_before_a_district_moved_cannot_be_undone(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))
    redraw(council, council.southmoor)

    with pytest.raises(UnableToUndoImport, match="AA1 was redrawn since, by “To Southmoor”"):
        undo(council, run)

    with arranging():
        assert Elector.objects.filter(constituency=council.southmoor).count() == len(NORTHERN)


def test_a_change_of_wards_does_not_stand_in_the_way_of_an_undo(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))
    with arranging():
        ward = Place.objects.create(kind="ward", code="E05000001", name="Quay", nation="england")
    redraw(council, council.northmoor, ward)

    undo(council, run)

    with arranging():
        assert not Elector.objects.exists()


def test_the_same_file_finds_everybody_in_the_new_seat(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    redraw(council, council.southmoor)

    run = take_in_as_sam(council, full_file(*NORTHERN))

    assert (run.counts["unchanged"], run.counts["added"], run.counts["closed"]) == (len(NORTHERN), 0, 0)


def test_an_objector_who_left_before_the_change_is_found_again_after_it(council: Cast) -> None:
    take_in(council, full_file(LYLE))
    with arranging():
        lyle = Elector.objects.get(surname="Lyle")
    with acting(council.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.CANVASS, NOON) as by:
        record_objection(
            by=by, at=NOON, constituency=council.northmoor.id, elector_id=lyle.id, channel="door"
        )
    with arranging():
        Objection.objects.update(elector=None, door=None)
        RegisterEntry.objects.filter(elector=lyle).delete()
        lyle.delete()
    redraw(council, council.southmoor)

    take_in_as_sam(council, full_file(LYLE))

    with arranging():
        assert Elector.objects.get(surname="Lyle").objects_at_door
        found = Objection.objects.get(constituency=council.southmoor)
        assert (found.elector is not None, found.keyed_in) == (True, None)
        assert Objection.objects.filter(constituency=council.northmoor).count() == 1


def test_a_new_edition_whose_postcodes_lie_elsewhere_is_warned_of(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    with arranging():
        Postcode.objects.filter(compact="EX11AA").update(constituency=council.southmoor)

    with importing(council) as by:
        run = look_over(council, full_file(*NORTHERN), by, edition=edition_of(council, "2028", YEAR_LATER))

    told = warnings_in_words(run.warnings)
    assert any(
        "AA1 seems to have moved: 4 of its 4 electors have postcodes in Southmoor" in each for each in told
    )
    assert run.seats == [council.northmoor.id]


def test_postcodes_that_lag_behind_a_change_are_not_warned_of(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    redraw(council, council.southmoor)

    run = take_in_as_sam(council, full_file(*NORTHERN))

    assert [each for each in run.warnings if each["kind"] == "district elsewhere"] == []


def test_a_district_where_its_postcodes_lie_is_not_warned_of(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    with importing(council) as by:
        run = look_over(council, full_file(*NORTHERN), by, edition=edition_of(council, "2028", YEAR_LATER))

    assert [each for each in run.warnings if each["kind"] == "district elsewhere"] == []
