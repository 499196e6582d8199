"""The one line of the log that a file of places leaves."""

from datetime import datetime
from uuid import UUID

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.geography.importing.outcome import FileOutcome


def log_import(outcome: FileOutcome, *, by: UUID | None, at: datetime, reason: str) -> None:
    """Write who loaded which file, why, and how many rows it changed."""
    record(
        action=Action.GEOGRAPHY_PLACES_IMPORT,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        count=outcome.added + outcome.amended,
        place=outcome.file_name,
        detail={"reason": reason} if reason else {},
    )
