"""A new secret for the installation, above the former ones in the same file; what rests on it is taken up at a start.

Former secrets are kept, because objectors are found again by hashes made under all of them, one after the other, and
the order of a marked copy follows from the secret of its day. None of them opens or signs anything any more.
"""

import secrets
from datetime import datetime
from pathlib import Path

from django.db import transaction

from hustings.accounts.sealed_factors import seal_anew
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.config.server.data_folder import write_secret
from hustings.register.objections.keying import take_up_secrets


def renew_secret(file: Path, *, at: datetime, reason: str) -> None:
    """Put a new secret above those in the file, and log it. Raises OSError where the file cannot be written."""
    former = file.read_text("utf-8").strip()
    with transaction.atomic():
        record(
            action=Action.ORGANISATION_INSTALLATION_KEEP,
            purpose=Purpose.ADMINISTRATION,
            by=None,
            at=at,
            place="the installation's secret",
            rule=f"secret {len(former.splitlines()) + 1}",
            detail={"reason": reason[:300]},
        )
        write_secret(file, f"{secrets.token_urlsafe(48)}\n{former}\n")


def take_up_new_secret() -> None:
    """Bring under the secret in use what an earlier one made: all of it, or nothing. Quick where there is nothing.

    Sessions and links by e-mail are not among it: they end. Raises UnableToTakeUp.
    """
    with transaction.atomic():
        take_up_secrets()
        seal_anew()
