from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.data_protection.tracing import UnableToTrace, trace_fragment
from hustings.lib.declaring import declare


@declare(action=Action.COPIES_COPY_TRACE, purpose=Purpose.OVERSIGHT)
class Command(BaseCommand):
    help = "Say whose copy a leaked list is, from a file with some of its rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="text or CSV with twenty names or more")
        add_name_and_reason(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Trace in one transaction, in somebody's name."""
        at = timezone.now()
        try:
            content = options["file"].read_bytes()
            with acting_as(
                options["email"], action=Action.COPIES_COPY_TRACE, purpose=Purpose.OVERSIGHT, at=at
            ) as by:
                note_reason(by, options["reason"])
                found = trace_fragment(content=content, by=by, at=at)
        except (OSError, UnableToOpenScope, UnableToTrace) as refusal:
            raise CommandError(str(refusal)) from refusal
        if not found:
            self.stdout.write("No copy that was issued here fits.")
        for named in found:
            self.stdout.write(
                f"{named.copy.number}: {named.holder}, {timezone.localtime(named.copy.issued_at):%d %B %Y, %H:%M}, "
                f"{named.copy.title} ({named.suspect.sureness}, by {named.suspect.sign}, {named.suspect.share:.0%})"
            )
