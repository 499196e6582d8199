from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.exporting import export_rows
from hustings.audit.sealing import log_folder
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@declare(action=Action.AUDIT_ENTRY_READ, purpose=Purpose.OVERSIGHT)
class Command(BaseCommand):
    help = "Write the rows of the log, as far as somebody may read it, for verify_log.py --rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to write them; must not exist yet")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, file: Path, email: str, reason: str, **options: Any) -> None:
        """Write a line for each sealed entry in reach. The file names who acted: it is for whoever asked."""
        try:
            with acting_as(
                email, action=Action.AUDIT_ENTRY_READ, purpose=Purpose.OVERSIGHT, at=timezone.now()
            ) as by:
                note_reason(by, reason)
                count = _write(file)
        except (UnableToOpenScope, OSError) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{count} rows were written. Check them: python3 verify_log.py FOLDER --rows {file}"
        )


def _write(file: Path) -> int:
    """Write the lines and give how many; a file that cannot be finished is not left behind."""
    with file.open("x", encoding="utf-8") as out:
        try:
            return sum(1 for line in export_rows(log_folder(settings.DATA)) if out.write(f"{line}\n"))
        except BaseException:
            file.unlink()
            raise
