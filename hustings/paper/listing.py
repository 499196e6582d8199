"""What the pages list: the lines of a sheet in print order, sheets by where they are, packs by age."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from hustings.paper.models import KeyedLine, Pack, Sheet, SheetDoor, SheetLine, SheetState
from hustings.register.models import Elector


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line beside the keyboard. `name` is withheld where the elector objected since, or left this seat."""

    line: int
    door: str
    begins_door: bool
    name: str
    elector: UUID
    letters: str
    is_withheld: bool = False


def lines_of_page(sheet: Sheet, page: int) -> list[LineShown]:
    """The lines of one page in the order of print. Three queries."""
    first, last = lines_between(sheet, page)
    return lines_of_sheet(sheet, range(first, last + 1))


def lines_of_sheet(sheet: Sheet, wanted: Iterable[int]) -> list[LineShown]:
    """Some lines of a sheet in the order of print. Three queries."""
    rows = SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, line__in=list(wanted))
    lines = list(rows.select_related("door__street").order_by("line"))
    names = _names(sheet.constituency_id, [line.elector_id for line in lines])
    keyed = keyed_letters(sheet)
    shown, door = [], None
    for line in lines:
        street = line.door.street.name
        label = f"{line.door} {street}" if line.door.house else f"{line.door}, {street}"
        name, begins = names.get(line.elector_id), line.door_id != door
        shown.append(
            LineShown(
                line.line,
                label,
                begins,
                name or _("name withheld"),
                line.elector_id,
                keyed.get(line.line, ""),
                is_withheld=not name,
            )
        )
        door = line.door_id
    return shown


def lines_between(sheet: Sheet, page: int) -> tuple[int, int]:
    """The first and last line of a page counted from 1."""
    starts = [*sheet.page_starts, sheet.line_count + 1]
    return starts[page - 1], starts[page] - 1


def page_of_line(sheet: Sheet, line: int) -> int:
    """The page on which a line stands."""
    return max(
        [number for number, start in enumerate(sheet.page_starts, start=1) if start <= line], default=1
    )


def next_line(sheet: Sheet) -> int:
    """The first line that nothing is keyed for after the last that something is; 1 on an untouched sheet."""
    keyed = keyed_letters(sheet)
    return min(max(keyed, default=0) + 1, max(sheet.line_count, 1))


def letters_by_sheet(constituency: int, sheets: Collection[UUID]) -> dict[UUID, dict[int, str]]:
    """What stands for each line keyed so far, of many sheets at once."""
    rows = KeyedLine.objects.filter(constituency_id=constituency, sheet_id__in=sheets, stands=True)
    found: dict[UUID, dict[int, str]] = {sheet: {} for sheet in sheets}
    for sheet, line, letters in rows.values_list("sheet_id", "line", "letters"):
        found[sheet][line] = letters
    return found


def lines_by_sheet(constituency: int, sheets: Collection[UUID]) -> dict[UUID, set[int]]:
    """The lines of many sheets that are keyed in this seat."""
    rows = SheetLine.objects.filter(constituency_id=constituency, sheet_id__in=sheets)
    found: dict[UUID, set[int]] = {sheet: set() for sheet in sheets}
    for sheet, line in rows.values_list("sheet_id", "line"):
        found[sheet].add(line)
    return found


def keyed_letters(sheet: Sheet) -> dict[int, str]:
    """What stands for each line keyed so far."""
    rows = KeyedLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet, stands=True)
    return dict(rows.values_list("line", "letters"))


_HAS_DOORS = Exists(SheetDoor.objects.filter(constituency=OuterRef("constituency"), sheet=OuterRef("id")))
"""A sheet has none any more where its doors went to another seat: its twin there stands in the ledger."""


def packs_of(constituency: int) -> QuerySet[Pack]:
    """The packs of a seat, newest first; without those all of whose sheets went to another seat."""
    sheets = Sheet.objects.filter(constituency_id=constituency, pack=OuterRef("pk"))
    found = Pack.objects.filter(constituency_id=constituency).order_by("-made_at", "-id")
    return found.filter(~Exists(sheets) | Exists(sheets.filter(_HAS_DOORS)))


def sheets_of(constituency: int, *, state: str = "", pack: UUID | None = None) -> QuerySet[Sheet]:
    """The sheets of a seat, newest pack first, in the order of print."""
    found = Sheet.objects.filter(constituency_id=constituency).filter(_HAS_DOORS)
    found = found.select_related("pack", "district")
    found = found.filter(state=state) if state else found
    found = found.filter(pack_id=pack) if pack else found
    return found.order_by("-pack__made_at", "pack_id", "number")


def count_by_state(constituency: int) -> dict[str, int]:
    """How many sheets are where: printed, out, returned, entered, missing, destroyed."""
    sheets = Sheet.objects.filter(constituency_id=constituency).filter(_HAS_DOORS)
    rows = sheets.values("state").annotate(count=Count("id"))
    counted = {row["state"]: row["count"] for row in rows}
    return {state: counted.get(state, 0) for state in SheetState.values}


def names_on(sheet: Sheet) -> dict[int, str]:
    """Who stands on which line, but for those whose name is withheld."""
    rows = SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet).order_by("line")
    lines = dict(rows.values_list("line", "elector_id"))
    found = Elector.objects.filter(
        constituency_id=sheet.constituency_id, id__in=lines.values(), objects_at_door=False
    )
    names = {elector.id: str(elector) for elector in found}
    return {line: names[elector] for line, elector in lines.items() if elector in names}


def _names(constituency: int, electors: Iterable[UUID]) -> dict[UUID, str]:
    """Names of those who may be named. An objection since the print hides the name, and must do so here: whoever keys
    in may record objections, and so the database shows them who has objected.
    """
    found = Elector.objects.filter(constituency_id=constituency, id__in=list(electors), objects_at_door=False)
    return {elector.id: _with_note(elector) for elector in found}


def _with_note(elector: Elector) -> str:
    if elector.on_register:
        return str(elector)
    return _("%s (left the register)") % elector
