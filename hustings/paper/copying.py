"""Printed sheets on the register of copies: each is a copy, and the ledger and the register say the same of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import Receipt
from hustings.copies.following import follows_copies
from hustings.copies.issuing import Leaving, issue_copies
from hustings.copies.models import Copy, CopyKind, CopyState
from hustings.copies.rules import State
from hustings.copies.settling import follow_source
from hustings.paper.models import Pack, Sheet, SheetLine, SheetState

SOURCE = "sheet"

COPY_OF: dict[str, State] = {
    SheetState.PRINTED: State.OUT,
    SheetState.OUT: State.OUT,
    SheetState.RETURNED: State.RETURNED,
    SheetState.ENTERED: State.RETURNED,
    # Missing is what a ledger says; a copy is lost when somebody reports the loss, which opens an incident.
    SheetState.MISSING: State.OUT,
    SheetState.DESTROYED: State.DESTROYED,
}
SHEET_OF: dict[str, SheetState] = {
    CopyState.OUT: SheetState.OUT,
    CopyState.RETURNED: SheetState.RETURNED,
    CopyState.DESTROYED: SheetState.DESTROYED,
    CopyState.LOST: SheetState.MISSING,
}


def issue_sheets(
    pack: Pack, sheets: Sequence[Sheet], *, receipt: Receipt, by: Actor, at: datetime
) -> list[Copy]:
    """Register every sheet of a pack whose lines are fixed, due when the pack is to be back. Three statements."""
    numbers = _numbers_on(pack)
    leaving = [
        Leaving(
            kind=CopyKind.SHEETS,
            number=sheet.code,
            title=sheet.title,
            purpose=_("canvassing"),
            people=len(numbers[sheet.id]),
            rows=[(pack.constituency_id, number) for number in numbers[sheet.id]],
            due_on=localdate(pack.return_by),
            source_kind=SOURCE,
            source_id=sheet.id,
            file_id=pack.file_id,
            receipt=receipt,
        )
        for sheet in sheets
    ]
    return issue_copies(leaving, by=by, at=at, constituency=pack.constituency_id)


def note_place(sheet: Sheet, *, by: Actor, at: datetime) -> None:
    """Say on the register of copies what the ledger now says of a sheet."""
    follow_source(source_ids=[sheet.id], state=COPY_OF[sheet.state], holder=sheet.taken_by, by=by, at=at)


@follows_copies(CopyKind.SHEETS)
def move_sheets_of(copies: Sequence[Copy], by: Actor, at: datetime) -> None:
    """Say in the ledger what the register of copies now says; one that is keyed in stays so until it is destroyed."""
    for copy in copies:
        state = SHEET_OF[copy.state]
        mine = Sheet.objects.filter(constituency_id=copy.constituency_id, id__in=[copy.source_id])
        if state == SheetState.RETURNED:
            mine = mine.exclude(state=SheetState.ENTERED)
        mine.update(state=state, state_at=at)


def _numbers_on(pack: Pack) -> dict[UUID, list[int]]:
    """The numbers of everybody on each sheet."""
    lines = SheetLine.objects.filter(constituency_id=pack.constituency_id, sheet__pack=pack)
    found: dict[UUID, list[int]] = defaultdict(list)
    for sheet, number in lines.values_list("sheet_id", "elector__seat_no"):
        found[sheet].append(number)
    return found
