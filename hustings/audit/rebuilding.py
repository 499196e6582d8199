"""An entry's leaf made again from its row: what a changed row no longer leads to."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.audit.models import Entry
from hustings.audit.rules import committed, leaf_of, private_part

ROWS = """
SELECT entry_id, constituency_id, seat_nos::text FROM audit_rowset WHERE entry_id = ANY (%s)
ORDER BY entry_id, constituency_id
"""

RowSets = dict[UUID, dict[int, str]]


def row_sets(entries: Iterable[UUID]) -> RowSets:
    """Whose rows each entry told of, as far as the walls let it be seen. One query."""
    found: RowSets = {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [list(entries)])
        for entry, seat, numbers in cursor.fetchall():
            found.setdefault(entry, {})[seat] = numbers
    return found


def private_of(entry: Entry, rows: dict[int, str]) -> str:
    """What the salted hash of an entry's leaf stands for; empty once the salt is gone."""
    if entry.salt is None:
        return ""
    subjects = bytes(entry.commitment) if entry.commitment else None
    return private_part(place=entry.place, detail=entry.detail, rows=rows, subjects=subjects)


def leaf_as_the_row_says(entry: Entry, rows: dict[int, str], sealed: bytes) -> bytes:
    """The leaf that an entry's row leads to. Whose pseudonym it bears is taken from the sealed one: it has a key.

    Once the salt has gone nothing private may be left beside it, and the hash can only be taken from the sealed one.
    """
    told: dict[str, Any] = json.loads(sealed)
    commit = told.get("commit", "")
    if entry.salt is not None:
        commit = committed(bytes(entry.salt), private_of(entry, rows))
    elif entry.place or entry.detail or rows:
        commit = "nothing private without its salt"
    return leaf_of(
        entry_id=entry.id,
        at=entry.at,
        by=told.get("by", ""),
        action=entry.action,
        purpose=entry.purpose,
        outcome=entry.outcome,
        constituency=entry.constituency_id,
        count=entry.count,
        commit=commit,
        rule=entry.rule,
    )
