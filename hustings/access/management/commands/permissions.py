from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hustings.access.matrix import permission_page
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Print who may do what, from the table of roles; or write it to docs/permissions.md, or compare it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/permissions.md")
        parser.add_argument("--check", action="store_true", help="fail where docs/permissions.md differs")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print, write or compare the page; no database is asked."""
        page, path = permission_page(), Path(settings.ROOT) / "docs" / "permissions.md"
        if options["write"]:
            path.write_text(page, "utf-8")
        elif options["check"]:
            if not path.exists() or path.read_text("utf-8") != page:
                raise CommandError(
                    "docs/permissions.md is not what the table says: bin/hustings permissions --write"
                )
        else:
            self.stdout.write(page, ending="")
