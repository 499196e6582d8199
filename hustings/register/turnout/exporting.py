"""A district's numbers as a file, for volunteers to fill in where they have no signal, and to send back."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.register.models import RegisterEdition
from hustings.register.querying import fetch
from hustings.register.turnout.batches import UnableToKeyTurnout
from hustings.work.models import SealedFile
from hustings.work.sealing import seal_file

HEADINGS = ("Hustings ID", "Elector Number Prefix", "Elector Number", "Elector Number Suffix", "Mark")
ROWS_AT_ONCE = 2_000

# Numbers and our own identifiers, and not one name: what is on paper beside it has those.
NUMBERS = """
SELECT DISTINCT ON (letters, number, suffix) elector_id, letters, number, suffix FROM register_registerentry
WHERE constituency_id = %(seat)s AND edition_id = %(edition)s AND letters = ANY (%(letters)s)
  AND closed_by_id IS DISTINCT FROM opened_by_id
ORDER BY letters, number, suffix, closed_by_id IS NOT NULL, id DESC
"""


def export_numbers(
    *, by: Actor, at: datetime, constituency: int, edition: RegisterEdition, letters: Iterable[str]
) -> SealedFile:
    """Write the numbers of polling districts with an empty column for their marks, as a sealed CSV file.

    Sent back as a marked register it finds everybody by the identifier, whatever was renumbered since. Raises
    UnableToKeyTurnout where the edition has nobody there.
    """
    wanted = sorted(set(letters))
    rows = fetch(NUMBERS, {"seat": constituency, "edition": edition.id, "letters": wanted})
    if not rows:
        raise UnableToKeyTurnout(
            _(
                "The edition “%(edition)s” has no electors in these districts. Choose the edition that was printed."
            )
            % {"edition": edition}
        )
    # The one place where numbers and identifiers leave together: everybody in the file is committed to in the log.
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"marked register, edition {edition.id}",
        subjects=[row[0] for row in rows],
        rule="numbers exported",
    )
    return seal_file(
        _written(rows),
        name=f"marked-register-{'-'.join(wanted)[:60].replace('/', '_')}.csv",
        media_type="text/csv",
        person_id=by.own_id,
        at=at,
        constituency=constituency,
    )


def _written(rows: list[tuple[UUID, str, int, int]]) -> Iterator[bytes]:
    yield _lines([HEADINGS])
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield _lines((*row, "") for row in rows[start : start + ROWS_AT_ONCE])


def _lines(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
