"""The one process that seals the log and renews its key, and what else at the machine's console concerns it."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from hustings.audit.recording import record
from hustings.audit.renewing import finish_renewal, is_due, renew_key
from hustings.audit.sealing import UnableToSeal, hold_still, let_go, log_folder, seal, sequencing
from hustings.audit.signing import Signer, UnableToSign, keep_signer
from hustings.audit.words import Action, Purpose
from hustings.config.surroundings import data_folder
from hustings.lib.signed_notes import Key, UnreadableNote

SECONDS = 10.0
"""From one round to the next. A round that finds nothing costs one query."""


def log_signer() -> Signer:
    """The key of this installation's log, made with the log the first time. Raises UnableToSign."""
    secret, folder = _secret(), log_folder(settings.DATA)
    try:
        finish_renewal(secret, folder)
    except (OSError, ValueError, UnreadableNote) as fault:
        raise UnableToSign(f"The log's keys cannot be read ({fault}). Put them back from a backup.") from None
    return keep_signer(secret=secret, folder=folder.path, host=settings.HOST)


def renew_log_key(*, at: datetime, reason: str) -> Key:
    """Let a new key sign the log from now on, and log it; gives the new key. Raises UnableToSign.

    No batch is sealed meanwhile. Whoever has the old key can follow to the new one: both sign the change.
    """
    with connection.cursor() as cursor:
        hold_still(cursor)
        try:
            with transaction.atomic():
                key = renew_key(log_signer(), secret=_secret(), folder=log_folder(settings.DATA), at=at)
                record(
                    action=Action.ORGANISATION_INSTALLATION_KEEP,
                    purpose=Purpose.ADMINISTRATION,
                    by=None,
                    at=at,
                    place="the log's key",
                    rule=f"log key {key.id.hex()}",
                    detail={"reason": reason[:300]},
                )
        finally:
            let_go(cursor)
    return key


def renew_if_due(at: datetime) -> Key | None:
    """Renew a key that has signed for a year; gives the new one where it did."""
    if not is_due(log_folder(settings.DATA), at):
        return None
    return renew_log_key(at=at, reason="after a year")


def _secret() -> Path:
    return data_folder().keys / "log-key"


def seal_once() -> int:
    """Seal what is queued now; gives how many entries. Raises UnableToSeal, also where another process seals."""
    with sequencing(_own_connection()) as alone:
        if not alone:
            raise UnableToSeal("The log is being sealed already, by bin/run. Nothing is left to do here.")
        return seal(_own_connection(), log_folder(settings.DATA), log_signer())


def keep_sealing(sleep: Callable[[float], None] = time.sleep) -> None:
    """Seal round after round. What keeps a round from being done is said once, and tried again: meanwhile everything
    that happens is queued, and nobody's work stops for it.
    """
    said = ""
    while True:
        try:
            with sequencing(_own_connection()) as alone:
                while alone:
                    renew_if_due(timezone.now())
                    seal(_own_connection(), log_folder(settings.DATA), log_signer())
                    said = ""
                    sleep(SECONDS)
        except (UnableToSeal, UnableToSign, UnreadableNote, OSError) as fault:
            if str(fault) != said:
                said = str(fault)
                print(said, file=sys.stderr, flush=True)
        sleep(SECONDS)


def _own_connection() -> psycopg.Connection[object]:
    connection.ensure_connection()
    own: psycopg.Connection[object] = connection.connection
    return own
