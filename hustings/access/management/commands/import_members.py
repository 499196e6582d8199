from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.members.faults import UnableToReadFeed
from hustings.access.members.headings import Field
from hustings.access.members.importing import Taken, import_members
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

SENTENCES = {
    "left": "{n} have left. Their roles, sign-ins, errands and handed-out doors end",
    "grace": "{n} have lapsed. They keep everything for thirty days, and are told",
    "back": "{n} are members again. Their grace ends",
    "joined": "{n} belong to another part now, too",
    "returned": "{n} had left and are said to be members again. A key-holder can give their roles back",
}


@declare(action=Action.ACCESS_MEMBERS_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Take in a file of the membership system; without --apply, only say what it would do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="CSV, as the membership system exports it"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column holds: {', '.join(Field)}",
        )
        parser.add_argument(
            "--whole", action="store_true", help="it names every member: whoever is missing has lapsed"
        )
        parser.add_argument(
            "--drawn-at",
            type=datetime.fromisoformat,
            metavar="WHEN",
            help="when it was exported, as 2030-12-31T09:00; now, unless said",
        )
        parser.add_argument("--apply", action="store_true", help="do it, instead of only looking")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Take the file in, whole or not at all."""
        at = timezone.now()
        action, purpose = Action.ACCESS_MEMBERS_IMPORT, Purpose.ADMINISTRATION
        try:
            with acting_as(options["email"], action=action, purpose=purpose, at=at) as by:
                note_reason(by, options["reason"])
                taken = import_members(
                    content=options["file"].read_bytes(),
                    file_name=options["file"].name,
                    said=tuple(options["map"]),
                    is_whole=options["whole"],
                    drawn_at=_moment(options["drawn_at"], at),
                    is_dry=not options["apply"],
                    by=by,
                    at=at,
                )
        except (UnableToOpenScope, UnableToReadFeed, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(taken, is_dry=not options["apply"])

    def _tell(self, taken: Taken, *, is_dry: bool) -> None:
        write = self.stdout.write
        write(", ".join(f"{heading} is the {name}" for name, heading in taken.columns.items()) + ".")
        for outcome, sentence in SENTENCES.items():
            names = taken.names.get(outcome, [])
            if names:
                write(f"{sentence.format(n=len(names))}: {', '.join(sorted(names))}.")
        if taken.missing:
            write(f"{taken.missing} are not in the list any more. They keep everything for thirty days.")
        write(f"{taken.same} are as they were; {len(taken.unmatched)} have no account here.")
        for refused in sorted(taken.refused, key=lambda one: one.line):
            write(f"Line {refused.line}{f' ({refused.column})' if refused.column else ''}: {refused.reason}")
        if taken.unknown_units:
            write(
                f"{taken.unknown_units} lines name a part that is not known here; who they are was still taken."
            )
        write(
            "Nothing was changed: say --apply to do it."
            if is_dry
            else f"Taken in: {taken.lines} lines, {len(taken.refused)} refused."
        )


def _moment(said: datetime | None, at: datetime) -> datetime:
    if said is None:
        return at
    return said if said.tzinfo else timezone.make_aware(said)
