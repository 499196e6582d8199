"""Keying sheets in: marks by line, in print order, each once; what is keyed again in other letters corrects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing.judging import Heard
from hustings.canvassing.recording import UnableToRecord, record_conversations
from hustings.canvassing.rules import Meaning
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import KeyedLine, Sheet, SheetDoor, SheetLine, SheetState
from hustings.paper.reading_marks import ReadMarks, read_letters_of, read_marks
from hustings.paper.rules import LineEntry
from hustings.register.models import Channel
from hustings.register.objections.objecting import (
    UnableToRecordObjection,
    record_objection,
    withdraw_objection,
)

SOURCE = "sheet"
EVENING = time(18, 0)
"""When most doors are knocked at: the time of day of marks of which only the day is known."""


class UnableToKey(Exception):
    """Nothing of this entry was kept; the message says why and what to do."""


@dataclass(frozen=True)
class Keyed:
    """What became of an entry: the lines written now, and those that said the same before."""

    entry: UUID
    lines: tuple[int, ...]
    same: tuple[int, ...]


@dataclass(frozen=True)
class _Go:
    """One press of Enter: a sheet, what was keyed for which day, by whom and when."""

    sheet: Sheet
    entry: LineEntry
    happened_on: date
    by: Actor
    at: datetime


def key_marks(
    *, constituency: int, sheet_id: UUID, text: str, happened_on: date, by: Actor, at: datetime
) -> Keyed:
    """Record what a sheet says of some lines: "3 1 PS", "4-7 NI", "12* DNC".

    What was keyed before in the same letters for the same day changes nothing; other letters correct it. Works for
    electors whom an objection hides or who left the register. Whoever asked not to be contacted again has objected
    from this moment. Raises UnableToKey, with nothing kept, for marks that cannot be read, a day outside the sheet's
    life, or what may not be recorded.
    """
    with transaction.atomic():
        sheet = lock_sheet(constituency, sheet_id)
        return _key(sheet, read_marks(sheet, text), happened_on, by, at)


def key_line(
    *, constituency: int, sheet_id: UUID, line: int, letters: str, happened_on: date, by: Actor, at: datetime
) -> Keyed:
    """Record what a sheet says of one line, as `key_marks` does; whatever the letters are, no other line is keyed."""
    with transaction.atomic():
        sheet = lock_sheet(constituency, sheet_id)
        return _key(sheet, read_letters_of(sheet, line, letters), happened_on, by, at)


def _key(sheet: Sheet, found: ReadMarks, happened_on: date, by: Actor, at: datetime) -> Keyed:
    refuse_day(sheet, happened_on, at)
    if found.entry is None:
        raise UnableToKey(found.sentence)
    go = _Go(sheet, found.entry, happened_on, by, at)
    before = _standing(go)
    fresh = [line for line in go.entry.lines if not _is_same(before.get(line), go)]
    rows = _rows(go, fresh, before)
    if rows:
        _record(go, rows)
        _object(go, rows)
        _replace(go, before, rows)
        _move_on(go)
        note_keying(sheet, by, at, len(rows))
    return Keyed(
        rows[0].entry if rows else uuid7(),
        tuple(fresh),
        tuple(line for line in go.entry.lines if line not in fresh),
    )


def lock_sheet(constituency: int, sheet_id: UUID) -> Sheet:
    """Hold a sheet until the transaction ends, so that two people who key it in do so one after the other."""
    sheets = Sheet.objects.select_for_update(of=("self",)).select_related("pack")
    sheet = sheets.filter(constituency_id=constituency, pk=sheet_id).first()
    if sheet is None:
        raise UnableToKey(_("There is no such sheet in this seat. Look at its code again."))
    return sheet


def count_keyed(sheet: Sheet) -> None:
    """Write on a sheet how many of its lines are keyed."""
    keyed = KeyedLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, stands=True).count()
    Sheet.objects.filter(constituency_id=sheet.constituency_id, pk=sheet.pk).update(keyed_count=keyed)


def note_keying(sheet: Sheet, by: Actor, at: datetime, count: int, *, rule: str = "") -> None:
    """Write the log's entry of lines keyed or taken back."""
    record(
        action=Action.PAPER_SHEET_KEY,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=sheet.constituency_id,
        place=f"sheet {sheet.code}",
        count=count,
        rule=rule,
    )


def moment_of(day: date, at: datetime) -> datetime:
    """The time to record for marks of which the day is known: its evening, or now while that is still to come."""
    return min(timezone.make_aware(datetime.combine(day, EVENING)), at)


def refuse_day(sheet: Sheet, happened_on: date, at: datetime) -> None:
    """Raise UnableToKey for a day before the sheet was printed, or to come."""
    printed = timezone.localdate(sheet.pack.made_at)
    if not printed <= happened_on <= timezone.localdate(at):
        raise UnableToKey(
            _("The day must lie between %s, when the sheet was printed, and today. Nothing was kept.")
            % date_format(printed, "j F Y")
        )


