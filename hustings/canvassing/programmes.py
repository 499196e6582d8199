"""Recurring national files: query, columns, supplier, dates and counts by seat are agreed to once by two people.

A run that differs in any of these is refused: it is another programme, and asks two people again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.two_people.approving import ApprovalKind, UnableToUseApproval, ask_approval, use_approval
from hustings.audit.recording import record
from hustings.canvassing.exporting import Order, keep_order
from hustings.canvassing.selecting import Chosen, count_people
from hustings.copies.models import Export, ExportState, Programme, ProgrammeRun
from hustings.copies.purposes import FIELDS, RECURRING, ExportPurpose
from hustings.copies.writing import FileFormat
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

LONGEST = timedelta(days=400)
GROWTH = 1.1
"""A register grows: so many times the people agreed to for a seat are still the same list."""
KEPT = timedelta(days=14)


class UnableToKeepProgramme(Exception):
    """Nothing was proposed, adopted or written; the message says why and what to do."""


@dataclass(frozen=True)
class Terms:
    """What two people agree to, and what each run says again."""

    supplier: str
    purpose: ExportPurpose
    file_format: FileFormat
    chosen: Chosen

    @property
    def fields(self) -> list[str]:
        return [str(field) for field in FIELDS[self.purpose]]


@dataclass(frozen=True)
class Span:
    """From one day to another, both of them in."""

    starts_on: date
    ends_on: date


def propose_programme(
    *,
    title: str,
    terms: Terms,
    span: Span,
    seats: Iterable[Place],
    unit: Unit,
    reason: str,
    by: Actor,
    at: datetime,
) -> Programme:
    """Count a programme's people in each seat and ask a second person for exactly this.

    Raises UnableToKeepProgramme without a supplier, a reason or anybody on it, and for a span that is none.
    """
    counts = {seat.slug: count_people(seat.id, terms.purpose, terms.chosen) for seat in seats}
    _refuse_unfit(terms, span, counts, reason)
    with transaction.atomic():
        programme = Programme(
            id=uuid7(),
            unit=unit,
            title=title[:200],
            supplier=terms.supplier.strip()[:120],
            purpose=terms.purpose,
            fields=terms.fields,
            file_format=terms.file_format,
            chosen=terms.chosen.as_json(),
            counts=counts,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            reason=reason.strip()[:300],
            proposed_by=by.own_id,
            proposed_at=at,
        )
        programme.approval_id = ask_approval(
            kind=ApprovalKind.PROGRAMME,
            payload=payload_of(programme),
            unit=unit,
            reason=programme.reason,
            by=by,
            at=at,
        )
        programme.save(force_insert=True)
        _note(programme, by, at, rule="proposed")
    return programme


def adopt_programme(*, programme: Programme, by: Actor, at: datetime) -> Programme:
    """Bring a programme into force once somebody else has agreed to exactly it."""
    with transaction.atomic():
        locked = Programme.objects.select_for_update().get(pk=programme.pk)
        if locked.adopted_at is not None:
            raise UnableToKeepProgramme(_("This programme is in force already. Nothing was changed."))
        try:
            use_approval(
                approval=locked.approval_id,
                kind=ApprovalKind.PROGRAMME,
                payload=payload_of(locked),
                by=by,
                at=at,
            )
        except UnableToUseApproval as refusal:
            raise UnableToKeepProgramme(str(refusal)) from refusal
        locked.adopted_at = at
        locked.save(update_fields=["adopted_at"])
    return locked


def run_programme(*, programme: Programme, seat: Place, terms: Terms, by: Actor, at: datetime) -> Export:
    """Order one file of a programme in one seat, without asking anybody again.

    Raises UnableToKeepProgramme where query, columns, supplier, seat or day is not what was agreed to, or the list has
    outgrown its count.
    """
    people = count_people(seat.id, terms.purpose, terms.chosen)
    refusal = why_not(programme, seat.slug, terms, people=people, on=localdate(at))
    if refusal:
        raise UnableToKeepProgramme(refusal)
    order = Order(
        purpose=terms.purpose,
        file_format=terms.file_format,
        chosen=terms.chosen,
        title=f"{programme.title} ({programme.supplier})",
        reason=programme.reason,
        destroy_on=localdate(at + KEPT),
    )
    with transaction.atomic():
        export = keep_order(seat=seat, order=order, people=people, state=ExportState.WRITING, by=by, at=at)
        ProgrammeRun.objects.create(
            id=uuid7(),
            programme=programme,
            constituency=seat,
            export=export,
            people=people,
            run_by=by.person_id,
            run_at=at,
        )
        _note(programme, by, at, rule="run", constituency=seat.id, count=people)
    return export


def why_not(programme: Programme, seat: str, terms: Terms, *, people: int, on: date) -> str:
    """Why a run is not what was agreed to; empty where it is."""
    if programme.adopted_at is None or programme.ended_at is not None:
        return _("This programme is not in force. Nothing was written.")
    if not programme.starts_on <= on <= programme.ends_on:
        return _("This programme was agreed to for other days. Nothing was written.")
    differs = _what_differs(programme, terms)
    if not differs and (seat not in programme.counts or people > GROWTH * programme.counts[seat]):
        differs = _("There are more people on it in this seat than was agreed to.")
    again = _("It is another programme: propose it, and two people decide. Nothing was written.")
    return f"{differs} {again}" if differs else ""


def _what_differs(programme: Programme, terms: Terms) -> str:
    if terms.supplier.strip() != programme.supplier:
        return _("The supplier is not the one that was agreed to.")
    if terms.purpose != programme.purpose or terms.fields != list(programme.fields):
        return _("The columns are not those that were agreed to.")
    if terms.chosen.as_json() != programme.chosen:
        return _("The list is not the one that was agreed to.")
    return ""


def terms_of(programme: Programme) -> Terms:
    """The terms as they were agreed to."""
    return Terms(
        supplier=programme.supplier,
        purpose=ExportPurpose(programme.purpose),
        file_format=FileFormat(programme.file_format),
        chosen=Chosen.from_json(programme.chosen),
    )


def payload_of(programme: Programme) -> dict[str, Any]:
    """Exactly what two people agree to."""
    names = ("title", "supplier", "purpose", "file_format", "chosen", "counts", "starts_on", "ends_on")
    said = {name: getattr(programme, name) for name in names}
    return {**said, "programme": programme.id, "fields": list(programme.fields)}


def _refuse_unfit(terms: Terms, span: Span, counts: dict[str, int], reason: str) -> None:
    if not terms.supplier.strip() or not reason.strip():
        raise UnableToKeepProgramme(_("Say who gets the files, and what for. Nothing was proposed."))
    if terms.purpose not in RECURRING:
        raise UnableToKeepProgramme(
            _("Each list of members is agreed to by itself, and never recurs. Nothing was proposed.")
        )
    if not span.starts_on <= span.ends_on <= span.starts_on + LONGEST:
        raise UnableToKeepProgramme(
            _("A programme has a first and a last day, a year apart at most. Nothing was proposed.")
        )
    if not sum(counts.values()):
        raise UnableToKeepProgramme(_("Nobody is on this list in any seat. Nothing was proposed."))


def _note(
    programme: Programme,
    by: Actor,
    at: datetime,
    *,
    rule: str,
    constituency: int | None = None,
    count: int = 0,
) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"programme {programme.id}",
        count=count,
        rule=rule,
        detail={"purpose": programme.purpose, "columns": list(programme.fields)},
    )
