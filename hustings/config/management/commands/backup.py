import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.config.backing_up import UnableToBackUp, back_up, keep_key, read_key
from hustings.config.surroundings import data_folder, find_surroundings
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Copy everything this installation holds into one sealed file. Sessions and waiting work stay out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it; must not exist yet")
        parser.add_argument("--key", type=Path, help="the key file; one is kept in the data folder otherwise")
        parser.add_argument("--json", action="store_true", help="say it for a program")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Make the backup and say where its key is: without the key it is noise."""
        target = options["file"].absolute()
        folder = data_folder()
        key_file = (options["key"] or folder.keys / "backup-key").absolute()
        if target.is_relative_to(folder.path):
            raise CommandError(
                f"{target} lies in the data folder, and would be lost together with what it protects. Nothing was "
                "done. Name a file elsewhere, best on another disk."
            )
        try:
            key = read_key(key_file) if options["key"] else keep_key(key_file)
            made = back_up(by=None, at=timezone.now(), target=target, key=key, beside=find_surroundings())
        except UnableToBackUp as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            said = {"file": str(target), "key": str(key_file), "bytes": target.stat().st_size, **vars(made)}
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(
            f"{target} holds {made.rows} rows of {made.tables} tables and {made.files} sealed files.\n"
            f"The key that opens it is {key_file}: keep a copy of it apart from the backup. "
            "Without the key nobody can open the backup, you neither."
        )
