import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.headquarters.placing import AUTO, KINDS, in_order, load_file
from hustings.lib.declaring import declare


@declare(action=Action.GEOGRAPHY_PLACES_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Load published places as they are: names and codes of the ONS, its directories of postcodes and of UPRNs, "
        "Code-Point Open, OS Open UPRN, results of the House of Commons Library, boundaries. Each file is "
        "recognised by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="a CSV or GeoJSON file as published"
        )
        parser.add_argument("--kind", choices=[AUTO, *KINDS], default=AUTO, help="what the files hold")
        parser.add_argument("--polling-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="of results")
        parser.add_argument(
            "--everywhere",
            action="store_true",
            help="properties of the whole country, not of seats with units",
        )
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="in whose name")
        parser.add_argument("--reason", default="", help="why; it stands in the log")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, files: list[Path], **options: Any) -> None:
        """Load every file in a transaction of its own; one that cannot be used is told, and the others stand."""
        at = timezone.now()
        told: list[dict[str, object]] = []
        refused = 0
        for path, kind in in_order(files, options["kind"]):
            try:
                outcome = self._load(path, kind, at, options)
            except (UnableToImportPlaces, UnableToOpenScope) as refusal:
                refused += 1
                told.append({"file": path.name, "refused_because": str(refusal)})
                self.stderr.write(str(refusal))
            else:
                told.append(outcome.as_json())
                if not options["json"]:
                    self.stdout.write(outcome.sentence())
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        if refused:
            raise CommandError(f"{refused} of {len(told)} files could not be used; the others are loaded.")

    def _load(self, path: Path, kind: str, at: datetime, options: dict[str, Any]) -> FileOutcome:
        with _somebody(options["email"], at) as by:
            return load_file(
                path,
                kind,
                by=by,
                at=at,
                reason=options["reason"],
                polling_day=options["polling_day"],
                everywhere=options["everywhere"],
            )


@contextmanager
def _somebody(email: str | None, at: datetime) -> Iterator[UUID | None]:
    """Act as the person named; before there is anybody, whoever holds the console loads the first places."""
    if email is None:
        yield None
        return
    action, purpose = Action.GEOGRAPHY_PLACES_IMPORT, Purpose.ADMINISTRATION
    with acting_as(email, action=action, purpose=purpose, at=at) as actor:
        yield actor.person_id
