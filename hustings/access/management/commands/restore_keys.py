from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.restoring import restore_keys
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@declare(action=Action.ACCESS_GRANT_RENEW, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Let a former key-holder in again for a month, where nobody holds the keys any more. It stands in the log."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="whose role ran out")
        parser.add_argument("--reason", required=True, help="why; it stands beside the role")

    def handle(self, *arguments: Any, email: str, reason: str, **options: Any) -> None:
        """Restore, or say why not."""
        try:
            restore_keys(email=email, reason=reason, at=timezone.now())
        except UnableToGrant as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{email} can sign in for a month and renew every role, on the page of people.")
