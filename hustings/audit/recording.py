"""Writing to the log: one entry for each change and each read, in the transaction of what it tells of."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from hustings.audit.models import Entry
from hustings.audit.words import Action, Outcome, Purpose


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
    rule: str = "",
    outcome: Outcome = Outcome.DONE,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one entry to the log, in the caller's transaction: if this fails, so does what it tells of.

    `subjects` are the people read or changed; the entry keeps their number and a salted commitment to who they
    were, never the identifiers. `detail` must hold no personal data.
    """
    people = sorted(subject.bytes for subject in subjects)
    salt = secrets.token_bytes(16) if people else None
    Entry.objects.create(
        at=at,
        person_id=by,
        action=action,
        purpose=purpose,
        outcome=outcome,
        constituency_id=constituency,
        place=place[:200],
        count=count or len(people),
        commitment=commitment(salt, people) if salt else None,
        salt=salt,
        rule=rule,
        detail=detail or {},
    )


def commitment(salt: bytes, people: Iterable[bytes]) -> bytes:
    """Hash a set of people so that a later disclosure of who they were can be checked against the log."""
    digest = hashlib.sha256(salt)
    for person in people:
        digest.update(person)
    return digest.digest()
