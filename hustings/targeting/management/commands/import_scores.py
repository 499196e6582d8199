import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.console import add_name_and_reason, note_reason, seat_named
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.register.councils import edition_named
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.targeting.models import Score
from hustings.targeting.scores.importing import ScoreTold, UnableToImportScores, import_scores
from hustings.targeting.scores.wording import coverage_in_words, left_out_in_words

SHOWN = 20


@declare(action=Action.TARGETING_SCORE_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Bring in the scores of an outside model: elector numbers, each with a value from 0 to 100."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV or XLSX")
        parser.add_argument("--seat", required=True, help="the seat as in its page's address: exeter")
        parser.add_argument("--name", required=True, help="what the score is called; the same name replaces")
        parser.add_argument("--model", required=True, help="the model's name and version, and who made it")
        parser.add_argument("--inputs", required=True, help="in words, what it was made from")
        parser.add_argument("--made-on", required=True, type=date.fromisoformat, metavar="DATE")
        parser.add_argument(
            "--scale",
            choices=("1", "100"),
            default="100",
            help="what the highest possible score is written as",
        )
        parser.add_argument(
            "--edition", default="", metavar="NAME", help="whose numbers these are; those in force otherwise"
        )
        parser.add_argument("--column", default="", help="heading of the score's column, if not Score")
        add_name_and_reason(parser)
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Import in one transaction: whatever is refused leaves everything as it was."""
        action, purpose, at = Action.TARGETING_SCORE_IMPORT, Purpose.ADMINISTRATION, timezone.now()
        try:
            with (
                options["file"].open("rb") as content,
                acting_as(options["email"], action=action, purpose=purpose, at=at) as by,
            ):
                seat = seat_named(by, options["seat"])
                score = import_scores(content, _told(options, seat), seat=seat, by=by, at=at)
                note_reason(by, options["reason"], constituency=seat.id)
        except (UnableToOpenScope, UnableToReadFile, UnableToImportRegister, UnableToImportScores) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(
                f"{options['file']} cannot be read: {error.strerror}. Nothing was kept."
            ) from error
        self._report(score, as_json=options["json"])

    def _report(self, score: Score, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(
                json.dumps({"score": str(score.id), "counts": score.counts, "left_out": score.left_out})
            )
            return
        for sentence in coverage_in_words(score):
            self.stdout.write(sentence)
        for row in left_out_in_words(score)[:SHOWN]:
            self.stdout.write(f"Line {row.line}: {row.sentence}")


def _told(options: dict[str, Any], seat: Place) -> ScoreTold:
    return ScoreTold(
        **{key: options[key] for key in ("name", "model", "inputs", "made_on", "column")},
        are_shares=options["scale"] == "1",
        edition=edition_named(seat, options["edition"]),
    )
