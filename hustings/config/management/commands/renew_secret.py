import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import refuse_unsafe_database
from hustings.config.renewing_secret import renew_secret
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Give the installation a new secret, where the one in use may have leaked. Everybody signs in again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="why from the console; it stands in the log")

    def handle(self, *arguments: Any, reason: str, **options: Any) -> None:
        """Write the new secret above the former ones, and say what is to be done next."""
        refuse_unsafe_database()
        file = os.environ.get("HUSTINGS_SECRET_KEY_FILE")
        if not file:
            raise CommandError(
                "Nothing was changed: the secret stands in HUSTINGS_SECRET_KEY, which nobody can write. Put it into a "
                "file, name that in HUSTINGS_SECRET_KEY_FILE, and begin again."
            )
        try:
            renew_secret(Path(file), at=timezone.now(), reason=reason)
        except OSError as fault:
            raise CommandError(f"Nothing was changed: {file} cannot be written ({fault.strerror}).") from None
        self.stdout.write(
            f"The new secret stands in {file} above the former ones; leave those there. Stop Hustings and start it "
            "again now: until then the former one is in use. Everybody then signs in again; second steps, objections "
            "and marked copies go on as they are. Make a backup afterwards: older ones hold the former secret."
        )
