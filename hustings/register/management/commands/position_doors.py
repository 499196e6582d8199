import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.register.doors.positioning import position_doors


@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Look up where every door stands: by its UPRN, the numbered doors beside it, or its postcode. Do so after "
        "importing properties or postcodes; what an address file said stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("seats", nargs="*", metavar="SEAT", help="all in reach where none is named")
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Position the doors of each seat; all or none."""
        at, action, purpose = timezone.now(), Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                note_reason(by, options["reason"])
                seats = _seats(by.seats_for(action), options["seats"])
                told = {seat: position_doors(constituency=seat.id, by=by, at=at) for seat in seats}
        except UnableToOpenScope as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps({seat.slug: vars(found) for seat, found in told.items()}))
            return
        for seat, found in told.items():
            self.stdout.write(
                f"{seat}: {found.by_uprn} doors by their UPRN, {found.by_neighbours} by the doors beside them, "
                f"{found.by_postcode} by their postcode; the others stay."
            )


def _seats(reach: frozenset[int], slugs: list[str]) -> list[Place]:
    seats = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, id__in=reach).order_by("name")
    found = [seat for seat in seats if not slugs or seat.slug in slugs]
    lost = sorted(set(slugs) - {seat.slug for seat in found})
    if lost:
        raise CommandError(f"There is no seat {lost[0]} where you may import. Nothing was changed.")
    return found
