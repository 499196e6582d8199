"""The ledger of sheets: who has which sheet, what came back, what is missing, what was destroyed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.paper.copying import note_place
from hustings.paper.models import Sheet, SheetState


class UnableToMoveSheet(Exception):
    """The ledger stays as it is; the message says why."""


def move_sheet(
    *, constituency: int, sheet_id: UUID, state: str, taken_by: str = "", by: Actor, at: datetime
) -> Sheet:
    """Write where a sheet is now. `taken_by` is who carries it while it is out, and is forgotten when it is back.

    Saying the same twice changes nothing. Raises UnableToMoveSheet for a sheet or a state that is none.
    """
    if state not in SheetState.values:
        raise UnableToMoveSheet(
            _("Choose where the sheet is: printed, out, returned, entered, missing or destroyed.")
        )
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().filter(constituency_id=constituency, pk=sheet_id).first()
        if sheet is None:
            raise UnableToMoveSheet(_("There is no such sheet in this seat."))
        carrier = taken_by.strip()[:80] if state in (SheetState.OUT, SheetState.MISSING) else ""
        if (sheet.state, sheet.taken_by) != (state, carrier):
            sheet.state, sheet.taken_by, sheet.state_at = state, carrier, at
            sheet.save(update_fields=["state", "taken_by", "state_at"])
            note_place(sheet, by=by, at=at)
            _note(sheet, by, at)
    return sheet


def _note(sheet: Sheet, by: Actor, at: datetime) -> None:
    record(
        action=Action.PAPER_SHEET_KEY,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=sheet.constituency_id,
        place=f"sheet {sheet.code}",
        rule="moved",
        detail={"state": sheet.state},
    )
