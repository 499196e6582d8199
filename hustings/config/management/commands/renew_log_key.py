from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.audit.signing import UnableToSign
from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import refuse_unsafe_database
from hustings.config.log_keeping import renew_log_key
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Let a new key sign the log from now on. It is done every year by itself; at once where a key has leaked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="why from the console; it stands in the log")

    def handle(self, *arguments: Any, reason: str, **options: Any) -> None:
        """Make the key, have the old one sign it, and say what to tell whoever keeps the key elsewhere."""
        refuse_unsafe_database()
        try:
            key = renew_log_key(at=timezone.now(), reason=reason)
        except (UnableToSign, OSError) as refusal:
            raise CommandError(f"Nothing was changed: {refusal}") from None
        self.stdout.write(
            f"From now on the log is signed with {key}\n"
            "Whoever has an earlier key can go on checking with it. Make a backup: the new key is in keys/log-key."
        )
