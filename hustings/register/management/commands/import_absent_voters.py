from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.console import note_reason
from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.absent.applying import apply_absent
from hustings.register.absent.looking_over import Said, look_over_absent
from hustings.register.absent.rules import Kind, kind_of
from hustings.register.absent.telling import absent_in_words, absent_warnings
from hustings.register.management.importing_lists import add_list_arguments, list_file
from hustings.register.management.reporting_imports import refusing, report_import, seat_named
from hustings.register.models import Import, Supply


@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = (
        "Look a council's list of absent voters over and say what it would change; with --apply, change it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_list_arguments(parser)
        parser.add_argument("--kind", choices=list(Kind), default="", help="of everybody on it")
        parser.add_argument(
            "--addition", action="store_true", help="it adds to the list before, and ends nobody"
        )
        parser.add_argument(
            "--keep-details-until",
            type=date.fromisoformat,
            metavar="DATE",
            help="also keep where ballot papers are sent and who the proxies are, until this day",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        at = timezone.now()
        action, purpose = Action.REGISTER_ABSENT_IMPORT, Purpose.ADMINISTRATION
        with (
            refusing(options["file"]),
            acting_as(options["email"], action=action, purpose=purpose, at=at) as by,
        ):
            run = _import(by, at, options)
            said = [*absent_in_words(run.counts), *absent_warnings(run.warnings)]
            report_import(self.stdout, run, said, as_json=options["json"])


def _import(by: Actor, at: datetime, options: dict[str, Any]) -> Import:
    seat = seat_named(by, options["seat"])
    note_reason(by, options["reason"], constituency=seat.id)
    said = Said(options["kind"], not options["addition"], options["keep_details_until"])
    with options["file"].open("rb") as content:
        sent = list_file(options, content, Supply.Kind.ABSENT, kind_of, all_one=bool(options["kind"]))
        run = look_over_absent(by=by, at=at, constituency=seat.id, sent=sent, said=said)
    return apply_absent(by=by, at=at, run_id=run.id) if options["apply"] else run
