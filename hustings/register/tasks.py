from datetime import datetime
from io import BytesIO
from uuid import UUID

from hustings.access.actor import Actor
from hustings.access.errands import RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.register.importing.applying import apply_import
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.importing.telling import ended, looked_over, took_back
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.register.models import ImportState, RegisterEdition
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
            sent=SentFile(content, file.name, place_here=job.asked["place_here"]),
            run_id=job.subject_id,
            report=job.report,
        )
    except (UnableToReadFile, UnableToImportRegister) as refusal:
        # Its row comes back with the roll-back, the file does not: what we refuse to take we do not keep.
        forget_file(file)
        job.refuse(str(refusal))
        return None
    forget_file(file)
    return looked_over(run)


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
