"""The organisation of `access.cells` as rows: one person a role and state of time, each with two sessions."""

from datetime import timedelta
from itertools import product

from django.utils import timezone

from hustings.access.cells import HOMES, STRENGTHS, TIMES, home_of
from hustings.access.letting_in.offering import BRANCH, NATIONAL, REGION, SEAT
from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.accounts.models import Person, Session
from hustings.accounts.sessions import hashed, seal
from hustings.audit.words import Purpose
from hustings.geography.models import Place
from hustings.organisation.models import (
    Basis,
    Membership,
    Organisation,
    OrganisationKind,
    Unit,
    UnitAbove,
    UnitSeat,
)

KINDS = {
    1: NATIONAL,
    2: REGION,
    3: REGION,
    4: REGION,
    5: SEAT,
    6: SEAT,
    7: SEAT,
    8: SEAT,
    9: SEAT,
    10: BRANCH,
}
PARENTS = {2: 1, 3: 1, 4: 1, 5: 2, 6: 2, 7: 3, 8: 3, 9: 4, 10: 5}
DAY = timedelta(days=1)


def fill() -> dict[str, tuple[Role, str, bool]]:
    """Write it all past the walls. Gives the cookie of each session, with whose it is and how strong."""
    Organisation.objects.create(
        name="The Moor Alliance", kind=OrganisationKind.REGISTERED_PARTY, basis=Basis.DEMOCRATIC_ENGAGEMENT
    )
    for unit, kind in KINDS.items():
        _make_unit(unit, kind)
    tokens = {}
    for role, time in product(Role, TIMES):
        person = _join(role, time)
        for strength, is_strong in STRENGTHS.items():
            token = f"{role} {time} {strength} {'t' * 32}"
            _sign_in(person, token, is_strong=is_strong)
            tokens[token] = (role, time, is_strong)
    return tokens


def all_below(unit: int) -> list[int]:
    found = [unit]
    for below, parent in PARENTS.items():
        if parent in found:
            found.append(below)
    return found


def _make_unit(unit: int, kind: str) -> None:
    nation = Place.Nation.SCOTLAND if unit in (4, 9) else Place.Nation.ENGLAND
    name = f"Unit {unit}"
    if kind == SEAT:
        Place.objects.create(id=unit, kind=Place.Kind.CONSTITUENCY, code=f"E1499{unit:04}", name=name,
                             slug=f"unit-{unit}", nation=nation)  # fmt: skip
    Unit.objects.create(id=unit, kind=kind, name=name, parent_id=PARENTS.get(unit))
    above = [other for other in KINDS if unit in all_below(other)]
    UnitAbove.objects.bulk_create(UnitAbove(unit_id=other, below_id=unit) for other in above)
    if kind == SEAT:
        UnitSeat.objects.bulk_create(UnitSeat(unit_id=other, constituency_id=unit) for other in above)
    elif kind == BRANCH:
        UnitSeat.objects.create(unit_id=unit, constituency_id=PARENTS[unit])


def _join(role: Role, time: str) -> Person:
    now, unit = timezone.now(), HOMES[home_of(role)]
    begins, ends = {"before": (DAY, 9 * DAY), "over": (-9 * DAY, -DAY)}.get(time, (-DAY, 9 * DAY))
    person = Person.objects.create(email=f"{role.replace(' ', '-')}-{time}@moor.example")
    membership = Membership.objects.create(
        unit_id=unit, person=person, name=role, starts_on=(now - 30 * DAY).date()
    )
    Grant.objects.create(
        person=person, membership=membership, unit_id=unit, role=role, purposes=sorted(Purpose), granted_at=now,
        starts_at=now + begins, ends_at=now + ends, ended_at=now if time == "ended" else None)  # fmt: skip
    return person


def _sign_in(person: Person, token: str, *, is_strong: bool) -> None:
    key = hashed(token)
    Session.objects.create(
        session_key=key, session_data="", expire_date=timezone.now() + DAY, person_id=person.pk,
        is_strong=is_strong, seal=seal(key, str(person.pk), is_strong=is_strong))  # fmt: skip
