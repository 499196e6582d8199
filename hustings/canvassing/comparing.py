"""The seats at a glance: a row of figures for each, without persons, counted anew when something was recorded."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from hustings.access.actor import Actor
from hustings.access.scope import on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.canvassing import rules
from hustings.canvassing.counting import PERIOD, Area, count_area, fingerprints_of
from hustings.canvassing.models import Conversation, SeatSummary
from hustings.canvassing.tallying import keep_tallies
from hustings.elections.models import ElectionKind
from hustings.register.models import Elector

DUTY = "rebuild summaries"
OLDEST = timedelta(hours=12)
"""Contacts leave the period by themselves, so that every seat is counted anew after this long."""


@transaction.atomic
def count_seats(*, constituencies: Iterable[int], by: Actor, at: datetime) -> int:
    """Count seats anew, keep their districts' tallies and the figures for those who compare; gives how many."""
    seats = sorted(constituencies)
    for seat in seats:
        keep_tallies(seat, fingerprints_of(seat))
        SeatSummary.objects.update_or_create(constituency_id=seat, defaults=_figures(seat, at))
    record(
        action=Action.CANVASSING_SUMMARY_REBUILD, purpose=by.purpose, by=by.person_id, at=at, count=len(seats)
    )
    return len(seats)


def _figures(seat: int, at: datetime) -> dict[str, object]:
    counted = count_area(Area(seat), since=at - PERIOD, at=at)
    total, kind = counted.total, ElectionKind.WESTMINSTER
    return {
        "counted_at": at,
        "electors": total.electors,
        "doors": total.doors,
        "contacted": total.contacted,
        "known": total.known(kind),
        "promises": total.told(kind, [code.id for code in rules.CORE_CODES if code.is_promise]),
        "age_in_days": counted.ages.get(kind),
    }


def count_changed_seats(*, at: datetime) -> int:
    """Count the seats whose figures are too old, as a duty of the installation; gives how many those were."""
    action, purpose = Action.CANVASSING_SUMMARY_REBUILD, Purpose.ADMINISTRATION
    with on_duty(DUTY, action=action, purpose=purpose, at=at) as by:
        seats = seats_to_count(by.seats_for(action), at)
        return count_seats(constituencies=seats, by=by, at=at) if seats else 0


def seats_to_count(constituencies: Iterable[int], at: datetime) -> list[int]:
    """List the seats whose figures are too old: new work has come, the register has, or half a day has passed."""
    seats = set(constituencies)
    worked = Conversation.objects.filter(
        constituency_id=OuterRef("constituency_id"), recorded_at__gt=OuterRef("counted_at")
    )
    electors = Elector.objects.filter(constituency_id=OuterRef("constituency_id"))
    fresh = SeatSummary.objects.filter(constituency_id__in=seats, counted_at__gt=at - OLDEST).exclude(
        Exists(worked)
    )
    fresh = fresh.exclude(Exists(electors), electors=0)
    return sorted(seats - set(fresh.values_list("constituency_id", flat=True)))
