"""A sample of a sheet keyed a second time, without a look at the first: how far keying in can be relied on."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.paper.keying import key_line, lock_sheet
from hustings.paper.models import KeyedLine, Sheet
from hustings.paper.reading_marks import read_letters_of

ONE_IN, FEWEST, MOST = 10, 5, 12


class UnableToCheck(Exception):
    """Nothing was compared or changed; the message says why. `line` is where to look."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class Difference:
    """A line that was keyed in two ways: the letters that stand, those of the second keying, and the day."""

    line: int
    first: str
    second: str
    happened_on: date


@dataclass(frozen=True)
class Checked:
    """How many lines were keyed twice, and which of them differ."""

    count: int
    differences: tuple[Difference, ...]


def sample_of(sheet: Sheet, *, but: UUID | None) -> tuple[int, ...]:
    """The lines of a sheet to key a second time: one in ten, five to twelve, the same whenever it is asked.

    Lines that `but` keyed are left out where others keyed enough.
    """
    rows = list(_standing(sheet).values_list("line", "keyed_by"))
    wanted = min(MOST, max(FEWEST, len(rows) // ONE_IN))
    theirs = [line for line, keyed_by in rows if keyed_by != but]
    lines = theirs if len(theirs) >= wanted else [line for line, _keyed_by in rows]
    return tuple(sorted(_by_lot(lines, sheet.id)[:wanted]))


def compare(
    *,
    constituency: int,
    sheet_id: UUID,
    typed: Mapping[int, str],
    by: Actor,
    at: datetime,
    again: bool = False,
) -> Checked:
    """Compare letters keyed a second time with what stands; nothing is changed. Writes one entry of how many differ,
    but for `again`: what was compared before and is now settled counts once.

    Empty letters say that nothing is marked. Raises UnableToCheck for letters that cannot be read.
    """
    with transaction.atomic():
        sheet = lock_sheet(constituency, sheet_id)
        standing = {row.line: row for row in _standing(sheet).filter(line__in=typed)}
        second = {line: _spelt(sheet, line, letters) for line, letters in typed.items() if line in standing}
        differences = tuple(
            Difference(line, standing[line].letters, letters, standing[line].happened_on)
            for line, letters in sorted(second.items())
            if letters != standing[line].letters
        )
        if not again:
            _note(sheet, by, at, len(second), len(differences))
    return Checked(len(second), differences)


def _note(sheet: Sheet, by: Actor, at: datetime, count: int, differing: int) -> None:
    record(
        action=Action.PAPER_SHEET_KEY,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=sheet.constituency_id,
        place=f"sheet {sheet.code}",
        count=count,
        rule="keyed twice",
        detail={"differ": differing},
    )


def take_second(
    *, constituency: int, sheet_id: UUID, differences: Iterable[Difference], by: Actor, at: datetime
) -> tuple[int, ...]:
    """Let the second keying of these lines stand, each for its own day. Gives the lines.

    Raises UnableToKey, with nothing changed, where one of them may not be recorded.
    """
    lines = []
    with transaction.atomic():
        for each in differences:
            key_line(
                constituency=constituency,
                sheet_id=sheet_id,
                line=each.line,
                letters=each.second,
                happened_on=each.happened_on,
                by=by,
                at=at,
            )
            lines.append(each.line)
    return tuple(lines)


def _standing(sheet: Sheet) -> QuerySet[KeyedLine]:
    return KeyedLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, stands=True)


def _by_lot(lines: Iterable[int], sheet: UUID) -> list[int]:
    """Lines in an order that nobody chose and that stays the same."""
    return sorted(lines, key=lambda line: hashlib.sha256(f"{sheet} {line}".encode()).digest())


def _spelt(sheet: Sheet, line: int, letters: str) -> str:
    if not letters.strip():
        return ""
    read = read_letters_of(sheet, line, letters)
    if read.entry is None:
        raise UnableToCheck(_("Line %(line)d: %(why)s") % {"line": line, "why": read.sentence}, line)
    return read.entry.marks.written
