"""Keeping a boundary change that was read from a list, as a proposal beside the boundaries in force."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.geography.importing.changes import ReadChange, Said
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place
from hustings.lib.uuid7 import uuid7


@transaction.atomic
def import_boundary_change(
    *,
    found: ReadChange,
    file_name: str,
    name: str,
    source: str,
    takes_effect_on: date,
    by: UUID | None,
    at: datetime,
) -> BoundaryChange:
    """Keep a list that was read as a proposed change, beside what is in force. The same name again replaces it.

    Raises UnableToImportPlaces where a change of that name and day is in force already.
    """
    change, _is_new = BoundaryChange.objects.select_for_update().get_or_create(
        name=name[:120], takes_effect_on=takes_effect_on, defaults={"made_at": at, "made_by": by}
    )
    if change.state == BoundaryChange.State.IN_FORCE:
        raise UnableToImportPlaces(
            _("“%s” is in force already. Give a later change a name or day of its own; nothing was changed.")
            % name
        )
    Place.objects.bulk_create(found.new_places)
    change.placements.all().delete()
    change.source, change.state = source[:200], BoundaryChange.State.PROPOSED
    whole = [said for said in found.rows if not said.street]
    change.renamed = {
        str(said.district.id): said.new_letters
        for said in whole
        if said.new_letters not in ("", said.district.letters)
    }
    change.parted = _parts(found.rows)
    change.save()
    DistrictPlacement.objects.bulk_create(_placement(said, change) for said in whole)
    _log(found, file_name, by, at)
    return change


def _parts(rows: list[Said]) -> list[dict[str, object]]:
    """Streets that leave one district for the same letters are one part."""
    parts: dict[tuple[UUID, str], dict[str, object]] = {}
    for said in rows:
        if said.street:
            part = parts.setdefault(
                (said.district.id, said.new_letters),
                {
                    "id": str(uuid7()),
                    "district": str(said.district.id),
                    "letters": said.new_letters,
                    "ward": said.ward.id if said.ward else None,
                    "constituency": said.seat.id,
                    "streets": [],
                },
            )
            streets = part["streets"]
            assert isinstance(streets, list)
            streets.append(said.street)
    return list(parts.values())


def _placement(said: Said, change: BoundaryChange) -> DistrictPlacement:
    return DistrictPlacement(
        id=uuid7(),
        district=said.district,
        ward=said.ward,
        constituency=said.seat,
        starts_on=change.takes_effect_on,
        change=change,
        is_proposed=True,
    )


def _log(found: ReadChange, file_name: str, by: UUID | None, at: datetime) -> None:
    record(
        action=Action.GEOGRAPHY_BOUNDARY_CHANGE,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        count=len(found.rows),
        place=file_name,
        rule="proposed",
    )
