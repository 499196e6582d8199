"""How the systems say what a row of an update asks for: four codings, one meaning."""

import re
from collections.abc import Callable, Mapping

from hustings.register.files.layouts.parts import Change

# "N" is new here and anonymous in a column of markers: the two columns are never mixed.
EROS_CODES = {"N": Change.ADD, "M": Change.AMEND, "D": Change.DELETE}
PP_CODES = {"A": Change.ADD, "M": Change.AMEND, "D": Change.DELETE}
SIGNS = {"+": Change.ADD, "=": Change.AMEND, "-": Change.DELETE}
WORDS: Mapping[str, Change] = {
    **EROS_CODES,
    **PP_CODES,
    **SIGNS,
    "NEW": Change.ADD,
    "ADD": Change.ADD,
    "ADDED": Change.ADD,
    "ADDITION": Change.ADD,
    "C": Change.AMEND,
    "AMEND": Change.AMEND,
    "AMENDED": Change.AMEND,
    "AMENDMENT": Change.AMEND,
    "CHANGE": Change.AMEND,
    "CHANGED": Change.AMEND,
    "MODIFIED": Change.AMEND,
    "DEL": Change.DELETE,
    "DELETE": Change.DELETE,
    "DELETED": Change.DELETE,
    "DELETION": Change.DELETE,
    "REMOVED": Change.DELETE,
}
"""What else councils were seen to write in such a column."""

SIGNED_MONTH = re.compile(
    r"(?P<sign>[-+=])(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def change_by(codes: Mapping[str, Change]) -> Callable[[str], Change | None]:
    """Make a reader of one column from what its codes mean, in capitals."""

    def change(code: str) -> Change | None:
        return codes.get(code.strip().upper())

    return change


def change_of_sign(cell: str) -> Change | None:
    """Read the third column of Idox: "+Mar" joined in March, "-Mar" left, "=Mar" changed."""
    found = SIGNED_MONTH.fullmatch(cell)
    return SIGNS[found["sign"]] if found else None


def change_of_months(created: str, changed: str, deleted: str) -> Change | None:
    """Read Xpress's three months (0 or empty: none). A deletion wins; made and deleted in one month never was."""
    months = [month or "0" for month in (created, changed, deleted)]
    if not all(month.isdecimal() and month.isascii() for month in months):
        return None
    made, altered, gone = map(int, months)
    if gone:
        return Change.DROP if made == gone else Change.DELETE
    if altered and altered != made:
        return Change.AMEND
    return Change.ADD if made else Change.AMEND