def _standing(go: _Go) -> dict[int, KeyedLine]:
    rows = KeyedLine.objects.filter(
        constituency_id=go.sheet.constituency_id, sheet=go.sheet, line__in=go.entry.lines, stands=True
    )
    return {row.line: row for row in rows}


def _is_same(before: KeyedLine | None, go: _Go) -> bool:
    said = (go.entry.marks.written, go.happened_on)
    return before is not None and (before.letters, before.happened_on) == said


def _rows(go: _Go, lines: Sequence[int], before: Mapping[int, KeyedLine]) -> list[KeyedLine]:
    """One row a line, each with an id of its own, which its conversation will carry."""
    entry = uuid7()
    return [
        KeyedLine(
            id=uuid7(),
            constituency_id=go.sheet.constituency_id,
            sheet=go.sheet,
            line=line,
            entry=entry,
            letters=go.entry.marks.written,
            happened_on=go.happened_on,
            keyed_by=go.by.person_id,
            keyed_at=go.at,
            corrects=before[line].id if line in before else None,
        )
        for line in lines
    ]


def _record(go: _Go, rows: Sequence[KeyedLine]) -> None:
    people = _people(go.sheet, rows)
    doors = _doors_here(go.sheet, people.values())
    heard = [_heard(go, row, people[row.line], doors) for row in rows]
    try:
        result = record_conversations(constituency=go.sheet.constituency_id, rows=heard, by=go.by, at=go.at)
    except UnableToRecord as error:
        raise UnableToKey(str(error)) from error
    if result.refused:
        lines = {row.id: row.line for row in rows}
        first = result.refused[0]
        raise UnableToKey(_("Line %(line)d: %(why)s") % {"line": lines[first.id], "why": first.sentence})


def _people(sheet: Sheet, rows: Sequence[KeyedLine]) -> dict[int, SheetLine]:
    lines = [row.line for row in rows]
    found = SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, line__in=lines)
    return {line.line: line for line in found}


def _doors_here(sheet: Sheet, lines: Iterable[SheetLine]) -> set[UUID]:
    """The doors of lines, but for one that lies in another seat by now than who lived behind it."""
    doors = SheetDoor.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet)
    return set(doors.filter(door_id__in=[line.door_id for line in lines]).values_list("door_id", flat=True))


def _heard(go: _Go, row: KeyedLine, line: SheetLine, doors: set[UUID]) -> Heard:
    marks = go.entry.marks
    intentions = ((go.sheet.pack.election_kind, marks.intention),) if marks.intention else ()
    return Heard(
        id=row.id,
        happened_at=moment_of(row.happened_on, go.at),
        outcome=marks.outcome,
        elector=line.elector_id,
        door=line.door_id if line.door_id in doors else None,
        source_kind=SOURCE,
        source_id=go.sheet.id,
        source_line=row.line,
        intentions=intentions,
        answers=tuple((answer, "") for answer in marks.answers),
        consent_given=True if marks.agreed else None,
        supersedes=row.corrects,
    )


def _object(go: _Go, rows: Sequence[KeyedLine]) -> None:
    """Record the objection of whoever asked not to be contacted again: of a whole door where the star was keyed."""
    if go.entry.marks.outcome != Meaning.OBJECTED:
        return
    people = _people(go.sheet, rows)
    for row in rows:
        line, household = people[row.line], go.entry.whole_door
        try:
            objection = record_objection(
                by=go.by,
                at=go.at,
                constituency=go.sheet.constituency_id,
                elector_id=None if household else line.elector_id,
                door_id=line.door_id if household else None,
                channel=Channel.ALL,
                whole_household=household,
                happened_at=moment_of(row.happened_on, go.at),
                source=_("sheet %(code)s, line %(line)d") % {"code": go.sheet.code, "line": row.line},
            )
        except UnableToRecordObjection as error:
            raise UnableToKey(str(error)) from error
        # One that stood before is not ours to withdraw when this is undone or corrected.
        row.objection_id = objection.id if objection.recorded_at == go.at else None


def _replace(go: _Go, before: Mapping[int, KeyedLine], rows: Sequence[KeyedLine]) -> None:
    """Let the new rows stand instead of the old; an objection that an old one alone had made is taken back."""
    gone = [before[row.line] for row in rows if row.line in before]
    mine = KeyedLine.objects.filter(constituency_id=go.sheet.constituency_id, sheet=go.sheet)
    mine.filter(id__in=[row.id for row in gone]).update(stands=False)
    KeyedLine.objects.bulk_create(rows)
    if go.entry.marks.outcome == Meaning.OBJECTED:
        return
    for objection in {row.objection_id for row in gone if row.objection_id}:
        withdraw_objection(by=go.by, at=go.at, constituency=go.sheet.constituency_id, objection_id=objection)


def _move_on(go: _Go) -> None:
    sheet = go.sheet
    sheet.session_on = go.happened_on
    if sheet.state in (SheetState.PRINTED, SheetState.OUT, SheetState.MISSING):
        sheet.state, sheet.state_at = SheetState.RETURNED, go.at
    sheet.save(update_fields=["session_on", "state", "state_at"])
    count_keyed(sheet)
