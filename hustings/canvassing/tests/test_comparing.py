import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hustings.access.scope import on_duty
from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import seats_to_count
from hustings.canvassing.models import ContactSummary, SeatSummary
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tasks import count_seats
from hustings.canvassing.tests.ground import Ground, heard
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging, role


@pytest.fixture
def canvassed(cast: Cast, north: Ground) -> Ground:
    now = timezone.now()
    rows = [
        heard(elector, said=Meaning.DEFINITE, happened_at=now - timedelta(days=4))
        for elector in north.electors[:3]
    ]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record_conversations(constituency=north.seat.id, rows=rows, by=by, at=now)
    return north


def rebuild(*seats: str, **options: Any) -> str:
    said = StringIO()
    with role("hustings_worker"):
        call_command("rebuild_summaries", *seats, stdout=said, **options)
    return said.getvalue()


def summary_of(ground: Ground) -> SeatSummary:
    with arranging():
        return SeatSummary.objects.get(constituency=ground.seat)


def test_the_command_counts_every_seat(canvassed: Ground) -> None:
    assert json.loads(rebuild(json=True)) == {"seats": 2}

    counted = summary_of(canvassed)
    assert (counted.electors, counted.doors, counted.contacted) == (24, 12, 3)
    assert (counted.known, counted.promises, counted.age_in_days) == (3, 3, 4)


def test_the_command_makes_lost_summaries_anew(canvassed: Ground) -> None:
    with arranging():
        ContactSummary.objects.all().delete()

    rebuild("northmoor")

    with arranging():
        assert ContactSummary.objects.count() == 3


def test_a_seat_of_nowhere_is_told(canvassed: Ground) -> None:
    with pytest.raises(CommandError, match="no seat called nowhere"):
        rebuild("nowhere")


def test_those_who_objected_are_counted_too(canvassed: Ground) -> None:
    with arranging():
        Elector.objects.filter(pk=canvassed.electors[0].pk).update(objects_at_door=True)

    rebuild()

    assert summary_of(canvassed).electors == 24


def test_the_worker_counts_only_where_something_was_recorded(cast: Cast, canvassed: Ground) -> None:
    with role("hustings_worker"):
        first, second = count_seats(0), count_seats(0)
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        row = heard(canvassed.electors[9], happened_at=timezone.now() - timedelta(hours=1))
        record_conversations(constituency=canvassed.seat.id, rows=[row], by=by, at=timezone.now())
    with role("hustings_worker"):
        third = count_seats(0)

    assert (first, second, third) == (2, 0, 1)
    assert summary_of(canvassed).contacted == 4


def test_figures_are_counted_anew_after_half_a_day(cast: Cast, canvassed: Ground) -> None:
    rebuild()
    later = timezone.now() + timedelta(hours=13)
    action, purpose = Action.CANVASSING_SUMMARY_REBUILD, Purpose.ADMINISTRATION

    with role("hustings_worker"), on_duty("rebuild summaries", action=action, purpose=purpose, at=later):
        assert seats_to_count([canvassed.seat.id], timezone.now()) == []
        assert seats_to_count([canvassed.seat.id], later) == [canvassed.seat.id]


def test_sam_reads_no_figures_of_northmoor(cast: Cast, canvassed: Ground) -> None:
    rebuild()

    with acting(cast.sam, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        assert [summary.constituency_id for summary in SeatSummary.objects.all()] == [cast.southmoor.id]
