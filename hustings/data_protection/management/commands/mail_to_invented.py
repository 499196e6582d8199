import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.data_protection.mail_to_invented import note_mail, recipients_in
from hustings.lib.declaring import declare

NO_SUCH_USER = 67
"""What a mail server takes for an address that is nobody's (EX_NOUSER of sysexits.h): it sends the letter back."""


@declare(action=Action.COPIES_COPY_TRACE, purpose=Purpose.OVERSIGHT)
class Command(BaseCommand):
    help = (
        "Take a letter from a mail server on its way to nobody. Where it is for an invented person of a marked copy, "
        "an incident is opened and the data-protection officer told. Nothing of the letter is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "recipient", nargs="*", help="whom it is for; without any, the letter's heading says it"
        )

    def handle(self, *arguments: Any, recipient: list[str], **options: Any) -> None:
        """Note the letter. Ends with 67 where it is for nobody, so that the mail server sends it back."""
        copies = note_mail(recipient or recipients_in(sys.stdin.buffer), at=timezone.now())
        if not copies:
            self.stderr.write("This address is nobody's.")
            sys.exit(NO_SUCH_USER)
