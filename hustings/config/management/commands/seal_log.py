from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hustings.audit.sealing import UnableToSeal
from hustings.audit.signing import UnableToSign
from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import refuse_unsafe_database
from hustings.config.log_keeping import keep_sealing, seal_once
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Seal the log every ten seconds, until stopped. bin/run does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="seal what is queued now, and stop")

    def handle(self, *arguments: Any, once: bool, **options: Any) -> None:
        """Put queued entries into the tree and sign it."""
        refuse_unsafe_database()
        if not once:
            keep_sealing()
            return
        try:
            sealed = seal_once()
        except (UnableToSeal, UnableToSign) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{sealed} entries were sealed.")
