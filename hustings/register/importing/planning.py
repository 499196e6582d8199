"""What staged rows mean for the register as it is now: placed, matched, judged and compared."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.lib.markers import years_after
from hustings.lib.markup import grouped
from hustings.register.faults import Reason, UnableToImportRegister
from hustings.register.files.layouts import BY_KEY, Columns, Part
from hustings.register.identity.matching import match_rows
from hustings.register.importing.comparing import compare
from hustings.register.locking import lock_seats, revisions_of
from hustings.register.models import Elector, Import, ImportState, RegisterEdition, Supply
from hustings.register.querying import clock_digits
from hustings.register.staging.mistaken import refuse_another_edition
from hustings.register.staging.placing import PlacedDistrict, districts_elsewhere, place_districts, place_rows
from hustings.register.staging.rows import faults_of, refuse_rows
from hustings.register.staging.superseding import later_than, leave_out_superseded, letters_stated
from hustings.work.reporting import Report

UNDER_AGE = 16
STEPS = 8


def parameters_of(run: Import, columns: Columns | None, by: Actor, at: datetime) -> dict[str, Any]:
    """What the statements ask for; columns are counted from 1, as people count them."""
    oldest = max(run.edition.published_on, timezone.localdate(at))
    at_columns = columns.at if columns else {}

    def column(*parts: Part) -> int:
        return next((at_columns[part] + 1 for part in parts if part in at_columns), 1)

    return {
        "run": run.id,
        "constituency": run.constituency_id,
        "edition": run.edition_id,
        "reach": sorted(by.seats_for(Action.REGISTER_EDITION_IMPORT)),
        "clock": clock_digits(at),
        "is_update": BY_KEY[run.layout].is_update,
        "direction": -1 if BY_KEY[run.layout].is_update else 1,
        "under_age_after": years_after(oldest, 18 - UNDER_AGE),
        "letters_column": column(Part.LETTERS, Part.FULL_NUMBER),
        "number_column": column(Part.NUMBER, Part.ROLL_NUMBER, Part.FULL_NUMBER),
        "date_column": column(Part.ATTAINS_ON, Part.BORN_ON),
        "name_column": column(Part.SURNAME, Part.COMBINED_NAME, Part.NAME_IN_ORDER),
    }


def extent_of(run: Import, placed: Sequence[PlacedDistrict], seats: Sequence[int]) -> dict[str, Any]:
    """Tell the statements how far the import reaches: seats, districts, those of them that have electors already,
    the officer's editions, and which imports speak of a later time.
    """
    here = [one for one in placed if one.seat in seats]
    known = [one.id for one in here if not one.is_new]
    before = Elector.objects.filter(constituency_id__in=seats, district_id__in=known)
    met = set(before.order_by().values_list("district__letters", flat=True).distinct())
    of_officer = RegisterEdition.objects.filter(officer_id=run.edition.officer_id)
    return {
        "seats": list(seats),
        "letters": [one.letters for one in here],
        "letters_before": sorted(met),
        "editions": list(of_officer.values_list("id", flat=True)),
        **later_than(run),
    }


def plan_import(run: Import, parameters: dict[str, Any], report: Report, counts: dict[str, int]) -> None:
    """Place, match and compare the staged rows, and keep the difference on the import."""
    report(3, STEPS, _("Finding constituencies and doors."))
    placed = place_districts(run, parameters)
    outside = place_rows(placed, parameters)
    seats = sorted({one.seat for one in placed} & set(parameters["reach"]))
    if not seats:
        raise UnableToImportRegister(_nothing_reached(outside, parameters))
    run.states_on = run.states_on or _time_of(run, placed)
    parameters = parameters | extent_of(run, placed, seats)
    lock_seats(seats)
    _refuse_older(run, parameters)
    # A late month speaks of people whom the later ones took away or renamed.
    if parameters["is_update"] and not parameters["later"]:
        refuse_another_edition(run, parameters)
    report(4, STEPS, _("Finding electors we know."))
    if BY_KEY[run.layout].has_people:
        match_rows(parameters, any_electors=Elector.objects.filter(constituency_id__in=seats).exists())
        leave_out_superseded(parameters)
    refused = refuse_rows(parameters) + counts.get("refused", 0)
    outside += counts.get("dropped_outside", 0)
    run.seats, run.revisions = seats, revisions_of(seats)
    compare(run, placed, parameters, {**counts, "refused": refused, "dropped_outside": outside})
    if not parameters["is_update"]:
        run.warnings += districts_elsewhere(placed, parameters)
    run.save(update_fields=["states_on", "seats", "revisions", "counts", "warnings", "by_district"])


def _time_of(run: Import, placed: Sequence[PlacedDistrict]) -> date:
    """Of what day a file speaks that does not say so: the day it was sent or, of the first full register of these
    polling districts, the day the edition was published, however late it comes.
    """
    before = Import.objects.filter(
        edition_id=run.edition_id, state=ImportState.APPLIED, kind=Supply.Kind.FULL
    )
    is_first = letters_stated(before).isdisjoint(one.letters for one in placed)
    if run.kind == Supply.Kind.FULL and is_first:
        return run.edition.published_on
    return max(timezone.localdate(run.made_at), run.edition.published_on)


def _refuse_older(run: Import, parameters: dict[str, Any]) -> None:
    newer = RegisterEdition.objects.filter(
        officer_id=run.edition.officer_id,
        published_on__gt=run.edition.published_on,
        imports__state=ImportState.APPLIED,
        imports__seats__overlap=parameters["seats"],
    ).first()
    if newer is not None:
        raise UnableToImportRegister(
            _(
                "The edition “%(newer)s” of %(date)s is in use, later than “%(older)s”. An older one would undo it. "
                "Nothing was kept."
            )
            % {"newer": newer, "date": newer.published_on, "older": run.edition}
        )


def _nothing_reached(outside: int, parameters: dict[str, Any]) -> str:
    faults = [fault for fault in faults_of(parameters) if fault[0] != Reason.NO_SEAT]
    if faults:
        reason, _count, line, column = min(faults, key=lambda fault: fault[2])
        return _(
            "No row of the file can be taken. The first is line %(line)d, column %(column)d: %(why)s. Nothing was kept."
        ) % {
            "line": line,
            "column": column,
            "why": Reason(reason).label,
        }
    if outside:
        return ngettext(
            "The only row lies in a constituency where you may not import. Ask an organiser there to send the file. "
            "Nothing was kept.",
            "All %s rows lie in constituencies where you may not import. Ask an organiser there to send the file. "
            "Nothing was kept.",
            outside,
        ).replace("%s", grouped(outside))
    return _(
        "Nothing tells which constituency the rows lie in: neither polling districts nor postcodes are known. Import "
        "the postcodes first, or say that unknown districts belong to this constituency. Nothing was kept."
    )
