from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import note_reason
from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election, ElectionKind
from hustings.lib.declaring import declare
from hustings.register.faults import UnableToImportRegister
from hustings.register.management.importing_lists import add_list_arguments, list_file
from hustings.register.management.reporting_imports import refusing, report_import, seat_named
from hustings.register.models import Import, Supply, Turnout
from hustings.register.turnout.applying import apply_marked
from hustings.register.turnout.looking_over import look_over_marked
from hustings.register.turnout.rules import meaning_of
from hustings.register.turnout.telling import marked_in_words, marked_warnings


@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Look a marked register over and say who voted as it has it; with --apply, write it down."

    def add_arguments(self, parser: CommandParser) -> None:
        add_list_arguments(parser)
        parser.add_argument(
            "--polling-day",
            required=True,
            type=date.fromisoformat,
            metavar="DATE",
            help="of which poll it is",
        )
        parser.add_argument("--kind", choices=ElectionKind.values, help="where that day had several polls")
        parser.add_argument(
            "--list",
            dest="method",
            choices=Turnout.Method.values,
            default=Turnout.Method.STATION,
            help="the polling stations' register, the postal packs returned, or the proxies'",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        at = timezone.now()
        action, purpose = Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION
        with (
            refusing(options["file"]),
            acting_as(options["email"], action=action, purpose=purpose, at=at) as by,
        ):
            run = _import(by, at, options)
            said = [*marked_in_words(run.counts), *marked_warnings(run.warnings)]
            report_import(self.stdout, run, said, as_json=options["json"])


def _import(by: Actor, at: datetime, options: dict[str, Any]) -> Import:
    seat = seat_named(by, options["seat"])
    note_reason(by, options["reason"], constituency=seat.id)
    election = _election(options["polling_day"], options["kind"])
    method = Turnout.Method(options["method"])
    with options["file"].open("rb") as content:
        sent = list_file(options, content, Supply.Kind.MARKED, meaning_of, all_one=False)
        run = look_over_marked(
            by=by, at=at, constituency=seat.id, sent=sent, election=election, method=method
        )
    return apply_marked(by=by, at=at, run_id=run.id) if options["apply"] else run


def _election(polling_day: date, kind: str | None) -> Election:
    """Find the one poll of a day. Raises UnableToImportRegister where there is none, or more than one."""
    polls = list(Election.objects.filter(polling_day=polling_day, **({"kind": kind} if kind else {})))
    if len(polls) != 1:
        words = (
            "; ".join(f"{poll} ({poll.kind})" for poll in polls) or "none; add it on the page of elections"
        )
        raise UnableToImportRegister(f"Which poll of {polling_day}? There is: {words}. Name its --kind.")
    return polls[0]
