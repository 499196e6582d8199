"""Exports: a chosen list of one's own seat, written to a file for a purpose, with the columns that it needs.

A working file goes at once, at any hour. A long copy of the records, and every list of members, waits for a second
person (`access/two_people/approving.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.two_people.approving import ApprovalKind, UnableToUseApproval, ask_approval, use_approval
from hustings.audit.recording import record
from hustings.canvassing.planting import plant
from hustings.canvassing.selecting import Chosen, Person, count_people, people_of
from hustings.copies.files import EXPORT, seal_copy
from hustings.copies.issuing import Leaving, issue_copy, take_copy
from hustings.copies.models import Copy, CopyKind, Export, ExportState
from hustings.copies.purposes import FIELDS, ExportPurpose, is_marked, wants_second_person
from hustings.copies.retraining import UnableToTakeInBulk, refuse_untrained
from hustings.copies.rules import DESTROYED_WITHIN
from hustings.copies.wording import PURPOSE_NAMES
from hustings.copies.writing import MEDIA_TYPES, FileFormat, file_of
from hustings.geography.models import Place
from hustings.organisation.units import unit_of_seat
from hustings.work.reporting import Report


class UnableToExport(Exception):
    """No file was written; the message says why and what to do."""


@dataclass(frozen=True)
class Order:
    """What somebody asks for; `title` names the choice, `reason` is for whoever looks at it later."""

    purpose: ExportPurpose
    file_format: FileFormat
    chosen: Chosen
    title: str
    reason: str
    destroy_on: date


def order_export(
    *, seat: Place, order: Order, by: Actor, at: datetime, shown_at: datetime | None = None
) -> Export:
    """Keep what is to be written. Where it wants a second person it is held, and somebody is asked.

    So it is where copies are held after something unusual; `shown_at` is when a second factor was last shown. Raises
    UnableToExport where nobody is chosen, no reason is given, the day of destruction is past or too far, or whoever
    asks is to read a page first; a ReadingRefused where their quota of copies is used up.
    """
    people = count_people(seat.id, order.purpose, order.chosen)
    _refuse_unfit(order, people, by, at)
    with transaction.atomic():
        is_unusual = take_copy(by=by, people=people, seat=seat.id, shown_at=shown_at)
        is_held = is_unusual or wants_second_person(order.purpose, people)
        state = ExportState.HELD if is_held else ExportState.WRITING
        export = keep_order(seat=seat, order=order, people=people, state=state, by=by, at=at)
        if is_held:
            export.approval_id = ask_approval(
                kind=_kind_of(export),
                payload=payload_of(export, seat),
                unit=unit_of_seat(seat),
                reason=export.reason,
                by=by,
                at=at,
            )
            export.save(update_fields=["approval_id"])
        _note(export, by, at, rule="held" if is_held else "ordered")
    return export


def keep_order(
    *, seat: Place, order: Order, people: int, state: ExportState, by: Actor, at: datetime
) -> Export:
    """Write down what is to be written, for a caller that has checked it and logs it."""
    return Export.objects.create(
        constituency=seat,
        title=order.title[:200],
        purpose=order.purpose,
        fields=list(FIELDS[order.purpose]),
        file_format=order.file_format,
        chosen=order.chosen.as_json(),
        people=people,
        destroy_on=order.destroy_on,
        reason=order.reason.strip()[:300],
        state=state,
        asked_by=by.person_id,
        asked_at=at,
    )


def release_export(*, export: Export, by: Actor, at: datetime) -> Export:
    """Let a held export be written, once somebody else has agreed to exactly this. Raises UnableToExport otherwise."""
    with transaction.atomic():
        locked = (
            Export.objects.select_for_update(of=("self",)).select_related("constituency").get(pk=export.pk)
        )
        if locked.state != ExportState.HELD or locked.approval_id is None:
            raise UnableToExport(_("This export does not wait for anybody. Nothing was changed."))
        try:
            use_approval(
                approval=locked.approval_id,
                kind=_kind_of(locked),
                payload=payload_of(locked, locked.constituency),
                by=by,
                at=at,
            )
        except UnableToUseApproval as refusal:
            raise UnableToExport(str(refusal)) from refusal
        locked.state = ExportState.WRITING
        locked.save(update_fields=["state"])
    return locked


def write_export(*, export_id: UUID, by: Actor, at: datetime, report: Report) -> Copy:
    """Write an export's file, seal it and put it on the register of copies, in one transaction.

    Raises UnableToExport where it is written already, or names more people today than somebody agreed to.
    """
    with transaction.atomic():
        export = Export.objects.select_for_update().filter(pk=export_id, state=ExportState.WRITING).first()
        if export is None:
            raise UnableToExport(
                _("This export is written already, or waits for somebody. Nothing was written.")
            )
        purpose = ExportPurpose(export.purpose)
        people = list(people_of(export.constituency_id, purpose, Chosen.from_json(export.chosen)))
        if not people or (export.approval_id and len(people) > export.people):
            raise UnableToExport(
                _("The list has changed since it was asked for. Nothing was written; ask for it again.")
            )
        report(0, len(people), _("Writing the file."))
        copy = _issue(export, people, by, at)
        _write(copy, export, people, by, at)
        export.state, export.copy = ExportState.WRITTEN, copy
        export.save(update_fields=["state", "copy"])
    return copy


def payload_of(export: Export, seat: Place) -> dict[str, Any]:
    """Exactly what a second person agrees to: whose records, which columns, how many people, until when."""
    return {
        "export": export.id,
        "seat": seat.slug,
        "title": export.title,
        "purpose": export.purpose,
        "fields": list(export.fields),
        "file_format": export.file_format,
        "chosen": export.chosen,
        "people": export.people,
        "destroy_on": export.destroy_on,
    }


def _kind_of(export: Export) -> ApprovalKind:
    """Whose yes it wants: of a list of members, that of somebody who keeps them."""
    return ApprovalKind.MEMBER_LIST if export.purpose == ExportPurpose.MEMBERS else ApprovalKind.EXPORT


def _refuse_unfit(order: Order, people: int, by: Actor, at: datetime) -> None:
    if not people:
        raise UnableToExport(
            _("Nobody is on this list. Choose other streets or answers; nothing was written.")
        )
    if not order.reason.strip():
        raise UnableToExport(_("Say what the file is for. Nothing was written."))
    if not at.date() <= order.destroy_on <= (at + DESTROYED_WITHIN).date():
        raise UnableToExport(_("Destroy it within four weeks: choose a day until then. Nothing was written."))
    try:
        refuse_untrained(people=people, by=by)
    except UnableToTakeInBulk as refusal:
        raise UnableToExport(str(refusal)) from refusal


def _issue(export: Export, people: Sequence[Person], by: Actor, at: datetime) -> Copy:
    leaving = Leaving(
        kind=CopyKind.LETTERS if export.purpose == ExportPurpose.LETTERS else CopyKind.EXPORT,
        title=export.title,
        purpose=str(PURPOSE_NAMES[ExportPurpose(export.purpose)]),
        people=len(people),
        rows=[(export.constituency_id, person.seat_no) for person in people],
        due_on=export.destroy_on,
        to=export.asked_by,
        fields=export.fields,
        source_kind=EXPORT,
        source_id=export.id,
    )
    receipt = record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=export.constituency_id,
        place=f"copy {leaving.id}",
        electors=leaving.rows,
        rule=f"export for {export.purpose}",
    )
    return issue_copy(replace(leaving, receipt=receipt), by=by, at=at, constituency=export.constituency_id)


def _write(copy: Copy, export: Export, people: Sequence[Person], by: Actor, at: datetime) -> None:
    purpose, file_format = ExportPurpose(export.purpose), FileFormat(export.file_format)
    rows = plant(copy, people, at=at) if is_marked(purpose) else [person.cells for person in people]
    fields = FIELDS[purpose]
    content = file_of(
        file_format,
        copy,
        name=by.name,
        headings=fields,
        rows=([cells[field] for field in fields] for cells in rows),
    )
    name = f"{copy.number}-{purpose}.{file_format}"
    seal_copy(copy, content, name=name, media_type=MEDIA_TYPES[file_format], at=at)
    _note(export, by, at, rule="sealed", detail={"sha256": copy.file_sha256, "copy": str(copy.id)})


def _note(
    export: Export, by: Actor, at: datetime, *, rule: str, detail: dict[str, Any] | None = None
) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=export.constituency_id,
        place=f"export {export.id}",
        count=export.people,
        rule=rule,
        detail={"purpose": export.purpose, "columns": list(export.fields), **(detail or {})},
    )
