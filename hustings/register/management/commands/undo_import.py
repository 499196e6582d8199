import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.work.reporting import silent


@declare(action=Action.REGISTER_IMPORT_UNDO, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Take back an import of a register file, whole; what was recorded about people since is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "run", type=UUID, metavar="IMPORT", help="the identifier that import-register gave"
        )
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Undo in one transaction: what is refused leaves everything as it was."""
        at = timezone.now()
        action, purpose = Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                note_reason(by, options["reason"])
                run = undo_import(by=by, at=at, run_id=options["run"], report=silent)
        except (UnableToOpenScope, UnableToUndoImport) as refusal:
            raise CommandError(str(refusal)) from refusal
        told = {"import": str(run.id), "state": run.state, "file": run.file_name}
        self.stdout.write(json.dumps(told) if options["json"] else f"“{run.file_name}” is undone.")
