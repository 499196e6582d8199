from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.importing.changes import ReadChange, read_boundary_change
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.proposing import import_boundary_change
from hustings.geography.models import BoundaryChange, Place
from hustings.geography.telling import Shift, differences
from hustings.lib.declaring import declare


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Look a list of new wards and constituencies over, a row for each polling district, and say what it would "
        "change; with --keep, keep it as a proposal beside the present boundaries."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV list")
        parser.add_argument("--name", required=True, help="what the change is called")
        parser.add_argument(
            "--from", dest="day", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD"
        )
        parser.add_argument("--source", default="", help="the order or report that says so")
        parser.add_argument("--officer", metavar="CODE", help="whose districts, where no column says so")
        parser.add_argument("--keep", action="store_true", help="keep it as a proposal")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Read the list in one transaction; whatever is refused leaves everything as it was."""
        at = timezone.now()
        action, purpose = Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                found = read_boundary_change(
                    options["file"], takes_effect_on=options["day"], officer=_officer(options["officer"])
                )
                self._tell(found)
                _note_reason(by, found, options["reason"])
                kept = self._keep(found, by, options) if options["keep"] else None
        except (UnableToOpenScope, UnableToImportPlaces) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Kept as proposal {kept.id}." if kept else "Looked over; nothing was kept. Add --keep."
        )

    def _tell(self, found: ReadChange) -> None:
        shifts = [
            Shift(
                said.district, said.ward, said.seat, said.new_letters, (said.street,) if said.street else ()
            )
            for said in found.rows
        ]
        for sentence in differences(shifts, found.new_places):
            self.stdout.write(sentence)

    def _keep(self, found: ReadChange, by: Actor, options: dict[str, Any]) -> BoundaryChange:
        return import_boundary_change(
            found=found,
            file_name=options["file"].name,
            name=options["name"],
            source=options["source"],
            takes_effect_on=options["day"],
            by=by.person_id,
            at=by.at,
        )


def _officer(code: str | None) -> Place | None:
    if code is None:
        return None
    found = Place.objects.filter(kind=Place.Kind.COUNCIL, code=code.upper()).first()
    if found is None:
        raise UnableToImportPlaces(f"There is no council {code}. Nothing was changed.")
    return found


def _note_reason(by: Actor, found: ReadChange, reason: str) -> None:
    """Refuse somebody none of whose seats it concerns, and write why it was done from the console."""
    if not found.seats & by.seats_for(Action.GEOGRAPHY_BOUNDARY_CHANGE):
        raise UnableToImportPlaces(
            f"This list concerns no constituency that {by.name} reaches. Nothing was changed."
        )
    note_reason(by, reason)
