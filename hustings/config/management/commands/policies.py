from typing import Any

from django.core.management.base import BaseCommand

from hustings.access.building import statements
from hustings.audit.words import Action, Purpose
from hustings.config.migrating import all_walls
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Print the database's wall as SQL, as the table of roles makes it: functions, privileges, policies."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print every statement that `migrate` runs, but the key of the seals; no database is asked."""
        for statement in statements(all_walls()):
            self.stdout.write(f"{statement.strip().removesuffix(';')};\n")
