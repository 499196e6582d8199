"""Keying by scanner: an elector's code, then codes of the key-sheet; each further mark joins those of the same line."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.paper.keying import UnableToKey, key_line, lock_sheet
from hustings.paper.line_codes import LineScan, MarkScan, NotAScan, Scanned, read_scanned
from hustings.paper.listing import keyed_letters
from hustings.paper.models import Sheet
from hustings.paper.reading_marks import doors_of, lines_words, marks_sentence, read_letters_of
from hustings.paper.undoing import last_entries, undo_entry


class UnableToTakeScan(Exception):
    """Nothing was changed; the message says why and what to scan."""


@dataclass(frozen=True)
class Taken:
    """What a scan did, in a sentence, and the line whose marks come next; `line` is 0 where an elector is to come.

    `is_fresh` says that nothing was marked yet since that elector was scanned: the next mark stands alone.
    """

    line: int
    sentence: str
    is_fresh: bool = False


@dataclass(frozen=True)
class Scanning:
    """Where a sheet's scanning is: the line whose marks come, whether none came yet, and for which day they are."""

    line: int
    is_fresh: bool
    happened_on: date


def take_scan(
    *, constituency: int, sheet_id: UUID, text: str, where: Scanning, by: Actor, at: datetime
) -> Taken:
    """Take one code: an elector's makes its line the current one, a mark's is recorded for the current line at once.

    The first mark after an elector replaces what stood; the next ones join it. Raises UnableToTakeScan for a code that
    is none of these, one of another sheet, a mark before an elector, or marks that contradict each other.
    """
    with transaction.atomic():
        sheet = lock_sheet(constituency, sheet_id)
        scanned = _read(text)
        if isinstance(scanned, LineScan):
            return _elector(sheet, scanned)
        if isinstance(scanned, MarkScan):
            return _mark(sheet, scanned.letters, where, by, at)
        return _undo(sheet, by, at)


def _read(text: str) -> Scanned:
    try:
        return read_scanned(text)
    except NotAScan as fault:
        raise UnableToTakeScan(
            _("“%s” is no code of a line and none of the key-sheet. Nothing was changed; scan again.")
            % str(fault)[:40]
        ) from fault


def _elector(sheet: Sheet, scanned: LineScan) -> Taken:
    if scanned.code != sheet.code:
        raise UnableToTakeScan(
            _("That line is of sheet %(other)s, and this is %(code)s. Open the other sheet to key it.")
            % {"other": scanned.code, "code": sheet.code}
        )
    if scanned.line not in doors_of(sheet):
        raise UnableToTakeScan(
            _("This sheet has no line %d to key here. Nothing was changed.") % scanned.line
        )
    words = lines_words((scanned.line,))
    return Taken(scanned.line, _("%s: now scan what was marked.") % words, is_fresh=True)


def _mark(sheet: Sheet, letters: str, where: Scanning, by: Actor, at: datetime) -> Taken:
    line = where.line
    if line not in doors_of(sheet):
        raise UnableToTakeScan(
            _("Scan the elector’s code first, then the mark. Nothing was changed."),
        )
    standing = "" if where.is_fresh else keyed_letters(sheet).get(line, "")
    wanted = standing if letters in standing.split() else f"{standing} {letters}"
    try:
        key_line(
            constituency=sheet.constituency_id,
            sheet_id=sheet.id,
            line=line,
            letters=wanted,
            happened_on=where.happened_on,
            by=by,
            at=at,
        )
    except UnableToKey as refusal:
        raise UnableToTakeScan(str(refusal)) from refusal
    entry = read_letters_of(sheet, line, wanted).entry
    said = marks_sentence(sheet, entry) if entry else lines_words((line,))
    return Taken(line, _("%s. Saved.") % said)


def _undo(sheet: Sheet, by: Actor, at: datetime) -> Taken:
    """Take back the last that still stands; its line is current again."""
    entries = [rows for rows in last_entries(sheet) if rows[0].stands]
    if not entries:
        raise UnableToTakeScan(_("Nothing is keyed on this sheet that could be taken back."))
    try:
        lines = undo_entry(
            constituency=sheet.constituency_id, sheet_id=sheet.id, entry=entries[0][0].entry, by=by, at=at
        )
    except UnableToKey as refusal:
        raise UnableToTakeScan(str(refusal)) from refusal
    line = lines[0] if len(lines) == 1 else 0
    return Taken(line, _("%s: taken back.") % lines_words(lines))
