from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hustings.audit.sealing import log_folder
from hustings.audit.witnessing import UnableToAccept, accept_cosignature, add_witness, witnesses
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Say who outside witnesses the log: list them, add one, or take a checkpoint that one signed."

    def add_arguments(self, parser: CommandParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        ways.add_parser("list", help="the witnesses whose signatures are accepted")
        adding = ways.add_parser("add", help="accept a witness from now on")
        adding.add_argument("name", help="the name that its key begins with")
        adding.add_argument("key", help="the key that cosign_log.py printed for it")
        accepting = ways.add_parser("accept", help="take a signed checkpoint from a file")
        accepting.add_argument("file", type=Path, help="what cosign_log.py printed")

    def handle(self, *arguments: Any, way: str, **options: Any) -> None:
        """Do one of the three; a refusal is a sentence and changes nothing."""
        folder = log_folder(settings.DATA)
        try:
            if way == "add":
                self.stdout.write(
                    f"Accepted from now on: {add_witness(folder, options['name'], options['key'])}"
                )
            elif way == "accept":
                note = options["file"].read_text("utf-8")
                self.stdout.write(f"Served with the log: {accept_cosignature(folder, note).size} entries.")
            else:
                self.stdout.write("\n".join(map(str, witnesses(folder))) or "There is no witness yet.")
        except (UnableToAccept, OSError) as refusal:
            raise CommandError(str(refusal)) from None
