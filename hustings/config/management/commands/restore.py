import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.config.backing_up import UnableToBackUp, read_key
from hustings.config.restoring import UnableToRestore, restore
from hustings.config.surroundings import data_folder, find_surroundings, keep_surroundings
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Put a backup back into this installation, which must be empty: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--key", type=Path, help="its key file; the one in the data folder otherwise")
        parser.add_argument("--json", action="store_true", help="say it for a program")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Restore, or say in a sentence why not; then nothing has changed."""
        source = options["file"].absolute()
        key_file = (options["key"] or data_folder().keys / "backup-key").absolute()
        try:
            restored = restore(
                by=None,
                at=timezone.now(),
                source=source,
                key=read_key(key_file),
                beside=find_surroundings(),
                keep=keep_surroundings,
            )
        except (UnableToBackUp, UnableToRestore) as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(source), **vars(restored)}))
            return
        self.stdout.write(
            f"Restored {restored.rows} rows of {restored.tables} tables and {restored.files} sealed files. "
            "Everybody signs in anew. If Hustings runs now, stop it and start it again."
        )
