"""What a registration officer was asked for, by what right and for whom, and whether it has come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.organisation.models import Organisation, OrganisationKind
from hustings.register.models import Import, Regulation, Supply

ENGLAND_AND_WALES = gettext_lazy("SI 2001/341, regulations 102 to 108")
LAWS = {
    Place.Nation.ENGLAND: ENGLAND_AND_WALES,
    Place.Nation.WALES: ENGLAND_AND_WALES,
    Place.Nation.SCOTLAND: gettext_lazy("SI 2001/497, regulations 102 to 108"),
    Place.Nation.NORTHERN_IRELAND: gettext_lazy("SI 2008/1741, regulations 102 to 107"),
}
"""The Representation of the People Regulations by which a copy is supplied on written request, by nation."""
RIGHTS = {
    OrganisationKind.REGISTERED_PARTY: Regulation.PARTY,
    OrganisationKind.LOCAL_PARTY: Regulation.CONSTITUENCY_PARTY,
    OrganisationKind.INDEPENDENT: Regulation.CANDIDATE,
}
# While the canvass of households runs, councils need not publish a month's alterations.
CANVASS = (9, 10, 11)
DAYS_OF_GRACE = 5


class UnableToKeepSupply(Exception):
    """Nothing was noted. The message says why and what to do."""


@dataclass(frozen=True)
class Supplied:
    """For whom a file was supplied, by what right, and when it came."""

    supplied_to: str
    regulation: str
    received_on: date


def usual_supply(day: date) -> Supplied:
    """What is most likely true of a file that came on a day: supplied to this organisation by its own right."""
    organisation = Organisation.objects.get()
    return Supplied(organisation.name, RIGHTS[OrganisationKind(organisation.kind)].value, day)


def law_of(place: Place) -> str:
    """The regulations of a council's nation."""
    return str(LAWS[Place.Nation(place.nation)])


@transaction.atomic
def ask_for(
    *,
    constituency: int,
    officer: Place,
    kind: str,
    month: date,
    supplied: Supplied | None,
    asked_on: date,
    is_standing: bool,
    by: Actor,
    at: datetime,
) -> Supply:
    """Note that an officer was asked for a file. Raises UnableToKeepSupply where the same is awaited already."""
    first = month.replace(day=1)
    awaited = Supply.objects.filter(
        constituency_id=constituency, officer=officer, kind=kind, for_month=first, received_on=None
    )
    if awaited.exists():
        raise UnableToKeepSupply(_("This is asked for already, and has not come. Nothing was noted twice."))
    given = supplied or usual_supply(asked_on)
    supply = Supply.objects.create(
        constituency_id=constituency,
        officer=officer,
        kind=kind,
        for_month=first,
        supplied_to=given.supplied_to,
        regulation=given.regulation,
        asked_on=asked_on,
        is_standing=is_standing,
    )
    _note(supply, by, at, "asked")
    return supply


@transaction.atomic
def forget_supply(*, constituency: int, supply_id: UUID, by: Actor, at: datetime) -> None:
    """Take back a note made by mistake. Raises UnableToKeepSupply for one that an import came by."""
    supply = Supply.objects.select_for_update().get(constituency_id=constituency, pk=supply_id)
    if supply.imports.exists():
        raise UnableToKeepSupply(
            _("A file came by this request, so it stays: it says by what right the file is held.")
        )
    _note(supply, by, at, "taken back")
    supply.delete()


def note_arrival(run: Import, supplied: Supplied) -> None:
    """Link an import to the request that brought it, or to a note of its own where nobody asked; unsaved."""
    assert run.states_on is not None
    facts = {
        "constituency_id": run.constituency_id,
        "officer_id": run.edition.officer_id,
        "kind": run.kind,
        "for_month": run.states_on.replace(day=1),
    }
    awaited = Supply.objects.filter(**facts, received_on=None).order_by("asked_on").first()
    supply = awaited or Supply(**facts)
    supply.supplied_to, supply.regulation = supplied.supplied_to[:200], supplied.regulation
    supply.received_on = supplied.received_on
    supply.save()
    run.supply = supply


def months_missing(supplies: Iterable[Supply], today: date) -> list[Supply]:
    """Months that a standing request should have brought by now and that have not come, oldest first, unsaved."""
    kept = list(supplies)
    noted = {(one.officer_id, one.kind, one.for_month) for one in kept}
    found: dict[tuple[int, str, date], Supply] = {}
    for standing in (one for one in kept if one.is_standing and one.kind == Supply.Kind.UPDATE):
        for month in _months(standing.for_month, today - timedelta(days=DAYS_OF_GRACE)):
            key = (standing.officer_id, standing.kind, month)
            if month.month not in CANVASS and key not in noted:
                found[key] = Supply(
                    constituency_id=standing.constituency_id,
                    officer=standing.officer,
                    kind=standing.kind,
                    for_month=month,
                    supplied_to=standing.supplied_to,
                    regulation=standing.regulation,
                    asked_on=standing.asked_on,
                )
    return sorted(found.values(), key=lambda one: one.for_month)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _note(supply: Supply, by: Actor, at: datetime, step: str) -> None:
    record(
        action=Action.REGISTER_SUPPLY_KEEP,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=supply.constituency_id,
        place=f"supply {supply.id}",
        detail={"step": step, "kind": supply.kind, "month": f"{supply.for_month:%Y-%m}"},
    )
