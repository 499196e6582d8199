import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.offering import UnableToOffer, offer_list, seats_to_offer
from hustings.targeting.management.reading import form_from


@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
class Command(BaseCommand):
    help = (
        "Offer a list in its JSON form (docs/list.schema.json) to seats, each of which takes or declines it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list's JSON form; - reads what is piped in")
        parser.add_argument("--name", required=True, help="what the list is called")
        parser.add_argument("--why", required=True, help="why it is offered: every seat reads it")
        parser.add_argument(
            "--to", action="append", default=[], metavar="SEAT", help="a seat; all in reach without any"
        )
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Offer it to every seat that is meant, or to none."""
        form, at = form_from(options["file"], "offered"), timezone.now()
        try:
            with acting_as(
                options["email"], action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE, at=at
            ) as by:
                seats = seats_to_offer(by, options["to"])
                offer = offer_list(
                    seats=seats, name=options["name"], why=options["why"], form=form, by=by, at=at
                )
                note_reason(by, options["reason"])
        except (UnableToOpenScope, UnableToOffer) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps({"offer": str(offer), "seats": [seat.slug for seat in seats]}))
        else:
            self.stdout.write(f"Offered to {len(seats)} seats.")
