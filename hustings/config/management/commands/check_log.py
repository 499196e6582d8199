from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hustings.audit.checking import check_log
from hustings.audit.sealing import log_folder
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

MOST_SAID = 20


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Compare every row of the log with what was sealed of it. Shows nobody's data."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say what differs; ends with a fault where anything does. Whether the files are sound says verify_log.py."""
        looked = check_log(log_folder(settings.DATA))
        for fault in looked.faults[:MOST_SAID]:
            self.stderr.write(fault)
        if looked.faults:
            raise CommandError(
                f"The log and its rows differ in {len(looked.faults)} places. Keep both as they are."
            )
        self.stdout.write(
            f"{looked.entries} rows are as they were sealed; {looked.waiting} wait to be sealed."
        )
