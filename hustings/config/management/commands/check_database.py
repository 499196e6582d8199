import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import all_faults
from hustings.config.migrating import redraw
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Look whether the database is as this version wants it: roles, privileges, walls, functions, clock."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="say it for a program")
        parser.add_argument("--mend", action="store_true", help="draw the walls anew first")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print what is wrong, a sentence each; the exit code is 1 where anything is."""
        connection.ensure_connection()
        if options["mend"]:
            redraw()
        found = all_faults(connection.connection)
        if options["json"]:
            self.stdout.write(json.dumps({"faults": [fault.as_json() for fault in found]}))
        for fault in [] if options["json"] else found:
            self.stdout.write(fault.sentence)
        if found:
            raise CommandError(f"{len(found)} found. The database is not as this version wants it.")
        if not options["json"]:
            self.stdout.write("The database is as this version wants it.")
