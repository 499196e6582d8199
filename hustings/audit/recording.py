"""Writing to the log: one entry for each change and each read, in the transaction of what it tells of."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from hustings.audit.rules import by_seat, canonical, commitment
from hustings.audit.words import Action, Outcome, Purpose
from hustings.lib.uuid7 import uuid7

LOG = """
SELECT access.log_entry(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::int[], %s::text[])
"""


class OnARegister(Protocol):
    """Whoever has a number in a seat's register."""

    constituency_id: int
    seat_no: int


Whose = Iterable[tuple[int, int]] | Iterable[OnARegister]


@dataclass(frozen=True)
class Receipt:
    """What proves later that an entry was made: its leaf must be found in the tree."""

    entry_id: UUID
    leaf_hash: str

    def as_json(self) -> dict[str, str]:
        """As a file that leaves carries it, and as `verify_log.py` reads it."""
        return {"entry_id": str(self.entry_id), "leaf_hash": self.leaf_hash}


def record(
    *,
    action: Action,
    purpose: Purpose,
    by: UUID | None,
    at: datetime,
    constituency: int | None = None,
    place: str = "",
    count: int = 0,
    subjects: Iterable[UUID] = (),
    electors: Whose | None = None,
    rule: str = "",
    outcome: Outcome = Outcome.DONE,
    detail: dict[str, Any] | None = None,
) -> Receipt:
    """Add one entry to the log, in the caller's transaction: if this fails, so does what it tells of.

    `electors` are those whose rows were read or left: their numbers are kept beside the entry for fourteen months.
    `subjects` are other people, or rows that were changed; of them the entry keeps a salted commitment, never the
    identifiers. `rule` is a word of the code, for it stands in the tree; `detail` must hold no personal data.
    """
    people = sorted(subject.bytes for subject in subjects)
    numbered = list(electors or ())
    rows = by_seat(numbered)
    salt = secrets.token_bytes(16) if people or rows or place or detail else None
    entry_id = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            LOG,
            [
                *(entry_id, at, by, action.value, purpose.value, outcome.value, constituency, place[:200]),
                count or len(numbered) or len(people),
                commitment(salt, people) if salt and people else None,
                *(salt, rule, canonical(detail or {}), list(rows), list(rows.values())),
            ],
        )
        (leaf_hash,) = cursor.fetchone()
    return Receipt(entry_id, bytes(leaf_hash).hex())
