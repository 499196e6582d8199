"""Writing the file of an export: whose copy it is in its first line, then headings, then rows that nothing runs."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.copies.models import Copy
from hustings.lib.inert_cells import Row, write_csv, write_xlsx


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def recipient_line(copy: Copy, name: str) -> str:
    """Say on the file itself whose copy it is, what for, until when, and where it stands in the log."""
    words = {
        "number": copy.number,
        "name": name,
        "time": date_format(localtime(copy.issued_at), "j F Y, H:i"),
        "purpose": copy.purpose,
        "day": date_format(copy.due_on, "j F Y"),
        "receipt": copy.entry_id or copy.id,
        "leaf": copy.leaf_hash,
    }
    return (
        _(
            "Copy %(number)s for %(name)s, %(time)s. Purpose: %(purpose)s. Destroy by %(day)s. "
            "Receipt: %(receipt)s %(leaf)s"
        )
        % words
    ).strip()


def file_of(
    file_format: FileFormat, copy: Copy, *, name: str, headings: Row, rows: Iterable[Row]
) -> Iterator[bytes]:
    """Write the whole file. XLSX is made in memory as one piece."""
    lines = chain([[recipient_line(copy, name)], headings], rows)
    if file_format is FileFormat.XLSX:
        return iter([write_xlsx(lines, name=copy.number)])
    return write_csv(lines)
