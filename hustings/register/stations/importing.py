"""A council's polling stations taken in: looked over first, then put in the place of those of the same polling day."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.elections.models import Election, StationFile, StationFileState
from hustings.geography.models import Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.querying import joining_whole_tables
from hustings.register.stations.comparing import compare, refuse_another_council
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.keeping import keep_properties
from hustings.register.stations.linking import files_in_use, fill_polling_places, link_districts
from hustings.register.stations.outcome import StationReading
from hustings.register.stations.reading import SentFile, read_stations
from hustings.work.reporting import Report, silent

PIECE = 1 << 20


@transaction.atomic
def look_over_stations(
    *,
    by: Actor,
    at: datetime,
    officer: Place,
    files: Sequence[SentFile],
    polling_day: date | None = None,
    file_id: UUID | None = None,
    report: Report = silent,
) -> StationFile:
    """Read a council's files, keep their stations aside and find out what they would change.

    The polling day is taken from the files where they name one. Raises UnableToImportStations, with nothing kept,
    for what cannot be read, is of another day than the one given, or belongs to another council.
    """
    digest = _digest(files)
    reading = read_stations(files)
    file = StationFile.objects.create(
        id=file_id or uuid7(),
        officer=officer,
        supplier=reading.supplier,
        file_names=", ".join(one.name for one in files)[:400],
        file_sha256=digest,
        made_by=by.person_id,
        made_at=at,
    )
    properties = keep_properties(file, reading, report)
    file.polling_day = day = _polling_day(reading, polling_day)
    file.election = _election_on(day)
    report(2, 3, _("Comparing with the doors of the register."))
    refuse_another_council(file)
    seats = seats_of(officer, by)
    with joining_whole_tables():
        link_districts(file, seats)
        former = files_in_use([officer.id], timezone.localdate(at))
        file.counts, file.warnings = compare(file, former, reading, properties, seats)
    file.save()
    _note(file, by, at, "looked over")
    return file


@transaction.atomic
def use_stations(*, by: Actor, at: datetime, file_id: UUID) -> StationFile:
    """Put stations that were looked over into use; those of the same council and polling day are replaced.

    Every polling district takes its polling place from them. Raises UnableToImportStations for a file that is not
    waiting.
    """
    file = _waiting(file_id)
    former = StationFile.objects.filter(
        officer_id=file.officer_id, polling_day=file.polling_day, state=StationFileState.IN_USE
    )
    for one in former:
        _retire(one, StationFileState.REPLACED)
    file.state, file.applied_by, file.applied_at = StationFileState.IN_USE, by.person_id, at
    file.save(update_fields=["state", "applied_by", "applied_at"])
    with joining_whole_tables():
        link_districts(file, seats_of(file.officer, by))
    for one in files_in_use([file.officer_id], timezone.localdate(at)):
        fill_polling_places(one)
    _note(file, by, at, "put into use")
    return file


@transaction.atomic
def give_up_stations(*, by: Actor, at: datetime, file_id: UUID) -> StationFile:
    """Forget stations that were looked over; those in use stay. Raises UnableToImportStations for others."""
    file = _waiting(file_id)
    _retire(file, StationFileState.GIVEN_UP)
    _note(file, by, at, "given up")
    return file


def seats_of(officer: Place, by: Actor) -> list[int]:
    """The seats in reach that hold polling districts of this officer."""
    held = PollingDistrict.objects.filter(officer=officer).values_list("constituency_id", flat=True)
    return sorted(set(held) & by.seats_for(Action.ELECTIONS_STATIONS_IMPORT))


def _digest(files: Sequence[SentFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        while piece := file.content.read(PIECE):
            digest.update(piece)
        file.content.seek(0)
    return digest.hexdigest()


def _polling_day(reading: StationReading, given: date | None) -> date:
    stated = reading.polling_days.most_common(1)[0][0] if reading.polling_days else None
    if stated is not None and given is not None and stated != given:
        raise UnableToImportStations(
            _(
                "The file is for the polling day %(stated)s, not for %(given)s. Ask the council for the newer one, or "
                "leave the day empty to take the file's. Nothing was kept."
            )
            % {"stated": stated.isoformat(), "given": given.isoformat()}
        )
    if stated is None and given is None:
        raise UnableToImportStations(
            _("The file does not say for which polling day it is. Give the day. Nothing was kept.")
        )
    day = stated or given
    assert day is not None
    return day


def _election_on(day: date) -> Election | None:
    """The election of that day where there is one only."""
    found = list(Election.objects.filter(polling_day=day)[:2])
    return found[0] if len(found) == 1 else None


def _waiting(file_id: UUID) -> StationFile:
    file = StationFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None or file.state != StationFileState.WAITING:
        raise UnableToImportStations(
            _("These polling stations are not waiting to be used. Look at the list, and send the file again.")
        )
    return file


def _retire(file: StationFile, state: StationFileState) -> None:
    file.stations.all().delete()
    file.state = state
    file.save(update_fields=["state"])


def _note(file: StationFile, by: Actor, at: datetime, step: str) -> None:
    record(
        action=Action.ELECTIONS_STATIONS_IMPORT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        place=f"station file {file.id}",
        count=file.counts.get("stations", 0),
        detail={"file": str(file.id), "officer": file.officer.code, "step": step},
    )
