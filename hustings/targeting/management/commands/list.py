import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason, seat_named
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.keeping import UnableToKeep, make_list
from hustings.targeting.lists.telling import ListCount, UnableToTell, tell_list
from hustings.targeting.management.reading import form_from


@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS)
class Command(BaseCommand):
    help = "Count a list from its JSON form (docs/list.schema.json), step by step; with --name, keep it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list's JSON form; - reads what is piped in")
        parser.add_argument("--seat", required=True, help="the seat as in its page's address: exeter")
        parser.add_argument("--name", default="", help="keep the list under this name")
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Count, and keep if asked to, in one transaction."""
        form, at = form_from(options["file"], "counted"), timezone.now()
        try:
            with acting_as(
                options["email"], action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, at=at
            ) as by:
                seat = seat_named(by, options["seat"])
                counted = tell_list(seat, form, at=at)
                if options["name"]:
                    make_list(seat=seat, name=options["name"], form=form, by=by, at=at)
                note_reason(by, options["reason"], constituency=seat.id)
        except (UnableToOpenScope, UnableToTell, UnableToKeep) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._report(counted, as_json=options["json"])

    def _report(self, counted: ListCount, *, as_json: bool) -> None:
        told = counted.as_json()
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(told["sentence"])
        for stage in (*told["steps"], *told["leaving"]):
            self.stdout.write(f"{stage['left']:>9,}  {-stage['taken']:>+9,}  {stage['says']}")
        hours = told["walking_minutes"] / 60
        self.stdout.write(
            f"{told['people']:,} people, {told['doors']:,} doors, {told['telephones']:,} telephones, "
            f"about {hours:.1f} hours' walking."
        )
