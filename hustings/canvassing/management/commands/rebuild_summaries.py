import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.scope import on_duty
from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import DUTY, count_seats
from hustings.canvassing.summarising import rebuild_summaries
from hustings.geography.models import Place
from hustings.lib.declaring import declare


@declare(action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Make every summary anew from the conversations alone: latest intentions, contacts, doors, seats."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "seats", nargs="*", metavar="SEAT", help="the seat's word in addresses; all without one"
        )
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, seats: list[str], **options: Any) -> None:
        at = timezone.now()
        with on_duty(
            DUTY, action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION, at=at
        ) as by:
            ids = _seats_named(seats, by.seats_for(Action.CANVASSING_SUMMARY_REBUILD))
            rebuild_summaries(constituencies=ids, by=by, at=at)
            count_seats(constituencies=ids, by=by, at=at)
        told = {"seats": len(ids)}
        self.stdout.write(
            json.dumps(told) if options["json"] else f"Summaries made anew for {len(ids)} seats."
        )


def _seats_named(words: list[str], reach: frozenset[int]) -> list[int]:
    if not words:
        return sorted(reach)
    found = dict(Place.objects.filter(slug__in=words, id__in=reach).values_list("slug", "id"))
    missing = sorted(set(words) - found.keys())
    if missing:
        raise CommandError(f"This installation has no seat called {', '.join(missing)}. Nothing was changed.")
    return sorted(found.values())
