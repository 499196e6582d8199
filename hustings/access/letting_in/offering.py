"""Which roles can be held in which kind of unit, for how long, and who may offer them. Pure; the database gets the
same rows (`building.py`), so that what a form does not offer no statement can write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hustings.access.roles import ALL_PURPOSES, HOLDS, KEY_HOLDERS, Role
from hustings.audit.words import Action, Purpose

NATIONAL, REGION, SEAT, BRANCH = "national", "region", "seat", "branch"
ANYWHERE = frozenset({NATIONAL, REGION, SEAT, BRANCH})
ON_THE_GROUND = frozenset({SEAT, BRANCH})
KINDS_FROM_ABOVE = (NATIONAL, REGION, SEAT, BRANCH)
"""A unit lies under one of an earlier kind, never under its own or a later one."""

KINDS: dict[Role, frozenset[str]] = {
    Role.AGENT: ON_THE_GROUND,
    Role.CAMPAIGN_CO_ORDINATOR: ON_THE_GROUND,
    Role.CANDIDATE: ON_THE_GROUND,
    Role.CANVASSER: ON_THE_GROUND,
    Role.CHAIR: ANYWHERE,
    Role.COUNCILLOR: ON_THE_GROUND,
    Role.DATA_ENTRY_HELPER: ON_THE_GROUND,
    Role.DATA_PROTECTION_OFFICER: ANYWHERE,
    Role.DUTY_OFFICER: frozenset({NATIONAL, REGION}),
    Role.MEMBER: ANYWHERE,
    Role.MEMBERSHIP_SECRETARY: ANYWHERE,
    Role.NATIONAL_STAFF: frozenset({NATIONAL}),
    Role.ORGANISER: ON_THE_GROUND,
    Role.OVERSIGHT_BODY: frozenset({NATIONAL, REGION}),
    Role.PROCEDURES_SECRETARY: ANYWHERE,
    Role.REGIONAL_STAFF: frozenset({REGION}),
    Role.SECRETARY: ANYWHERE,
    Role.SUPPORT_OFFICER: frozenset({NATIONAL}),
    Role.SUPPORT_SESSION: frozenset({REGION, SEAT, BRANCH}),
    Role.TELLER: ON_THE_GROUND,
}
"""Where a role can be held: staff of the nation only there, whoever works on doors only in a seat or a branch."""

VOLUNTEERS = frozenset({Role.CANVASSER, Role.DATA_ENTRY_HELPER, Role.MEMBER, Role.TELLER})
LENT = frozenset({Role.SUPPORT_SESSION})
"""Roles that nobody offers: the database lends them for minutes (`sql/record.sql`)."""
STAFF = frozenset({Role.DUTY_OFFICER, Role.NATIONAL_STAFF, Role.REGIONAL_STAFF, Role.SUPPORT_OFFICER})
"""Roles of staff: the only ones that an old feed of members keeps from being given anew."""
OFFICERS = frozenset(Role) - VOLUNTEERS - STAFF - LENT - {Role.OVERSIGHT_BODY}
"""Candidates, agents and officers of a unit: while an election is called nobody ends their role alone."""
VOLUNTEER_DAYS, OFFICER_DAYS, DEPUTY_DAYS = 90, 180, 42
LIFETIMES: dict[Role, int] = {role: VOLUNTEER_DAYS if role in VOLUNTEERS else OFFICER_DAYS for role in Role}
"""The days a grant lasts unless a shorter time is chosen, and the most it can be given or renewed for."""

OFFERS: dict[Role, frozenset[Role]] = {
    **{role: frozenset(Role) - LENT for role in KEY_HOLDERS},
    Role.MEMBERSHIP_SECRETARY: VOLUNTEERS,
}
"""Which roles the holder of a role may offer to others; who is not here lets nobody in."""


@dataclass(frozen=True)
class Offer:
    """What somebody would be given. `last_day` is the last day it opens anything."""

    role: Role
    purposes: frozenset[Purpose]
    last_day: date


def offerable(kind: str, held: Iterable[Role]) -> list[Role]:
    """The roles that somebody with these roles may offer in a unit of this kind, in the order of the alphabet."""
    offered = frozenset[Role]().union(*(OFFERS.get(role, frozenset()) for role in held))
    return sorted(role for role in offered if kind in KINDS[role])


def longest_day(role: Role, today: date) -> date:
    """The last day that a grant of this role can be given or renewed until."""
    return today + timedelta(days=LIFETIMES[role])


def faults(offer: Offer, kind: str, today: date) -> set[str]:
    """What is wrong with an offer: `kind`, `purposes`, `past` or `too long`; empty where nothing is."""
    found = set()
    if kind not in KINDS[offer.role]:
        found.add("kind")
    if not offer.purposes or not offer.purposes <= ALL_PURPOSES[offer.role]:
        found.add("purposes")
    if offer.last_day < today:
        found.add("past")
    if offer.last_day > longest_day(offer.role, today):
        found.add("too long")
    return found


def takes_two(role: Role, kind: str) -> bool:
    """Whether giving a role in this kind of unit wants a second person: of a region, or of the whole organisation."""
    return role is not Role.MEMBER and kind in (NATIONAL, REGION)


def lets_in(role: Role) -> bool:
    """Whether a role holds keys: may give grants to others."""
    return Action.ACCESS_GRANT_GIVE in HOLDS[role]
