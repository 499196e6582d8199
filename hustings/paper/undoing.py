"""Taking back what was keyed last, as if it had not been."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.canvassing.recording import withdraw_conversations
from hustings.paper.keying import UnableToKey, count_keyed, lock_sheet, note_keying
from hustings.paper.models import KeyedLine, Sheet
from hustings.register.models import Objection
from hustings.register.objections.objecting import record_objection, withdraw_objection

SHOWN = 8
ROWS_LOOKED_AT = 400


def undo_entry(*, constituency: int, sheet_id: UUID, entry: UUID, by: Actor, at: datetime) -> tuple[int, ...]:
    """Take back what was keyed at one go; what it corrected stands again. Gives the lines.

    Raises UnableToKey where nothing of it stands any more.
    """
    with transaction.atomic():
        sheet = lock_sheet(constituency, sheet_id)
        mine = KeyedLine.objects.filter(constituency_id=constituency, sheet=sheet)
        rows = list(mine.filter(entry=entry, stands=True).order_by("line"))
        if not rows:
            raise UnableToKey(_("This was undone or corrected already. Nothing was changed."))
        withdraw_conversations(constituency=constituency, ids=[row.id for row in rows], by=by, at=at)
        for objection in {row.objection_id for row in rows if row.objection_id}:
            withdraw_objection(by=by, at=at, constituency=constituency, objection_id=objection)
        mine.filter(id__in=[row.id for row in rows]).update(
            stands=False, undone_by=by.person_id, undone_at=at
        )
        _restore(sheet, [row.corrects for row in rows if row.corrects], by, at)
        count_keyed(sheet)
        note_keying(sheet, by, at, len(rows), rule="undone")
    return tuple(row.line for row in rows)


def _restore(sheet: Sheet, corrected: Sequence[UUID], by: Actor, at: datetime) -> None:
    """Let what was corrected stand again, with the objection it had made."""
    mine = KeyedLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet)
    mine.filter(id__in=corrected).update(stands=True)
    for row in mine.filter(id__in=corrected):
        if row.objection_id is None:
            continue
        made = Objection.objects.get(constituency_id=sheet.constituency_id, pk=row.objection_id)
        again = record_objection(
            by=by,
            at=at,
            constituency=sheet.constituency_id,
            elector_id=None if made.whole_household else made.elector_id,
            door_id=made.door_id if made.whole_household else None,
            channel=made.channel,
            whole_household=made.whole_household,
            happened_at=made.happened_at,
            source=made.source,
        )
        mine.filter(id=row.id).update(objection_id=again.id)


def last_entries(sheet: Sheet) -> list[list[KeyedLine]]:
    """What was keyed last, newest first, joined by the go it was keyed at; what was undone is left out."""
    rows = KeyedLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, undone_at=None)
    entries: dict[UUID, list[KeyedLine]] = {}
    for row in rows.order_by("-keyed_at", "line")[:ROWS_LOOKED_AT]:
        entries.setdefault(row.entry, []).append(row)
    return list(entries.values())[:SHOWN]
