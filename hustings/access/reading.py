"""What a page showed, in the log."""

from collections.abc import Iterable
from uuid import UUID

from hustings.access.requests import ScopedRequest
from hustings.audit.recording import record


def log_read(
    request: ScopedRequest, place: str, *, count: int = 0, subjects: Iterable[UUID] = (), rule: str = ""
) -> None:
    """Log what this request shows: as whom, why and in which seat is known from its scope."""
    record(
        action=request.actor.action,
        purpose=request.actor.purpose,
        by=request.actor.person_id,
        at=request.actor.at,
        # A page of the whole organisation stands in no seat.
        constituency=getattr(request.seat, "id", None),
        place=place,
        count=count,
        subjects=subjects,
        rule=rule,
    )
