"""Carrying a boundary change out on its day: wards change by a word, seats with everybody in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.changing import put_in_force, seats_of
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.locking import lock_seats
from hustings.register.models import Elector
from hustings.register.objections.finding_again import rekey_objections
from hustings.register.redrawing.following import Move
from hustings.register.redrawing.keeping_found import keep_lost_objections
from hustings.register.redrawing.moving import check_now, move_rows
from hustings.register.redrawing.parting import part_district, streets_named
from hustings.work.reporting import Report, silent

STEPS = 4


class UnableToRedraw(Exception):
    """The change is not carried out. The message says why and what to do; nothing was changed."""


@dataclass
class Redrawn:
    """What carrying a change out came to."""

    districts: int = 0
    parted: int = 0
    renamed: int = 0
    electors: dict[tuple[int, int], int] = field(default_factory=dict)
    cut: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def carry_out_change(*, by: Actor, at: datetime, change_id: UUID, report: Report = silent) -> Redrawn:
    """Put a proposed change in force: wards, seats, letters and parts of districts, whole.

    Whoever lives in a district that goes to another seat goes there with all that is recorded: the same records,
    with numbers of the new seat. Files stay where they were sent. Raises UnableToRedraw before the day, where the
    actor does not reach every seat concerned, or where a later change is in force already.
    """
    change = BoundaryChange.objects.select_for_update().filter(pk=change_id).first()
    _refuse(change, by, at)
    assert change is not None
    lock_seats(seats_of(change))
    done = Redrawn()
    report(1, STEPS, _("Parting districts."))
    done.parted = _part(change, at)
    moves = _moves(change, by, at)
    for place, move in enumerate(moves):
        report(
            2,
            STEPS,
            _("Moving people to their new seat: %(n)d of %(all)d.") % {"n": place + 1, "all": len(moves)},
        )
        move_rows(move)
        keep_lost_objections(move)
        done.electors[move.from_seat, move.to_seat] = len(move.ids[Elector])
        done.cut.update(move.cut)
    report(3, STEPS, _("Putting the new boundaries in force."))
    rekey_objections(
        constituencies=sorted({seat for move in moves for seat in (move.from_seat, move.to_seat)})
    )
    done.districts, done.renamed = change.placements.count(), len(change.renamed)
    put_in_force(change=change, by=by.person_id, at=at)
    check_now()
    _note(change, done, moves, by, at)
    return done


def refuse_out_of_reach(change: BoundaryChange, by: Actor) -> None:
    """Raise UnableToRedraw where a change concerns a seat in which the actor may not redraw anything."""
    outside = seats_of(change) - by.seats_for(Action.GEOGRAPHY_BOUNDARY_CHANGE)
    if outside:
        names = ", ".join(
            Place.objects.filter(id__in=outside).order_by("name").values_list("name", flat=True)
        )
        raise UnableToRedraw(
            _(
                "This change also concerns %(seats)s, which you do not reach. Whoever reaches every seat concerned "
                "carries it out; a new seat first wants its unit, under People. Nothing was changed."
            )
            % {"seats": names}
        )


def _refuse(change: BoundaryChange | None, by: Actor, at: datetime) -> None:
    if change is None or change.state != BoundaryChange.State.PROPOSED:
        raise UnableToRedraw(_("This change is not proposed any more: it is in force, or was dropped."))
    refuse_out_of_reach(change, by)
    if timezone.localdate(at) < change.takes_effect_on:
        raise UnableToRedraw(
            _("The change takes effect on %s. Carry it out on that day or later; nothing was changed.")
            % date_format(change.takes_effect_on, "j F Y")
        )
    later = BoundaryChange.objects.filter(
        state=BoundaryChange.State.IN_FORCE,
        takes_effect_on__gt=change.takes_effect_on,
        placements__district__in=change.placements.values("district"),
    ).first()
    if later is not None:
        raise UnableToRedraw(
            _(
                "“%(later)s” is in force for the same districts since %(day)s, which is later. Nothing was changed."
            )
            % {"later": later, "day": date_format(later.takes_effect_on, "j F Y")}
        )
    _refuse_lost_streets(change)


def _refuse_lost_streets(change: BoundaryChange) -> None:
    for part in change.parted:
        whole = PollingDistrict.objects.get(pk=part["district"])
        if not streets_named(whole, part["streets"]):
            raise UnableToRedraw(
                _(
                    "%(letters)s would get streets of %(whole)s that its register does not have: %(streets)s. Import "
                    "the register first, or send the list again with the names as the register has them."
                )
                % {"letters": part["letters"], "whole": whole, "streets": ", ".join(part["streets"])}
            )


def _part(change: BoundaryChange, at: datetime) -> int:
    for part in change.parted:
        whole = PollingDistrict.objects.get(pk=part["district"])
        made = part_district(whole, part, day=change.takes_effect_on, at=at)
        DistrictPlacement.objects.create(
            id=uuid7(),
            district=made,
            ward_id=part["ward"],
            constituency_id=part["constituency"],
            starts_on=change.takes_effect_on,
            change=change,
            is_proposed=True,
        )
    return len(change.parted)


def _moves(change: BoundaryChange, by: Actor, at: datetime) -> list[Move]:
    """One move for each pair of seats, in the same order whoever carries it out."""
    going: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for row in change.placements.select_related("district").order_by("district_id"):
        if row.constituency_id != row.district.constituency_id:
            going[row.district.constituency_id, row.constituency_id].append(row.district_id)
    return [Move(here, there, tuple(districts), by, at) for (here, there), districts in sorted(going.items())]


def _note(change: BoundaryChange, done: Redrawn, moves: Iterable[Move], by: Actor, at: datetime) -> None:
    """One entry for the change, and one in each seat for whom it lost or won."""
    for move in moves:
        for seat in (move.from_seat, move.to_seat):
            record(
                action=Action.GEOGRAPHY_BOUNDARY_CHANGE,
                purpose=by.purpose,
                by=by.person_id,
                at=at,
                constituency=seat,
                place=f"boundary change {change.id}",
                subjects=move.ids[Elector],
                rule="left" if seat == move.from_seat else "came",
            )
    record(
        action=Action.GEOGRAPHY_BOUNDARY_CHANGE,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        place=f"boundary change {change.id}",
        count=done.districts,
        rule="in force",
        detail={"parted": done.parted, "renamed": done.renamed, "let_go": done.cut},
    )
