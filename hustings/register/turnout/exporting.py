"""A district's numbers as a file, for volunteers to fill in where they have no signal, and to send back."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.copies.files import seal_copy
from hustings.copies.issuing import Leaving, issue_copy
from hustings.copies.models import Copy, CopyKind
from hustings.copies.rules import DESTROYED_WITHIN
from hustings.register.models import RegisterEdition
from hustings.register.querying import fetch
from hustings.register.turnout.batches import UnableToKeyTurnout

HEADINGS = ("Hustings ID", "Elector Number Prefix", "Elector Number", "Elector Number Suffix", "Mark")
ROWS_AT_ONCE = 2_000

# Numbers and our own identifiers, and not one name: what is on paper beside it has those.
NUMBERS = """
SELECT DISTINCT ON (n.letters, n.number, n.suffix) n.elector_id, n.letters, n.number, n.suffix, e.seat_no
FROM register_registerentry n JOIN register_elector e ON e.constituency_id = n.constituency_id AND e.id = n.elector_id
WHERE n.constituency_id = %(seat)s AND n.edition_id = %(edition)s AND n.letters = ANY (%(letters)s)
  AND n.closed_by_id IS DISTINCT FROM n.opened_by_id
ORDER BY n.letters, n.number, n.suffix, n.closed_by_id IS NOT NULL, n.id DESC
"""


def export_numbers(
    *, by: Actor, at: datetime, constituency: int, edition: RegisterEdition, letters: Iterable[str]
) -> Copy:
    """Write the numbers of polling districts with an empty column for their marks, as the sealed CSV of a copy.

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
    # The one place where numbers and identifiers leave together: whoever is in the file stands beside the entry.
    receipt = record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"marked register, edition {edition.id}",
        electors=[(constituency, row[4]) for row in rows],
        rule="numbers exported",
    )
    copy = issue_copy(
        Leaving(
            kind=CopyKind.LIST,
            title=_("Numbers of %s") % ", ".join(wanted),
            purpose=_("keying in who has voted"),
            people=len(rows),
            rows=[(constituency, row[4]) for row in rows],
            due_on=localdate(at + DESTROYED_WITHIN),
            fields=HEADINGS,
            source_kind="edition",
            source_id=edition.id,
            receipt=receipt,
        ),
        by=by,
        at=at,
        constituency=constituency,
    )
    name = f"marked-register-{'-'.join(wanted)[:60].replace('/', '_')}.csv"
    seal_copy(copy, _written(rows), name=name, media_type="text/csv", at=at)
    return copy


def _written(rows: list[tuple[UUID, str, int, int, int]]) -> Iterator[bytes]:
    yield _lines([HEADINGS])
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield _lines((*row[:4], "") for row in rows[start : start + ROWS_AT_ONCE])


def _lines(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
