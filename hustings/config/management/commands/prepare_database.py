import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hustings.audit.words import Action, Purpose
from hustings.config.preparing import DATABASE, administrators_script, connection_urls, new_passwords
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Print what the administrator of a PostgreSQL of your own runs, and the addresses to set afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="localhost", help="where that server is (localhost)")
        parser.add_argument("--port", type=int, default=5432, help="its port (5432)")
        parser.add_argument("--database", default=DATABASE, help=f"the database's name ({DATABASE})")
        parser.add_argument("--json", action="store_true", help="say it for a program")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print the script on stdout and the addresses, which hold the passwords, on stderr."""
        name = options["database"]
        if not (name.isidentifier() and name.isascii() and name == name.lower()):
            raise CommandError(f"'{name}' is no name for a database: use small letters, figures and _ only.")
        passwords = new_passwords()
        script = administrators_script(passwords, name)
        addresses = connection_urls(passwords, options["host"], options["port"], name)
        if options["json"]:
            self.stdout.write(json.dumps({"sql": script, "environment": addresses}))
            return
        self.stdout.write(script)
        self.stderr.write(
            "\nOnce the administrator has run the above in psql, set these before bin/run. They hold new passwords, "
            "printed this once:\n\n" + "\n".join(f"{key}={value}" for key, value in addresses.items()),
            style_func=str,
        )
