import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason, seat_named
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.councils import edition_named
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.supporters.bringing.files import UnableToBringIn, apply_file, look_over, say_columns, take_file
from hustings.supporters.files.columns import recognise
from hustings.supporters.files.reading import beginning_of
from hustings.supporters.models import FileState, Relation, SupporterFile
from hustings.supporters.wording import LineInWords, changes_in_words, lines_in_words

SHOWN = 20
PIECE = 64 << 10


@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Look a file of members or supporters over and say what it would change; with --apply, change it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV or XLSX with usual headings")
        parser.add_argument("--seat", required=True, help="the seat as in its page's address: exeter")
        parser.add_argument("--all", choices=Relation.values, default="", help="what everybody in it is")
        parser.add_argument(
            "--edition", default="", metavar="NAME", help="whose numbers it gives; those in force otherwise"
        )
        add_name_and_reason(parser)
        parser.add_argument("--apply", action="store_true", help="apply it at once instead of only looking")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        try:
            file, lines = _bring_in(options)
        except (UnableToOpenScope, UnableToReadFile, UnableToImportRegister, UnableToBringIn) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(
                f"{options['file']} cannot be read: {error.strerror}. Nothing was changed."
            ) from error
        self._report(file, lines, as_json=options["json"])

    def _report(self, file: SupporterFile, lines: list[LineInWords], *, as_json: bool) -> None:
        if as_json:
            left_out = [{"line": row.line, "column": row.column, "reason": row.sentence} for row in lines]
            self.stdout.write(
                json.dumps(
                    {"file": str(file.id), "state": file.state, "counts": file.counts, "left_out": left_out}
                )
            )
            return
        for sentence in changes_in_words(file.counts):
            self.stdout.write(sentence)
        for row in lines:
            self.stdout.write(f"Line {row.line}, column {row.column}: {row.sentence}")
        is_applied = file.state == FileState.APPLIED
        self.stdout.write("Applied." if is_applied else "Looked over; nothing was changed. Add --apply.")


def _bring_in(options: dict[str, Any]) -> tuple[SupporterFile, list[LineInWords]]:
    action, purpose, at = Action.SUPPORTERS_FILE_IMPORT, Purpose.ADMINISTRATION, timezone.now()
    with (
        options["file"].open("rb") as content,
        acting_as(options["email"], action=action, purpose=purpose, at=at) as by,
    ):
        seat = seat_named(by, options["seat"])
        note_reason(by, options["reason"], constituency=seat.id)
        columns = recognise(beginning_of(content).headings)
        if not (columns.finds_people and (columns.says_something or options["all"])):
            raise UnableToBringIn(
                "The headings do not tell who is meant, or what is said of them. Send the file on the seat's page of "
                "supporters, where each column is asked about. Nothing was changed."
            )
        pieces = iter(lambda: content.read(PIECE), b"")
        file = take_file(pieces, name=options["file"].name, everybody=options["all"], seat=seat, by=by, at=at)
        edition = edition_named(seat, options["edition"])
        say_columns(file.id, columns, edition=edition, by=by, at=at)
        file = look_over(file.id, by=by, at=at)
        if options["apply"]:
            file = apply_file(file.id, by=by, at=at)
        return file, lines_in_words(file.unapplied.order_by("line")[:SHOWN])
