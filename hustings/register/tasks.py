from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hustings.access.actor import Actor
from hustings.access.errands import JobRefused, RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.register.absent.applying import apply_absent
from hustings.register.absent.forgetting import forget_due_details
from hustings.register.absent.looking_over import Said, look_over_absent
from hustings.register.absent.telling import absent_ended
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.register.files.list_columns import columns_asked
from hustings.register.files.recognising import UnrecognisedLayout
from hustings.register.importing.applying import apply_import
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.importing.supplying import Supplied, note_arrival, usual_supply
from hustings.register.importing.telling import ended, looked_over, took_back
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.register.models import Import, ImportState, RegisterEdition, Turnout
from hustings.register.staging.list_runs import ListFile
from hustings.register.staging.list_words import list_looked_over
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.importing import look_over_stations as look_stations_over
from hustings.register.stations.reading import SentFile as SentStations
from hustings.register.stations.telling import looked_over as looked_stations_over
from hustings.register.turnout.applying import apply_marked
from hustings.register.turnout.batches import UnableToKeyTurnout
from hustings.register.turnout.exporting import export_numbers
from hustings.register.turnout.looking_over import look_over_marked
from hustings.register.turnout.telling import marked_ended
from hustings.work.models import SealedFile
from hustings.work.sealing import forget_file, open_file


