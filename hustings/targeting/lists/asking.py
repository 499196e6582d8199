"""What a list needs to know before it can be asked: where and when, the elections and other lists that it names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.register.franchise import Poll
from hustings.targeting.lists.conditions import Franchise, Turnout
from hustings.targeting.lists.rules import ListForm, conditions_of, lists_in, read_form
from hustings.targeting.models import SavedList

ROOM = "SET LOCAL work_mem = '64MB'"
"""What each condition finds is kept as hashes. With less than they take the planner would look through it for every
elector anew; a server of one's own may give a statement 4 MB.
"""
DEEPEST = 5
"""Lists that ask for lists that ask for lists: so many, and no more."""


class UnableToAsk(Exception):
    """A list cannot be asked; the message says why and what to do."""


@dataclass(frozen=True)
class Kept:
    """Another list as a question needs it: its form, and whether it is a snapshot."""

    name: str
    form: ListForm
    is_live: bool


@dataclass
class Asked:
    """One question: a form, the seat it is asked in and the moment, with all that it refers to."""

    seat: Place
    form: ListForm
    at: datetime
    elections: dict[UUID, Election] = field(default_factory=dict)
    lists: dict[UUID, Kept] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return localdate(self.at)

    def days_ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def poll(self, election: UUID) -> Poll:
        """What decides who may vote in an election of this question."""
        return Poll.of(self.elections[election], self.seat.nation)

    @property
    def is_polling_day(self) -> bool:
        """Whether the poll that the list is made for is today: then nobody has been spoken to too recently."""
        polling = self.form.polling
        return polling is not None and self.elections[polling].polling_day == self.today


def ask(seat: Place, form: ListForm, *, at: datetime, itself: UUID | None = None) -> Asked:
    """Look up what a form names, and give the transaction the memory that its conditions take.

    Three statements, and one for each depth of other lists.

    Raises UnableToAsk for an election or list that is not there, and for lists that ask each other in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
    asked = Asked(seat, form, at)
    _take_in_lists(asked, form, (itself,) if itself else ())
    _take_in_elections(asked)
    return asked


def _take_in_lists(asked: Asked, form: ListForm, above: tuple[UUID, ...]) -> None:
    wanted = lists_in(form)
    if wanted & set(above):
        raise UnableToAsk(_("The list asks for itself, by way of another list. Take out that step."))
    if wanted and len(above) > DEEPEST:
        raise UnableToAsk(_("Too many lists ask for each other. Copy the steps of one into this list."))
    for row in _lists_named(asked.seat, wanted - asked.lists.keys()):
        asked.lists[row.id] = Kept(row.name, read_form(row.form), row.is_live)
    if wanted - asked.lists.keys():
        raise UnableToAsk(
            _(
                "A list that this one asks for is not there any more. Take out that step, or choose another list."
            )
        )
    for one in wanted:
        if asked.lists[one].is_live:
            _take_in_lists(asked, asked.lists[one].form, (*above, one))


def _lists_named(seat: Place, wanted: Iterable[UUID]) -> Iterable[SavedList]:
    ids = list(wanted)
    return SavedList.objects.filter(constituency=seat, id__in=ids, retired_at=None) if ids else ()


def _take_in_elections(asked: Asked) -> None:
    forms = [asked.form, *(kept.form for kept in asked.lists.values())]
    wanted = {id for form in forms for id in elections_in(form)}
    asked.elections = Election.objects.in_bulk(wanted) if wanted else {}
    if wanted - asked.elections.keys():
        raise UnableToAsk(_("An election that this list names is not there. Choose another one."))


def elections_in(form: ListForm) -> set[UUID]:
    """The elections that a form names, the one it is made for among them."""
    named: set[Any] = {form.polling} if form.polling else set()
    for one in conditions_of(form):
        if isinstance(one, Franchise):
            named.add(one.election)
        elif isinstance(one, Turnout):
            named.update(one.elections)
    return named
