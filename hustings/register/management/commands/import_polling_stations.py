import json
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.elections.models import StationFile
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.importing import look_over_stations, use_stations
from hustings.register.stations.reading import SentFile
from hustings.register.stations.telling import changes_in_words, holdings_in_words, warnings_in_words


@declare(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Look a council's polling stations over and say what they would change; with --apply, use them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="as the council's system wrote it: Xpress, Eros, Democracy Counts (both files), FCS, EONI",
        )
        parser.add_argument(
            "--officer", required=True, metavar="CODE", help="the council's GSS code: E07000041"
        )
        parser.add_argument(
            "--polling-day", type=date.fromisoformat, metavar="DATE", help="where the file does not name it"
        )
        add_name_and_reason(parser)
        parser.add_argument("--apply", action="store_true", help="use them at once instead of only looking")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        at, action, purpose = timezone.now(), Action.ELECTIONS_STATIONS_IMPORT, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                note_reason(by, options["reason"])
                file = _look_over(by, at, options)
                if options["apply"]:
                    file = use_stations(by=by, at=at, file_id=file.id)
        except (UnableToOpenScope, UnableToImportStations) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be read: {error.strerror}. Nothing was changed."
            ) from error
        self._report(file, options)

    def _report(self, file: StationFile, options: dict[str, Any]) -> None:
        if options["json"]:
            told = {
                "file": str(file.id),
                "state": file.state,
                "supplier": file.supplier,
                "polling_day": file.polling_day.isoformat() if file.polling_day else None,
                "counts": file.counts,
                "warnings": file.warnings,
            }
            self.stdout.write(json.dumps(told))
            return
        for sentence in (
            *holdings_in_words(file.counts),
            *changes_in_words(file.warnings),
            *warnings_in_words(file.warnings),
        ):
            self.stdout.write(sentence)
        self.stdout.write(
            "These polling stations are in use."
            if options["apply"]
            else "Looked over; nothing was changed. Add --apply."
        )


def _look_over(by: Actor, at: datetime, options: dict[str, Any]) -> StationFile:
    officer = Place.objects.filter(kind=Place.Kind.COUNCIL, code=options["officer"].upper()).first()
    if officer is None:
        raise UnableToImportStations(
            f"There is no council {options['officer']}. Import the places first, or look at the code again."
        )
    with ExitStack() as stack:
        files = [SentFile(stack.enter_context(path.open("rb")), path.name) for path in options["files"]]
        return look_over_stations(
            by=by, at=at, officer=officer, files=files, polling_day=options["polling_day"]
        )
