"""Who looked at one elector within a year: when, in which role, what for and where. For whoever asks it of us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hustings.access.models import Grant
from hustings.audit.looking import Look, who_looked
from hustings.organisation.models import Membership
from hustings.register.former_numbers import numbers_held
from hustings.register.models import Elector

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Reading:
    """One look, with the name of whoever looked and the roles they held at that moment, as far as they are in reach."""

    look: Look
    name: str
    roles: tuple[str, ...]


def looks_at(elector: Elector, *, at: datetime) -> list[Look]:
    """Every look at an elector in the year before, the newest first; under the subject's rights, and itself logged.

    Looks in a seat they have left, and at a record that became theirs, are among them.
    """
    return who_looked(numbers_held(elector), since=at - A_YEAR)


def readings(looks: Iterable[Look]) -> list[Reading]:
    """Put names and roles to looks. Two queries."""
    listed = list(looks)
    people = {look.person_id for look in listed if look.person_id}
    names = dict(Membership.objects.filter(person_id__in=people).values_list("person_id", "name"))
    grants = list(Grant.objects.filter(person_id__in=people).order_by("granted_at"))
    return [
        Reading(look, names.get(look.person_id, "") if look.person_id else "", _roles(grants, look))
        for look in listed
    ]


def _roles(grants: Iterable[Grant], look: Look) -> tuple[str, ...]:
    """The roles somebody held when they looked: a grant that was renewed or ended since tells it still."""
    held = [grant for grant in grants if grant.person_id == look.person_id and _stood(grant, look.at)]
    return tuple(dict.fromkeys(grant.role for grant in held))


def _stood(grant: Grant, at: datetime) -> bool:
    return grant.starts_at <= at < grant.ends_at and (grant.ended_at is None or at < grant.ended_at)
