"""Files that can be read and yet cannot be meant: another edition's update, and dates whose order nobody can tell."""

from typing import Any

from django.utils.translation import gettext as _

from hustings.lib.markup import grouped
from hustings.register.faults import Reason, UnableToImportRegister
from hustings.register.models import Import
from hustings.register.querying import change, fetch
from hustings.register.staging.rows import MINE, MINE_AS_S

FEW = 3
# A date with its month first proves that others of the file could have it first as well.
MIXED_DATES = f"""
UPDATE register_stagedrow SET fault = '{Reason.MONTH_FIRST}', fault_column = %(date_column)s
WHERE {MINE} AND fault = '' AND attains_on IS NOT NULL AND extract(day FROM attains_on) <= 12
  AND EXISTS (SELECT FROM register_stagedrow WHERE {MINE} AND fault = '{Reason.MONTH_FIRST}')
"""
# Entries that ended count too: the same update may come twice, and some councils end an entry by its number alone.
STRANGE = f"""
SELECT count(*), count(*) FILTER (WHERE NOT found.is_known), min(found.line) FILTER (WHERE NOT found.is_known)
FROM (SELECT s.line, EXISTS (
          SELECT FROM register_registerentry n
          JOIN register_elector e ON e.constituency_id = n.constituency_id AND e.id = n.elector_id
          WHERE n.constituency_id = s.seat_id AND n.edition_id = %(edition)s
            AND (n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)
            AND (e.is_anonymous OR s.surname_key || s.given_key = '' OR s.surname_key = e.surname_key
                 OR split_part(s.given_key, ' ', 1) = split_part(e.given_key, ' ', 1))) AS is_known
      FROM register_stagedrow s
      WHERE {MINE_AS_S} AND s.fault = '' AND s.change IN ('amend', 'delete') AND s.seat_id = ANY (%(seats)s)) AS found
"""


def mark_mixed_dates(parameters: dict[str, Any]) -> int:
    """Refuse every date that could be read both ways, where one of the file has its month first; returns how many."""
    return change(MIXED_DATES, parameters)


def refuse_another_edition(run: Import, parameters: dict[str, Any]) -> None:
    """Raise UnableToImportRegister where most of what an update changes or deletes is unknown to the edition, or
    belongs to people of other names. The rows must have been placed.
    """
    changes, strange, line = fetch(STRANGE, parameters)[0]
    if strange <= FEW or strange * 2 <= changes:
        return
    raise UnableToImportRegister(
        _(
            "%(strange)s of the %(changes)s entries that this update changes or deletes are not in the edition "
            "“%(edition)s”, or belong to somebody of another name; the first is on line %(line)s. Choose the edition "
            "that the update is of, or import its full register first. Nothing was kept."
        )
        % {
            "strange": grouped(strange),
            "changes": grouped(changes),
            "edition": run.edition,
            "line": grouped(line),
        }
    )
