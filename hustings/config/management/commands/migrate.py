from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate

from hustings.audit.words import Action, Purpose
from hustings.config.migrating import migrate
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(Migrate):
    help = (
        "Bring the database to this version: migrations, then both walls drawn anew from the table of roles."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Run Django's own migrate between lowering and raising the walls; quick where nothing has changed."""

        def run_migrations() -> None:
            Migrate.handle(self, *arguments, **options)
            call_command("createcachetable", verbosity=0)

        if not migrate(run_migrations) and options["verbosity"] > 1:
            self.stdout.write("The database is as this version wants it.")
