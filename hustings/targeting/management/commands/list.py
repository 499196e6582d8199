import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason, seat_named
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.keeping import UnableToKeep, make_list
from hustings.targeting.lists.rules import ListForm, Misunderstood, read_form
from hustings.targeting.lists.telling import ListCount, UnableToTell, tell_list
from hustings.targeting.lists.wording import faults_in_words

LARGEST = 1 << 20


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
        form, at = _form(options["file"]), timezone.now()
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


def _form(named: str) -> ListForm:
    try:
        given = sys.stdin.read(LARGEST) if named == "-" else Path(named).read_text("utf-8")
        return read_form(given)
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{named} cannot be read as a text file. Nothing was counted.") from fault
    except Misunderstood as fault:
        raise CommandError(faults_in_words(fault.faults)) from fault
