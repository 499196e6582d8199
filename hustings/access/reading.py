"""What a page showed, in the log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hustings.access.requests import ScopedRequest
from hustings.access.watching.taking import take_reading
from hustings.audit.recording import Receipt, Whose, record


def log_read(
    request: ScopedRequest,
    place: str,
    *,
    count: int = 0,
    subjects: Iterable[UUID] = (),
    electors: Whose | None = None,
    rule: str = "",
) -> Receipt | None:
    """Log what this request shows: as whom, why and in which seat is known from its scope.

    `electors` are those whose rows the page holds; `subjects` are other people. A page that holds nobody, such as an
    empty list, leaves no entry. What it shows is first taken from the quota; raises a ReadingRefused where that is
    used up.
    """
    shown: list[Any] = list(electors or ())
    people = list(subjects)
    take_reading(request, people=len(shown) or len(people), count=count, numbers=numbers_of(shown))
    if not (shown or people or count):
        return None
    return record(
        action=request.actor.action,
        purpose=request.actor.purpose,
        by=request.actor.person_id,
        at=request.actor.at,
        # A page of the whole organisation stands in no seat.
        constituency=getattr(request.seat, "id", None),
        place=place,
        count=count,
        subjects=people,
        electors=shown,
        rule=rule,
    )


def numbers_of(shown: Iterable[Any]) -> list[int]:
    """The dense numbers of electors in their seat."""
    return [one[1] if isinstance(one, tuple) else one.seat_no for one in shown]
