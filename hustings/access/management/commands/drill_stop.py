from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason
from hustings.access.scope import UnableToOpenScope
from hustings.access.stopping.drilling import hold_drill
from hustings.access.stopping.placing import UnableToStop
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@declare(action=Action.ACCESS_STOP_PLACE, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Try a stop out on a device made for it, and keep how long it took."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--trials", type=int, default=5, help="how often (5); each takes some seconds")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Hold the drill and say what was measured, trial by trial."""
        try:
            taken = hold_drill(
                email=options["email"],
                reason=options["reason"],
                trials=max(1, options["trials"]),
                at=timezone.now(),
            )
        except (UnableToOpenScope, UnableToStop) as refusal:
            raise CommandError(str(refusal)) from refusal
        for number, one in enumerate(taken, start=1):
            self.stdout.write(f"{number}: last read after {one.last_read} ms, page told after {one.page} ms")
