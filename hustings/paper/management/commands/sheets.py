import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.lib.names import normalised
from hustings.organisation.models import Organisation
from hustings.paper.addressing import keying_address
from hustings.paper.forms import next_evening
from hustings.paper.models import Pack
from hustings.paper.packing import Choice, UnableToPrint, order_pack
from hustings.paper.printing import described, print_pack
from hustings.register.models import Street
from hustings.work.models import SealedFile
from hustings.work.sealing import open_file


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS)
class Command(BaseCommand):
    help = "Print canvass sheets of a seat, or of some of its streets and districts, into one PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seat", required=True, help="the seat as in its page's address: exeter")
        parser.add_argument(
            "--street", action="append", default=[], metavar="NAME", help="a street; may be repeated"
        )
        parser.add_argument(
            "--district", action="append", default=[], metavar="LETTERS", help="a polling district"
        )
        parser.add_argument(
            "--new", action="store_true", help="only doors with somebody whom no sheet has named yet"
        )
        parser.add_argument(
            "--return-to", default="", metavar="NAME", help="to whom the sheets go back (yourself)"
        )
        parser.add_argument(
            "--call", default="", metavar="NUMBER", help="whom a finder calls (the organisation)"
        )
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="the PDF; must not exist yet"
        )
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print in one transaction; the file appears whole or not at all."""
        at = timezone.now()
        if options["out"].exists():
            raise CommandError(
                f"{options['out']} is there already. Nothing was printed; choose another name."
            )
        try:
            with acting_as(
                options["email"], action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, at=at
            ) as by:
                pack = self._print(by, at, options)
                _write(pack, options["out"])
        except (UnableToOpenScope, UnableToPrint) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._report(pack, options)

    def _print(self, by: Actor, at: datetime, options: dict[str, Any]) -> Pack:
        seat = _seat(by, options["seat"])
        choice = Choice(
            streets=_streets(seat, options["street"], options["district"]),
            return_to=options["return_to"] or by.name,
            return_by=next_evening(at),
            call_number=options["call"] or _organisation_number(),
            address=keying_address(seat.slug),
            is_supplement=options["new"],
        )
        note_reason(by, options["reason"], constituency=seat.id)
        pack = order_pack(constituency=seat.id, choice=choice, by=by, at=at)
        report = self.stderr.write if options["verbosity"] > 1 else _say_nothing
        return print_pack(
            pack_id=pack.id,
            constituency=seat.id,
            by=by,
            at=at,
            report=lambda done, total, sentence: report(f"{done} of {total}: {sentence}"),
        )

    def _report(self, pack: Pack, options: dict[str, Any]) -> None:
        if options["json"]:
            told = {"sheets": pack.sheet_count, "pages": pack.page_count, "file": str(options["out"])}
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(f"{described(pack)} {options['out']}")


def _seat(by: Actor, slug: str) -> Place:
    reach = by.seats_for(Action.PAPER_SHEET_PRINT)
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=slug, id__in=reach).first()
    if seat is None:
        raise UnableToPrint(f"There is no seat {slug} where {by.name} may print sheets. Nothing was printed.")
    return seat


def _streets(seat: Place, names: Iterable[str], letters: Iterable[str]) -> list[UUID]:
    """Streets by name, whatever their case and accents, and whole districts by letters; without either, all."""
    mine = list(Street.objects.filter(constituency_id=seat.id).select_related("district"))
    wanted, districts = {normalised(name): name for name in names}, {each.upper() for each in letters}
    lacking = wanted.keys() - {normalised(street.name) for street in mine}
    lacking_districts = districts - {street.district.letters.upper() for street in mine}
    if lacking or lacking_districts:
        unknown = ", ".join([*(wanted[key] for key in sorted(lacking)), *sorted(lacking_districts)])
        raise UnableToPrint(
            f"Not in {seat.name}: {unknown}. Nothing was printed; look at the seat's streets."
        )
    return [
        street.id
        for street in mine
        if not (wanted or districts)
        or normalised(street.name) in wanted
        or street.district.letters.upper() in districts
    ]


def _organisation_number() -> str:
    organisation = Organisation.objects.filter(pk=1).first()
    if organisation is None or not organisation.contact_telephone:
        raise UnableToPrint("A finder must be able to call somebody: add --call NUMBER. Nothing was printed.")
    return organisation.contact_telephone


def _write(pack: Pack, path: Path) -> None:
    """Write the file for its owner alone, whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    file = SealedFile.objects.filter(constituency_id=pack.constituency_id).get(id=pack.file_id or pack.id)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        for piece in open_file(file):
            written.write(piece)
    partial.rename(path)


def _say_nothing(sentence: str) -> None:
    """Progress is told at a higher verbosity only."""
