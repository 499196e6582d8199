from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.register.redrawing.carrying_out import Redrawn, UnableToRedraw, carry_out_change


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Put a proposed boundary change in force: districts go to their new wards and seats with their people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("change", type=UUID, metavar="ID", help="as import_boundary_change told it")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Carry it out in one transaction, whole or not at all."""
        at = timezone.now()
        action, purpose = Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                note_reason(by, options["reason"])
                self._tell(carry_out_change(by=by, at=at, change_id=options["change"]))
        except (UnableToOpenScope, UnableToRedraw) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell(self, done: Redrawn) -> None:
        names = Place.objects.in_bulk({seat for pair in done.electors for seat in pair})
        self.stdout.write(
            f"In force: {done.districts} districts, {done.parted} parted, {done.renamed} with new letters."
        )
        for (here, there), electors in done.electors.items():
            self.stdout.write(f"{electors} electors went from {names[here]} to {names[there]}.")
        for column, rows in done.cut.items():
            self.stdout.write(
                f"{rows} times {column} could not be kept: what it named stayed behind, or is there already."
            )
