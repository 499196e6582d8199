from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hustings.audit.words import Action, Purpose
from hustings.canvassing.counting import PERIOD, Area, AreaCount, count_area
from hustings.canvassing.models import DistrictMark, DistrictTally
from hustings.canvassing.recording import record_conversations, withdraw_conversations
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.canvassing.tests.ground import AT, LAST_WEEK, WESTMINSTER, Ground, heard
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging, role

DEFINITE, UNDECIDED = core_code_id(Meaning.DEFINITE), core_code_id(Meaning.UNDECIDED)


@pytest.fixture
def tallied(cast: Cast, north: Ground) -> Ground:
    """Every elector of Northmoor said "definitely" last week, and that was tallied."""
    record(
        cast, north, *(heard(each, said=Meaning.DEFINITE, happened_at=LAST_WEEK) for each in north.electors)
    )
    keep_tallies()
    return north


def record(cast: Cast, ground: Ground, *rows: Any) -> None:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record_conversations(constituency=ground.seat.id, rows=rows, by=by, at=AT)


def keep_tallies() -> None:
    with role("hustings_worker"):
        call_command("rebuild_summaries", stdout=StringIO())


def count(cast: Cast, ground: Ground) -> AreaCount:
    with acting(cast.priya, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        return count_area(Area(ground.seat.id), since=AT - PERIOD, at=AT)


def told(counted: AreaCount) -> dict[UUID, int]:
    return dict(counted.total.intentions.get(WESTMINSTER, {}))


def test_what_was_tallied_is_not_counted_again(cast: Cast, tallied: Ground) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counted = count(cast, tallied)

    assert told(counted) == {DEFINITE: 24}
    assert not [query for query in asked if "FROM canvassing_latestintention" in query["sql"]]


def test_a_line_just_keyed_in_shows_at_once(cast: Cast, tallied: Ground) -> None:
    record(cast, tallied, heard(tallied.electors[0], said=Meaning.UNDECIDED))

    counted = count(cast, tallied)

    assert told(counted) == {DEFINITE: 23, UNDECIDED: 1}
    assert counted.movements == {WESTMINSTER: {(DEFINITE, UNDECIDED): 1}}


def test_a_correction_on_the_same_day_shows_at_once(cast: Cast, tallied: Ground) -> None:
    wrong = heard(tallied.electors[0], said=Meaning.UNDECIDED)
    record(cast, tallied, wrong)
    keep_tallies()

    record(cast, tallied, heard(tallied.electors[0], said=Meaning.PROBABLE, supersedes=wrong.id))

    assert told(count(cast, tallied)) == {DEFINITE: 23, core_code_id(Meaning.PROBABLE): 1}


def test_what_was_taken_back_is_gone_at_once(cast: Cast, tallied: Ground) -> None:
    row = heard(tallied.electors[0], said=Meaning.UNDECIDED)
    record(cast, tallied, row)
    keep_tallies()

    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        withdraw_conversations(constituency=tallied.seat.id, ids=[row.id], by=by, at=AT)

    assert told(count(cast, tallied)) == {DEFINITE: 24}


@pytest.mark.parametrize("change", [{"on_register": False}, {"street": None, "door": None}])
def test_a_change_of_the_register_shows_at_once(cast: Cast, tallied: Ground, change: dict[str, Any]) -> None:
    with arranging():
        Elector.objects.filter(pk=tallied.electors[0].pk).update(**change)

    counted = count(cast, tallied)

    street = counted.by_street()[tallied.streets[0].id]
    assert street.known(WESTMINSTER) == street.electors == 5


def test_an_elector_who_moved_to_another_district_is_counted_there(cast: Cast, tallied: Ground) -> None:
    with arranging():
        Elector.objects.filter(pk=tallied.electors[0].pk).update(
            district=tallied.districts[1], street=tallied.streets[2], door=tallied.doors[6]
        )

    known = [figures.known(WESTMINSTER) for figures in count(cast, tallied).by_district().values()]

    assert sorted(known) == [11, 13]


def test_only_districts_that_changed_are_tallied_anew(cast: Cast, tallied: Ground) -> None:
    with arranging():
        before = set(DistrictTally.objects.values_list("id", flat=True))
    record(cast, tallied, heard(tallied.electors[0], said=Meaning.UNDECIDED))

    keep_tallies()

    with arranging():
        stayed = DistrictTally.objects.filter(id__in=before)
        assert {tally.district_id for tally in stayed} == {tallied.districts[1].id}
        assert DistrictMark.objects.count() == 2


def test_sam_reads_none_of_northmoors_tallies(cast: Cast, tallied: Ground) -> None:
    with acting(cast.sam, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        assert not DistrictTally.objects.exists()
        assert not DistrictMark.objects.exists()
