"""Founding an installation: everything the first pages asked, written in one transaction or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hustings.access.letting_in.founding import found_key_holder, is_new, make_unit
from hustings.access.letting_in.granting import UnableToGrant, day_of, refusing
from hustings.access.letting_in.inviting import Invited, write_invitation
from hustings.access.letting_in.offering import Offer, longest_day
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.config.setting_up.planning import SEAT, TOP, SeatToBe, UnitToBe, plan_units
from hustings.geography.models import Place
from hustings.geography.rules import slug_of
from hustings.organisation.models import Basis, Organisation, OrganisationKind, UnitKind

MOST_SEATS_OF_ONE_ORGANISER = 12


class UnableToSetUp(Exception):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class TypedSeat:
    """A seat that geography does not know, with the council whose registration officer keeps its register."""

    name: str
    council: str
    nation: str


@dataclass(frozen=True)
class Description:
    """The organisation as its first page describes it."""

    name: str
    kind: OrganisationKind
    colour: str
    contact_telephone: str = ""
    party_name: str = ""


@dataclass(frozen=True)
class Founder:
    name: str
    email: str
    password: str


@dataclass(frozen=True)
class Second:
    """The second key-holder, who gets a link."""

    name: str
    email: str


@dataclass(frozen=True)
class Founded:
    person: Person
    invited: Invited | None
    first_seat: Place


def found_installation(
    *,
    description: Description,
    seats: Sequence[int],
    typed: Sequence[TypedSeat],
    founder: Founder,
    second: Second | None,
    at: datetime,
) -> Founded:
    """Write the organisation, its seats and units, its first key-holder and the second one's invitation.

    Refuses an installation that was set up already, one without a seat, and a party with one key-holder alone.
    """
    refuse_unready(description, len(seats) + len(typed), second)
    try:
        with transaction.atomic(), refusing(_("This installation was set up already. Sign in instead.")):
            _write_organisation(description)
            known = Place.objects.select_related("region").in_bulk(list(seats))
            places = [*(known[seat] for seat in seats if seat in known), *map(_write_seat, typed)]
            units = plan_units(description.kind, description.name, [_seat_to_be(place) for place in places])
            for unit in units:
                make_unit(
                    unit.number,
                    UnitKind(unit.kind),
                    unit.name,
                    above=unit.above,
                    place=unit.place,
                    seats=unit.seats,
                )
            person = Person.objects.create_user(founder.email, founder.password)
            _give_keys(person, founder.name, description.kind, units, at)
            invited = _invite(second, at) if second else None
            _log(person, len(places), at)
    except UnableToGrant as refusal:
        raise UnableToSetUp(str(refusal)) from refusal
    except IntegrityError as refusal:
        # Somebody else's last click came between this one's first look and its first row.
        raise UnableToSetUp(
            _("This installation was set up at this very moment by somebody else.")
        ) from refusal
    return Founded(person, invited, places[0])


def refuse_unready(description: Description, seats: int, second: Second | None) -> None:
    """Raise UnableToSetUp for what cannot be founded."""
    if not is_new():
        raise UnableToSetUp(_("This installation was set up already. Sign in instead."))
    if not seats:
        raise UnableToSetUp(_("Choose at least one seat first."))
    if second is None and description.kind != OrganisationKind.INDEPENDENT:
        raise UnableToSetUp(_("Name a second person who holds the keys. Only an independent can be alone."))


def _write_organisation(description: Description) -> None:
    consents = description.kind == OrganisationKind.INDEPENDENT
    Organisation.objects.create(
        name=description.name,
        kind=description.kind,
        basis=Basis.CONSENT if consents else Basis.DEMOCRATIC_ENGAGEMENT,
        colour=description.colour,
        contact_telephone=description.contact_telephone,
        party_name="" if consents else description.party_name or description.name,
    )


def _write_seat(typed: TypedSeat) -> Place:
    """Add a place for a seat, and one for its council; their codes say that no statistician gave them."""
    if not Place.objects.filter(kind=Place.Kind.COUNCIL, name=typed.council).exists():
        Place.objects.create(
            kind=Place.Kind.COUNCIL, code=_own_code("06"), name=typed.council, nation=typed.nation
        )
    slug = slug_of(typed.name) or "seat"
    taken = Place.objects.filter(slug=slug).exists()
    code = _own_code("14")
    return Place.objects.create(
        kind=Place.Kind.CONSTITUENCY,
        code=code,
        name=typed.name,
        slug=f"{slug}-{code.lower()}" if taken else slug,
        nation=typed.nation,
    )


def _own_code(kind: str) -> str:
    return f"X{kind}{Place.objects.filter(code__startswith=f'X{kind}').count() + 1:06d}"


def _seat_to_be(place: Place) -> SeatToBe:
    return SeatToBe(place.pk, place.name, place.region_id, place.region.name if place.region else "")


def _give_keys(
    person: Person, name: str, kind: OrganisationKind, units: Sequence[UnitToBe], at: datetime
) -> None:
    """The founder keeps papers and keys at the top, and organises the seats: all of a few, the first of many."""
    found_key_holder(person.pk, name, TOP, Role.SECRETARY, at=at)
    if kind == OrganisationKind.REGISTERED_PARTY:
        found_key_holder(person.pk, name, TOP, Role.NATIONAL_STAFF, at=at)
    seats = [unit for unit in units if unit.kind == SEAT]
    for unit in seats if len(seats) <= MOST_SEATS_OF_ONE_ORGANISER else seats[:1]:
        found_key_holder(person.pk, name, unit.number, Role.ORGANISER, at=at)


def _invite(second: Second, at: datetime) -> Invited:
    offer = Offer(Role.SECRETARY, ALL_PURPOSES[Role.SECRETARY], longest_day(Role.SECRETARY, day_of(at)))
    return write_invitation(TOP, second.name, second.email, offer, at)


def _log(person: Person, seats: int, at: datetime) -> None:
    record(
        action=Action.ORGANISATION_SETUP_MAKE,
        purpose=Purpose.ADMINISTRATION,
        by=person.pk,
        at=at,
        subjects=[person.pk],
        detail={"seats": seats},
    )
