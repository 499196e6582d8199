"""Printing a pack: its order is fixed, its sheets are typeset, its file is sealed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hustings.access.actor import Actor
from hustings.access.two_people.approving import UnableToUseApproval
from hustings.canvassing.models import Code
from hustings.copies.issuing import UnableToIssueCopy
from hustings.paper.agreeing import use_for_pack, wants_agreement
from hustings.paper.composing import compose_sheets
from hustings.paper.copying import issue_sheets
from hustings.paper.frame import make_frame
from hustings.paper.models import Pack, Sheet, SheetLine
from hustings.paper.ordering import fix_doors, fix_lines
from hustings.paper.packing import UnableToPrint, note_printing
from hustings.paper.places import Places, frame_places
from hustings.paper.rules import AGREED
from hustings.paper.script import LANGUAGES, pack_text
from hustings.paper.sheet_text import SheetText
from hustings.paper.typesetting import Progress, UnableToTypeset, typeset
from hustings.targeting.models import Walk
from hustings.work.models import SealedFile
from hustings.work.reporting import Report
from hustings.work.sealing import seal_file

SHEETS_AT_ONCE = 25


def print_pack(*, pack_id: UUID, constituency: int, by: Actor, at: datetime, report: Report) -> Pack:
    """Fix the order of a pack's lines, typeset it and seal its file, in one transaction with one log entry.

    A pack is printed once. Raises UnableToPrint where it is printed already, where no door is left to print, where
    its return is past by now, or where the typesetter fails; nothing is kept then.
    """
    with transaction.atomic():
        pack = Pack.objects.select_for_update().filter(constituency_id=constituency, pk=pack_id).first()
        if pack is None or pack.printed_at is not None:
            raise UnableToPrint(_("This pack is printed already. Fetch its file, or make a new one."))
        _refuse_unagreed(pack, by, at)
        report(0, 0, _("Putting doors in walking order."))
        with override(LANGUAGES[pack.language]):
            sheets = fix_doors(pack, together=bool(pack.script.get("together")), at=at)
        if not sheets:
            raise UnableToPrint(_nothing_to_print(pack))
        progress = Progress()
        file = _seal(pack, sheets, progress, by=by, at=at, report=report)
        for sheet in sheets:
            sheet.page_starts = progress.page_starts.get(sheet.code, [])
            sheet.row_places = progress.rows.get(sheet.code, [])
        Sheet.objects.bulk_update(sheets, ["page_starts", "row_places"], batch_size=500)
        pack.printed_at, pack.file_id = at, file.id
        pack.sheet_count, pack.page_count = len(sheets), progress.pages
        pack.script["places"] = _places(pack, at)
        pack.script["not_printed"] = _not_printed(pack, sheets)
        pack.save(update_fields=["printed_at", "file_id", "sheet_count", "page_count", "script"])
        receipt = note_printing(
            pack, by, at, electors=electors_on(pack), detail={"sheets": len(sheets), "pages": progress.pages}
        )
        try:
            issue_sheets(pack, sheets, receipt=receipt, by=by, at=at)
        except UnableToIssueCopy as refusal:
            raise UnableToPrint(str(refusal)) from refusal
    return pack


def _refuse_unagreed(pack: Pack, by: Actor, at: datetime) -> None:
    if wants_agreement() and not pack.script.get("approval"):
        raise UnableToPrint(
            _("A second person must agree before anything is printed. Order it again and ask.")
        )
    try:
        use_for_pack(pack, by=by, at=at)
    except UnableToUseApproval as refusal:
        raise UnableToPrint(str(refusal)) from refusal


def _seal(
    pack: Pack, sheets: Sequence[Sheet], progress: Progress, *, by: Actor, at: datetime, report: Report
) -> SealedFile:
    try:
        with override(LANGUAGES[pack.language]):
            return seal_file(
                _pieces(pack, sheets, at, progress, report),
                name=f"sheets-{pack.constituency.slug}-{timezone.localtime(at):%Y-%m-%d-%H%M}.pdf",
                media_type="application/pdf",
                person_id=by.person_id or pack.id,
                at=at,
                constituency=pack.constituency_id,
            )
    except UnableToTypeset as fault:
        raise UnableToPrint(_("The sheets could not be set: %s. Nothing was printed.") % fault) from fault


def _places(pack: Pack, at: datetime) -> Places:
    """Where everything stands on these pages, in the language they are printed in: it moves the lines."""
    with override(LANGUAGES[pack.language]):
        text = pack_text(pack, at=at)
        return frame_places(make_frame(text), text.codes, agreed=AGREED)


def described(pack: Pack) -> str:
    """Say in a sentence what was printed."""
    pages = ngettext("%(count)d page", "%(count)d pages", pack.page_count) % {"count": pack.page_count}
    sheets = ngettext("%(count)d sheet", "%(count)d sheets", pack.sheet_count) % {"count": pack.sheet_count}
    ready = _("%(sheets)s on %(pages)s are ready.") % {"sheets": sheets, "pages": pages}
    left = left_out(pack)
    return f"{ready} {left}" if left else ready


def left_out(pack: Pack) -> str:
    """Name the walks that no sheet was made of, and why; "" where every one was printed."""
    names = pack.script.get("not_printed", [])
    if not names:
        return ""
    return _(
        "Not printed, since nobody there can be asked for any more, or they were cut anew: %s."
    ) % "; ".join(names)


def _not_printed(pack: Pack, sheets: Sequence[Sheet]) -> list[str]:
    """The walks of a pack without a sheet, as they are called; of those that were cut anew since, how many."""
    printed = {sheet.walk_id for sheet in sheets}
    missing = [walk for walk in pack.walks if walk not in printed]
    found = Walk.objects.filter(constituency_id=pack.constituency_id).in_bulk(missing)
    gone = len(missing) - len(found)
    names = [str(walk) for walk in sorted(found.values(), key=lambda walk: walk.number)]
    if gone:
        names.append(ngettext("%d walk that is gone", "%d walks that are gone", gone) % gone)
    return names


def _pieces(
    pack: Pack, sheets: Sequence[Sheet], at: datetime, progress: Progress, report: Report
) -> Iterator[bytes]:
    texts = _texts(pack, sheets, on=timezone.localdate(at))

    def tell(so_far: Progress) -> None:
        report(so_far.sheets, len(sheets), _("%d pages set.") % so_far.pages)

    return typeset(pack_text(pack, at=at), texts, at=at, progress=progress, report=tell)


def _texts(pack: Pack, sheets: Sequence[Sheet], *, on: date) -> Iterator[SheetText]:
    """Fix the lines of a few sheets and read them, while the typesetter is busy with those before."""
    letters = _letters(pack)
    for start in range(0, len(sheets), SHEETS_AT_ONCE):
        some = sheets[start : start + SHEETS_AT_ONCE]
        fix_lines(pack, some)
        yield from compose_sheets(pack, some, letters, on=on)


def _letters(pack: Pack) -> dict[UUID, str]:
    """How each code is spelt on paper: as the pack's scheme says, and retired ones as they were."""
    kept = Code.objects.filter(constituency_id=pack.constituency_id).values_list("id", "letters")
    spelt = {UUID(code["id"]): code["letters"] for code in pack.script["codes"]}
    return {id: letters for id, letters in kept if letters} | spelt


def electors_on(pack: Pack) -> list[tuple[int, int]]:
    """Seat and number of everybody on a pack's sheets, for the log."""
    lines = SheetLine.objects.filter(constituency_id=pack.constituency_id, sheet__pack=pack)
    return list(lines.values_list("constituency_id", "elector__seat_no"))


def _nothing_to_print(pack: Pack) -> str:
    if pack.walks:
        return _(
            "Nobody on these walks can be asked for at the door any more. Cut them again; nothing was printed."
        )
    if pack.is_supplement:
        return _("Nobody new has come to these streets since their last sheets. Nothing needs printing.")
    return _("Nobody on these streets can be asked for at the door. Nothing was printed.")
