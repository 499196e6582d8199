"""Sheets whose people have come to lie in another seat since the print: which lines are keyed there, and the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hustings.geography.placing import gone_from
from hustings.paper.models import Sheet, SheetLine
from hustings.paper.rules import ranges


@dataclass(frozen=True)
class KeyedElsewhere:
    """Lines of a sheet that are not keyed here: their numbers as words, and where their districts went."""

    lines: str
    seats: str


def lines_elsewhere(sheet: Sheet) -> KeyedElsewhere | None:
    """Tell which printed lines of a sheet are keyed in another seat; None where all are keyed here."""
    if not sheet.page_starts:
        return None
    mine = SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet)
    missing = sorted(set(range(1, sheet.line_count + 1)) - set(mine.values_list("line", flat=True)))
    if not missing:
        return None
    return KeyedElsewhere(ranges(missing), _where(sheet.constituency_id))


def sheet_in_reach(code: str, *, here: int, reach: Iterable[int]) -> Sheet | None:
    """Find the sheet of this code in another seat of the reader's, where it has lines to key."""
    elsewhere = Sheet.objects.filter(constituency_id__in=set(reach) - {here}, code=code)
    for sheet in elsewhere.select_related("constituency"):
        if SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet).exists():
            return sheet
    return None


def gone_sentence(seat: int) -> str:
    """Where a sheet may be keyed that this seat does not know; "" where no district has left it."""
    where = _where(seat)
    if not where:
        return ""
    return _("Districts of this constituency have gone to %s: their sheets are keyed there.") % where


def _where(seat: int) -> str:
    return ", ".join(sorted({there for _letters, there in gone_from(seat)}))
