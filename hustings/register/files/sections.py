"""What stands between the rows of a file: banners, headings said again, and a trailer that counts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from hustings.lib.headings import heading_key
from hustings.register.faults import UnableToReadFile
from hustings.register.files.layouts import Columns, Part
from hustings.register.files.layouts.parts import heading_keys
from hustings.register.files.reading import Row
from hustings.register.files.shapes import SPARSE, filled

BANNER = re.compile(
    r"(?:ref(?:erence)?|accession)\b.*:|(?:monthly\s+)?(?:additions|deletions|amendments|modifications|alterations)\b"
    r"|monthly\b|notice of alteration|register of electors|other electors$|polling district\b|page \d|printed\b"
    r"|produced\b|end of (?:file|report|register|section)|\*+$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?:end of (?:file|report|register)\W*)?(?:(?:(?:grand )?total|number of|no\.? of|count of)[\s:]*)?"
    r"(?:(?P<before>\d[\d,]*)\s+)?(?:records?|rows?|electors?|entries)(?:\s+(?:count|total|in total|in file))?"
    r"[\s:=]*(?P<after>\d[\d,]*)?\W*",
    re.IGNORECASE,
)


def rows_below(
    rows: Iterable[Row], columns: Columns, headings: Sequence[str], *, is_workbook: bool
) -> Iterator[Row]:
    """The rows that hold people, without what stands between them.

    Raises UnableToReadFile at the end where the file says that it holds another number of rows than came.
    """
    counter = _Counter(columns)
    held: Row | None = None
    for row in rows:
        held = None
        if is_workbook and row.fault is None:
            row.cells.extend([""] * (columns.width - len(row.cells)))
        if row.fault is None and filled(row) <= SPARSE:
            if counter.is_banner(row):
                continue
            if _is_remark(row):
                held = row
                continue
        elif (
            headings
            and row.cells
            and heading_key(row.cells[0]) == headings[0]
            and _is_said_again(row, headings)
        ):
            counter.section = counter.rows
            continue
        counter.count(row)
        yield row
    if held is not None:
        # At the end of a file a lone cell is rather half a row than a remark.
        yield held
    counter.refuse_disagreement()


def _is_said_again(row: Row, headings: Sequence[str]) -> bool:
    return heading_keys(row.cells) == list(headings)


def _is_remark(row: Row) -> bool:
    cells = [cell for cell in row.cells if cell]
    return len(cells) == 1 and (" " in cells[0] or cells[0].endswith(":"))


class _Counter:
    """Counts the rows of a file against what it says of itself, in its trailer or in each row."""

    def __init__(self, columns: Columns) -> None:
        self.rows = self.section = 0
        self.said: tuple[int, int] | None = None
        self._total = columns.at.get(Part.RECORD_TOTAL)

    def count(self, row: Row) -> None:
        self.rows += 1
        if self.rows == 1 and self._total is not None and len(row.cells) > self._total:
            total = row.cells[self._total]
            self.said = (int(total), row.line) if total.isdecimal() else None

    def is_banner(self, row: Row) -> bool:
        text = " ".join(cell for cell in row.cells if cell)
        if found := COUNTED.fullmatch(text):
            number = found["before"] or found["after"]
            if number and int(number.replace(",", "")) != self.rows - self.section:
                self.said = int(number.replace(",", "")), row.line
            return True
        if BANNER.match(text):
            self.section = self.rows
            return True
        return False

    def refuse_disagreement(self) -> None:
        if self.said is not None and self.said[0] != self.rows:
            raise UnableToReadFile(
                _(
                    "Line %(line)d says that the file holds %(said)d records, but %(came)d came: it was cut short, or "
                    "rows were taken out or put in. Ask the council to send it again. Nothing was kept."
                )
                % {"line": self.said[1], "said": self.said[0], "came": self.rows}
            )
