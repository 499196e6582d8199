from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place, PollingDistrict, Postcode
from hustings.lib.declaring import declare
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.layouts import LAYOUTS
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.importing.supplying import Supplied, usual_supply
from hustings.register.importing.telling import difference_in_words, warnings_in_words
from hustings.register.management.reporting_imports import refusing, report_import, seat_named
from hustings.register.models import Import, Regulation
from hustings.work.reporting import silent


@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Look a council's register file over and say what it would change; with --apply, change it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="as the council sent it: CSV, TSV or XLSX"
        )
        parser.add_argument(
            "--officer", required=True, metavar="CODE", help="the council's GSS code: E07000041"
        )
        parser.add_argument(
            "--edition", required=True, metavar="NAME", help="the edition's name; made if it is new"
        )
        parser.add_argument(
            "--published", type=date.fromisoformat, metavar="DATE", help="when it was published"
        )
        parser.add_argument(
            "--seat", metavar="SEAT", help="on whose pages the import stands; found where it is plain"
        )
        parser.add_argument(
            "--place-here", action="store_true", help="districts that no postcode places belong to that seat"
        )
        parser.add_argument(
            "--layout",
            choices=[layout.key for layout in LAYOUTS],
            default="",
            help="found by itself otherwise",
        )
        parser.add_argument(
            "--month",
            type=date.fromisoformat,
            metavar="DATE",
            help="a day of the month it speaks of, where the file does not say so itself",
        )
        parser.add_argument("--supplied-to", metavar="NAME", help="for whom; the organisation otherwise")
        parser.add_argument(
            "--regulation", choices=Regulation.values, help="by whose right; its own otherwise"
        )
        parser.add_argument("--received", type=date.fromisoformat, metavar="DATE", help="when it came; today")
        add_name_and_reason(parser)
        parser.add_argument("--apply", action="store_true", help="apply it at once instead of only looking")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        at = timezone.now()
        with (
            refusing(options["file"]),
            acting_as(
                options["email"], action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION, at=at
            ) as by,
        ):
            run = self._import(by, at, options)
            self._report(run, options)

    def _import(self, by: Actor, at: datetime, options: dict[str, Any]) -> Import:
        officer = _officer(options["officer"])
        seat = _seat(by, officer, options["seat"])
        note_reason(by, options["reason"], constituency=seat.id)
        edition = find_edition(
            officer=officer, name=options["edition"], published_on=options["published"], at=at
        )
        report = self._tell if options["verbosity"] > 1 else silent
        with options["file"].open("rb") as content:
            run = look_over_file(
                by=by,
                at=at,
                constituency=seat.id,
                edition=edition,
                sent=_sent(content, at, options),
                report=report,
            )
        return apply_import(by=by, at=at, run_id=run.id, report=report) if options["apply"] else run

    def _tell(self, done: int, total: int, sentence: str) -> None:
        self.stderr.write(f"{done} of {total}: {sentence}" if total else sentence)

    def _report(self, run: Import, options: dict[str, Any]) -> None:
        said = [*difference_in_words(run.counts), *warnings_in_words(run.warnings)]
        also = {"layout": run.layout, "encoding": run.encoding, "by_district": run.by_district}
        report_import(self.stdout, run, said, as_json=options["json"], also=also)


def _sent(content: BinaryIO, at: datetime, options: dict[str, Any]) -> SentFile:
    usual = usual_supply(timezone.localdate(at))
    return SentFile(
        content,
        options["file"].name,
        options["place_here"],
        options["layout"],
        options["month"],
        Supplied(
            options["supplied_to"] or usual.supplied_to,
            options["regulation"] or usual.regulation,
            options["received"] or usual.received_on,
        ),
    )


def _officer(code: str) -> Place:
    found = Place.objects.filter(kind=Place.Kind.COUNCIL, code=code.upper()).first()
    if found is None:
        raise UnableToImportRegister(
            f"There is no council {code}. Import the places first, or look at the code again."
        )
    return found


def _seat(by: Actor, officer: Place, slug: str | None) -> Place:
    if slug is not None:
        return seat_named(by, slug)
    reach = by.seats_for(by.action)
    near = {
        *PollingDistrict.objects.filter(officer=officer).values_list("constituency_id", flat=True).distinct(),
        *Postcode.objects.filter(council=officer).values_list("constituency_id", flat=True).distinct(),
    }
    seats = list(Place.objects.filter(id__in=(near & reach) or reach).order_by("name"))
    if len(seats) != 1:
        words = ", ".join(seat.slug for seat in seats)
        raise UnableToImportRegister(
            f"Name the seat on whose pages the import is to stand: --seat, one of {words}."
        )
    return seats[0]
