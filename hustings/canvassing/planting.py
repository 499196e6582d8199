"""Marking a copy of the records: its own order, and its own invented people among the real ones."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from hustings.canvassing.selecting import Person
from hustings.copies.issuing import UnableToIssueCopy
from hustings.copies.marking import Invented, Real, how_many, in_order_of, invent, key_of
from hustings.copies.models import Canary, Copy
from hustings.copies.purposes import Field
from hustings.geography.models import Postcode
from hustings.lib.names import normalised
from hustings.lib.postcodes import displayed
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector, Street

Cells = dict[Field, str]


def plant(copy: Copy, people: Sequence[Person], *, at: datetime) -> list[Cells]:
    """Put a copy's rows in the order that is its own, with invented people among them, who are kept as canaries.

    They are in no register and are counted nowhere. Raises UnableToIssueCopy where there are too few names to mix.
    """
    random = secrets.SystemRandom()
    try:
        made = invent(_real(copy, people), count=how_many(len(people)), host=settings.HOST, random=random)
    except ValueError as fault:
        raise UnableToIssueCopy(
            _("So short a list cannot be marked as yours. Choose more people; nothing was written.")
        ) from fault
    canaries = [_canary(copy, one, at) for one in made]
    Canary.objects.bulk_create(canaries)
    rows: list[tuple[UUID, Cells]] = [(person.id, person.cells) for person in people]
    rows += [
        (canary.id, _cells(one, random.choice(people))) for canary, one in zip(canaries, made, strict=True)
    ]
    return [cells for _id, cells in in_order_of(key_of(settings.SECRETS[copy.keyed_by - 1], copy.id), rows)]


def _real(copy: Copy, people: Sequence[Person]) -> Real:
    seat = copy.constituency_id
    streets = Street.objects.filter(constituency_id=seat).values_list("name", flat=True)
    everybody = list(Elector.objects.of_seat(seat or 0).values_list("forenames", "surname"))
    doors = Door.objects.filter(constituency_id=seat).exclude(postcode="")
    postcodes = sorted(set(doors.values_list("postcode", flat=True).distinct()))
    return Real(
        names=everybody,
        taken=frozenset(normalised(f"{forenames} {surname}") for forenames, surname in everybody),
        streets=frozenset(name.upper() for name in streets.distinct()),
        postcodes=postcodes,
        known=frozenset(postcodes) | _published(postcodes),
        highest_number=max((_number_in(person.cells[Field.NUMBER]) for person in people), default=0),
    )


def _published(postcodes: Sequence[str]) -> frozenset[str]:
    """Every postcode of the same post towns that the directory has, so that none made up belongs to somebody."""
    found: set[str] = set()
    for outward in {postcode[:-3] for postcode in postcodes}:
        here = Postcode.objects.filter(compact__gte=outward, compact__lt=f"{outward}~")
        found.update(here.values_list("compact", flat=True))
    return frozenset(found)


def _canary(copy: Copy, one: Invented, at: datetime) -> Canary:
    return Canary(
        id=uuid7(),
        copy=copy,
        constituency_id=copy.constituency_id,
        forenames=one.forenames,
        surname=one.surname,
        address=f"{one.house} {one.street}",
        postcode=displayed(one.postcode),
        mailbox=one.mailbox,
        made_at=at,
    )


def _cells(one: Invented, beside: Person) -> Cells:
    """The row of somebody invented, with the ward, the answer and the day of somebody real."""
    letters = beside.cells[Field.NUMBER].rpartition("-")[0]
    return beside.cells | {
        Field.NUMBER: f"{letters}-{one.number}",
        Field.FORENAMES: one.forenames,
        Field.SURNAME: one.surname,
        Field.ADDRESS: f"{one.house} {one.street}",
        Field.STREET: one.street,
        Field.POSTCODE: displayed(one.postcode),
    }


def _number_in(number: str) -> int:
    digits = number.rpartition("-")[2].partition("/")[0]
    return int(digits) if digits.isdigit() else 0
