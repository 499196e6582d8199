"""Rows of a file on their way into the database, as text; checked and cast there."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.drafting import COLUMNS, draft_with
from hustings.register.files.layouts import Columns
from hustings.register.files.reading import Row
from hustings.register.models import Import
from hustings.register.querying import NEW_ID, change, fetch
from hustings.register.staging.cells import cast, cut, written
from hustings.register.staging.knowing import known_sieve
from hustings.work.reporting import Report

BATCH = 5_000
CASTS = {"line": "int", "fault_column": "int", "attains_on": "date", "house": "int"}
CELLS = cast(COLUMNS, CASTS)
STAGE = f"""
INSERT INTO register_stagedrow (id, constituency_id, run_id, {", ".join(COLUMNS)}, verdict)
SELECT {NEW_ID}, %(constituency)s, %(run)s, {CELLS}, ''
FROM {cut("rows")}
"""
MINE = "run_id = %(run)s AND constituency_id = %(constituency)s"
# Whether an entry n of the register says what a staged row says.
SAYS_THE_SAME = """(n.letters, n.number, n.suffix, n.surname, n.forenames, n.address_lines, n.postcode, n.markers,
    n.attains_on) IS NOT DISTINCT FROM ({0}.letters, {0}.number::int, {0}.suffix::int, {0}.surname, {0}.forenames,
    {0}.address_lines, {0}.postcode, {0}.markers, {0}.attains_on)"""
MINE_AS_S = "s.run_id = %(run)s AND s.constituency_id = %(constituency)s"

# Nobody under 16 may stand in a register that is supplied to anybody.
CHECK = f"""
UPDATE register_stagedrow SET (fault, fault_column) = (
    SELECT found.fault, found.column FROM (VALUES
        (1, letters = '', '{Reason.LETTERS}', %(letters_column)s::int),
        (2, number !~ '^[0-9]{{1,7}}$' OR suffix !~ '^[0-9]{{1,6}}$', '{Reason.NUMBER}', %(number_column)s::int),
        (3, attains_on > %(under_age_after)s, '{Reason.UNDER_AGE}', %(date_column)s::int),
        (4, surname = '' AND forenames = '' AND position('N' in markers) = 0 AND change NOT IN ('delete', 'house'),
            '{Reason.NAME}', %(name_column)s::int)
    ) AS found (rank, is_so, fault, "column") WHERE found.is_so ORDER BY rank LIMIT 1)
WHERE {MINE} AND fault = '' AND change <> 'drop' AND (
    letters = '' OR number !~ '^[0-9]{{1,7}}$' OR suffix !~ '^[0-9]{{1,6}}$' OR attains_on > %(under_age_after)s
    OR (surname = '' AND forenames = '' AND position('N' in markers) = 0 AND change NOT IN ('delete', 'house')))
"""
# Of rows for one number an update means the last, a full register the first.
REPEATED = f"""
UPDATE register_stagedrow s SET fault = '{Reason.REPEATED}', fault_column = %(number_column)s
FROM (SELECT id, row_number() OVER (
          PARTITION BY letters, number::int, suffix::int, change = 'delete' ORDER BY line * %(direction)s) AS nth
      FROM register_stagedrow WHERE {MINE} AND fault = '' AND change <> 'drop') AS counted
WHERE s.id = counted.id AND counted.nth > 1
"""
CANCELLED = f"""
DELETE FROM register_stagedrow s
WHERE {MINE_AS_S} AND fault = '' AND (change = 'drop' OR change IN ('add', 'amend') AND EXISTS (
    SELECT FROM register_stagedrow d
    WHERE d.run_id = %(run)s AND d.constituency_id = %(constituency)s AND d.change = 'delete' AND d.fault = ''
      AND (d.letters, d.number::int, d.suffix::int) = (s.letters, s.number::int, s.suffix::int)))
"""
# Nothing is kept of somebody under 16, nor of a row whose number is none.
REFUSE = f"""
INSERT INTO register_importrefusal (id, constituency_id, run_id, line, "column", reason, number_key, entry_id)
SELECT {NEW_ID}, constituency_id, run_id, line, fault_column, fault,
       CASE WHEN fault <> '{Reason.UNDER_AGE}' AND number ~ '^[0-9]{{1,7}}$' AND suffix ~ '^[0-9]{{1,6}}$'
            THEN left(letters || '-' || number::int || '/' || suffix::int, 60) ELSE '' END, entry_id
FROM register_stagedrow WHERE {MINE} AND fault <> ''
"""
FORGET_REFUSED = f"DELETE FROM register_stagedrow WHERE {MINE} AND fault <> ''"
FORGET = f"DELETE FROM register_stagedrow WHERE {MINE}"


def stage_rows(
    run: Import, rows: Iterable[Row], columns: Columns, parameters: dict[str, Any], report: Report
) -> int:
    """Write all rows to the staging table and return how many there were. Memory: one batch.

    Raises UnableToReadFile at a row that is shorter than the headings: the file was cut off.
    """
    draft = draft_with(columns, run.edition.officer.code, published_on=run.edition.published_on)
    whole, count = _whole(rows, columns.width), 0
    sift = known_sieve(run, columns, parameters)
    while batch := list(islice(whole, BATCH)):
        if others := sift(batch):
            change(STAGE, {**parameters, "rows": written(map(draft, others))})
        count += len(batch)
        report(0, 0, _("%(count)d rows read.") % {"count": count})
    refuse_empty(count)
    return count


def refuse_empty(count: int) -> None:
    """Raise UnableToReadFile for a file that had no row."""
    if not count:
        raise UnableToReadFile(
            _("The file has headings but no row below them. Ask the council to send it again.")
        )


def _whole(rows: Iterable[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if row.fault is None and len(row.cells) < width:
            raise UnableToReadFile(
                _(
                    "Line %(line)d ends after column %(column)d of %(width)d: the file was cut off or its columns "
                    "were shifted. Download it again and send it unedited. Nothing was kept."
                )
                % {"line": row.line, "column": len(row.cells), "width": width}
            )
        yield row


def check_rows(parameters: dict[str, Any]) -> int:
    """Mark the rows that cannot be taken and drop what cancels out; returns how many were dropped."""
    change(CHECK, parameters)
    change(REPEATED, parameters)
    return change(CANCELLED, parameters)


def faults_of(parameters: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    """Count the marked rows by reason: reason, how many, first line, its column. Most frequent first."""
    found = fetch(
        f"""SELECT fault, count(*), min(line), (array_agg(fault_column ORDER BY line))[1]
            FROM register_stagedrow WHERE {MINE} AND fault <> '' GROUP BY fault ORDER BY 2 DESC""",
        parameters,
    )
    return [(reason, count, line, column) for reason, count, line, column in found]


def refuse_rows(parameters: dict[str, Any]) -> int:
    """Turn the marked rows into refusals and forget the rows themselves; returns how many."""
    change(REFUSE, parameters)
    return change(FORGET_REFUSED, parameters)


def forget_rows(parameters: dict[str, Any]) -> None:
    """Remove what was staged of an import."""
    change(FORGET, parameters)
