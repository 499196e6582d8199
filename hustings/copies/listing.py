"""What the page of copies shows: the sum, who holds what, what is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from hustings.copies.models import Copy, CopyState
from hustings.copies.rules import is_overdue
from hustings.organisation.models import Membership

OVERDUE = "overdue"


@dataclass(frozen=True)
class Sums:
    """How many copies a seat has issued, and where they are; the parts come to the whole."""

    issued: int
    by_state: dict[str, int]
    overdue: int
    people_out: int

    def __getitem__(self, state: str) -> int:
        return self.by_state[state]


@dataclass(frozen=True)
class CopyLine:
    """A copy with the name of whoever holds it, as far as it may be known."""

    copy: Copy
    holder: str
    is_overdue: bool


def copies_of(constituency: int, *, state: str = "", today: date) -> QuerySet[Copy]:
    """A seat's copies: those due first before the others, and of those that are settled the newest first."""
    found = Copy.objects.filter(constituency_id=constituency)
    if state == OVERDUE:
        return found.filter(state=CopyState.OUT, due_on__lt=today).order_by("due_on", "issued_at", "id")
    if state == CopyState.OUT:
        return found.filter(state=state).order_by("due_on", "issued_at", "id")
    return (found.filter(state=state) if state else found).order_by("-issued_at", "-id")


def sums_of(constituency: int, *, today: date) -> Sums:
    """Count a seat's copies by where they are. One query."""
    mine = Copy.objects.filter(constituency_id=constituency)
    counted = mine.aggregate(
        issued=Count("id"),
        overdue=Count("id", filter=Q(state=CopyState.OUT, due_on__lt=today)),
        people=Sum("people", filter=Q(state=CopyState.OUT), default=0),
        **{state: Count("id", filter=Q(state=state)) for state in CopyState.values},
    )
    by_state = {state: counted[state] for state in CopyState.values}
    return Sums(counted["issued"], by_state, counted["overdue"], counted["people"])


def lines_of(copies: Iterable[Copy], *, today: date) -> list[CopyLine]:
    """Put beside each copy who holds it. One query."""
    listed = list(copies)
    names = names_of(copy.issued_to for copy in listed)
    return [
        CopyLine(
            copy,
            copy.holder or (names.get(copy.issued_to, "") if copy.issued_to else ""),
            is_overdue(copy.state, copy.due_on, today),
        )
        for copy in listed
    ]


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Name colleagues, as far as their memberships are in reach."""
    wanted = {person for person in people if person}
    return dict(Membership.objects.filter(person_id__in=wanted).values_list("person_id", "name"))