@errand_task(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION)
def look_over(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read a file that was sent and find out what it would change; the file itself is forgotten afterwards."""
    assert job.subject_id is not None
    assert job.constituency_id is not None
    file = SealedFile.objects.get(pk=UUID(job.asked["file"]))
    # In memory: unsealed, it must lie on no disk.
    content = BytesIO(b"".join(open_file(file)))
    try:
        run = look_over_file(
            by=actor,
            at=at,
            constituency=job.constituency_id,
            edition=RegisterEdition.objects.get(pk=UUID(job.asked["edition"])),
            sent=_sent(content, file.name, job.asked, at),
            run_id=job.subject_id,
            report=job.report,
        )
    except UnrecognisedLayout as unknown:
        # The file stays sealed, so that somebody can say what its columns hold.
        seat = Place.objects.get(pk=job.constituency_id)
        job.leads_to = reverse("register:columns", args=[seat.slug, job.id])
        return _("%s Go on to say what they hold.") % unknown
    except (UnableToReadFile, UnableToImportRegister) as refusal:
        # Its row comes back with the roll-back, the file does not: what we refuse to take we do not keep.
        forget_file(file)
        job.refuse(str(refusal))
        return None
    forget_file(file)
    return looked_over(run)


def _sent(content: BytesIO, name: str, asked: Mapping[str, Any], at: datetime) -> SentFile:
    """The file with what was chosen for it; by what right it is held, as is usual where that was left empty."""
    usual = usual_supply(timezone.localdate(at))
    month, came = asked.get("states_on"), asked.get("received_on")
    return SentFile(
        content,
        name,
        place_here=asked["place_here"],
        layout=asked.get("layout", ""),
        states_on=date.fromisoformat(month) if month else None,
        supplied=Supplied(
            asked.get("supplied_to") or usual.supplied_to,
            asked.get("regulation") or usual.regulation,
            date.fromisoformat(came) if came else usual.received_on,
        ),
    )


@errand_task(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION)
def apply(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write a looked-over file to the register, whole."""
    assert job.subject_id is not None
    try:
        run = apply_import(by=actor, at=at, run_id=job.subject_id, report=job.report)
    except UnableToImportRegister as refusal:
        job.refuse(str(refusal))
        return None
    return ended(run) if run.state == ImportState.APPLIED else looked_over(run)


@errand_task(action=Action.REGISTER_IMPORT_UNDO, purpose=Purpose.ADMINISTRATION)
def undo(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Take an import back, whole."""
    assert job.subject_id is not None
    try:
        undo_import(by=actor, at=at, run_id=job.subject_id, report=job.report)
    except UnableToUndoImport as refusal:
        job.refuse(str(refusal))
        return None
    return took_back()


@errand_task(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION)
def look_over_stations(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read files of polling stations that were sent, and find out what they would change; then forget the files."""
    files = [SealedFile.objects.get(pk=UUID(file)) for file in job.asked["files"]]
    sent = [SentStations(BytesIO(b"".join(open_file(file))), file.name) for file in files]
    day = job.asked["polling_day"]
    try:
        found = look_stations_over(
            by=actor,
            at=at,
            officer=Place.objects.get(pk=job.asked["officer"]),
            files=sent,
            polling_day=date.fromisoformat(day) if day else None,
            file_id=job.subject_id,
            report=job.report,
        )
    except UnableToImportStations as refusal:
        for file in files:
            forget_file(file)
        job.refuse(str(refusal))
        return None
    for file in files:
        forget_file(file)
    return looked_stations_over(found.counts)


@errand_task(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION)
def look_over_absent_list(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read a list of absent voters and find out what it would change; the file itself is forgotten afterwards."""
    asked, until = job.asked, job.asked["details_until"]
    said = Said(asked["kind"], asked["is_full"], date.fromisoformat(until) if until else None)
    return _look_over_list(job, at, partial(look_over_absent, by=actor, at=at, said=said))


@errand_task(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION)
def apply_absent_list(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write who votes by post or proxy, as a looked-over list says."""
    run = _apply_list(job, partial(apply_absent, by=actor, at=at))
    return absent_ended(run) if run.state == ImportState.APPLIED else list_looked_over(run)


@errand_task(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION)
def look_over_marked_list(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read a marked register and find out what it says; the file itself is forgotten afterwards."""
    election = Election.objects.get(pk=UUID(job.asked["election"]))
    method = Turnout.Method(job.asked["method"])
    look = partial(look_over_marked, by=actor, at=at, election=election, method=method)
    return _look_over_list(job, at, look)


@errand_task(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION)
def apply_marked_list(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write who voted, as a looked-over marked register says."""
    run = _apply_list(job, partial(apply_marked, by=actor, at=at))
    return marked_ended(run) if run.state == ImportState.APPLIED else list_looked_over(run)


@errand_task(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION)
def write_numbers(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write the numbers of polling districts to a file that volunteers fill in."""
    assert job.constituency_id is not None
    try:
        copy = export_numbers(
            by=actor,
            at=at,
            constituency=job.constituency_id,
            edition=RegisterEdition.objects.get(pk=UUID(job.asked["edition"])),
            letters=job.asked["letters"],
        )
    except UnableToKeyTurnout as refusal:
        job.refuse(str(refusal))
        return None
    job.leads_to = reverse("copies:copy", args=[copy.constituency.slug, copy.id]) if copy.constituency else ""
    return _("The file is ready. It can be fetched for seven days; fill in its last column and send it back.")


@app.periodic(cron="17 3 * * *")
@app.task(name="hustings.register.tasks.forget_absent_details")
@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION)
def forget_absent_details(timestamp: int) -> int:
    """Every night, forget where votes are sent and who the proxies are, of what has reached its day."""
    return forget_due_details(at=timezone.now())


def _look_over_list(job: RunningJob, at: datetime, look: Callable[..., Import]) -> str | None:
    assert job.constituency_id is not None
    file = SealedFile.objects.get(pk=UUID(job.asked["file"]))
    edition = RegisterEdition.objects.get(pk=UUID(job.asked["edition"]))
    # In memory: unsealed, it must lie on no disk.
    content = BytesIO(b"".join(open_file(file)))
    sent = ListFile(content, file.name, columns_asked(job.asked["columns"]), edition)
    try:
        run = look(constituency=job.constituency_id, sent=sent, run_id=job.subject_id, report=job.report)
    except (UnableToReadFile, UnableToImportRegister) as refusal:
        # Its row comes back with the roll-back, the file does not: what we refuse to take we do not keep.
        forget_file(file)
        job.refuse(str(refusal))
        return None
    forget_file(file)
    _note_arrival(run, timezone.localdate(at))
    return list_looked_over(run)


def _note_arrival(run: Import, day: date) -> None:
    """Note that the council has sent the list, by the request for it where there was one."""
    # Only told to the note: a list speaks of no month that a monthly update could come before or after.
    run.states_on = run.election.polling_day if run.election else day
    note_arrival(run, usual_supply(day))
    run.save(update_fields=["supply"])


def _apply_list(job: RunningJob, write: Callable[..., Import]) -> Import:
    assert job.subject_id is not None
    try:
        return write(run_id=job.subject_id)
    except UnableToImportRegister as refusal:
        raise JobRefused(str(refusal)) from refusal
