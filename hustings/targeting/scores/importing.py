"""Scores of outside models: brought in, replaced by a newer version, put out of use. Advice to people, who decide.

Whoever objected to being scored gets none (UK GDPR, article 21): the file's value for them is not kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.geography.models import Place
from hustings.lib.elector_numbers import ElectorNumber
from hustings.lib.markup import grouped
from hustings.register.models import Elector
from hustings.register.querying import fetch
from hustings.supporters.files.reading import rows_of
from hustings.targeting.models import Score, ScoreValue
from hustings.targeting.scores.reading import ScoreFault, ScoresRead, find_columns, read_scores
from hustings.work.reporting import Report, silent

BATCH = 5_000
LINES_KEPT = 500
"""Left-out rows that are kept with their line; of more only the count is."""
BEARERS = """
SELECT n.letters, n.number, n.suffix, e.id, e.seat_no, e.objects_to_scores
FROM unnest(%(letters)s::text[], %(numbers)s::int[], %(suffixes)s::int[]) AS w (letters, number, suffix)
JOIN register_registerentry n ON n.constituency_id = %(seat)s AND n.closed_by_id IS NULL
  AND (n.letters, n.number, n.suffix) = (w.letters, w.number, w.suffix)
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = n.elector_id AND e.on_register
"""


class UnableToImportScores(Exception):
    """No score is brought in or changed. The message says why and what to do."""


@dataclass(frozen=True)
class ScoreTold:
    """What somebody says of a file: the score's name here, the model, what it was made from and when."""

    name: str
    model: str
    inputs: str
    made_on: date
    column: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """A score, and how many of the electors on the register have it."""

    score: Score
    count: int


def scores_of(constituency: int) -> list[ScoreRow]:
    """The scores of a seat, those in use first, then what they replaced. One query."""
    standing = Q(values__elector__on_register=True, values__elector__objects_to_scores=False)
    found = Score.objects.filter(constituency_id=constituency).annotate(
        bearing=Count("values", filter=standing)
    )
    rows = [ScoreRow(score, score.bearing) for score in found.order_by("name", "-imported_at")]
    return sorted(rows, key=lambda row: row.score.retired_at is not None)


@transaction.atomic
def import_scores(
    content: BinaryIO, told: ScoreTold, *, seat: Place, by: Actor, at: datetime, report: Report = silent
) -> Score:
    """Bring a file of scores in, all of it or nothing. One of the same name is replaced: it is out of use from now on,
    and its values go in the night.

    Raises UnableToReadFile, and UnableToImportScores where the file holds hardly anybody of this seat.
    """
    if told.made_on > timezone.localdate(at):
        raise UnableToImportScores(
            _("The day on which the scores were made has not come yet. Nothing was kept.")
        )
    headings, rows = rows_of(content)
    read = read_scores(rows, find_columns(headings, told.column))
    report(1, 2, _("Comparing with the register."))
    values, numbers, objected = _held_against_register(seat, read)
    if not values or len(values) + objected < len(read.values) / 2:
        raise UnableToImportScores(
            _(
                "Only %(found)s of the %(read)s rows are of electors of this seat's register as it is now: the numbers "
                "are another seat's or another year's. Nothing was kept."
            )
            % {"found": grouped(len(values)), "read": grouped(read.read)}
        )
    return _write(told, read, values, numbers, objected, seat=seat, by=by, at=at)


@transaction.atomic
def retire_score(*, score: Score, by: Actor, at: datetime) -> None:
    """Put a score out of use; its values go in the night, and what it was stays readable until its term."""
    if not Score.objects.filter(pk=score.pk, retired_at=None).update(retired_at=at):
        raise UnableToImportScores(_("This score is out of use already. Nothing was changed."))
    _note(score, "score put away", [], by, at)


def _held_against_register(seat: Place, read: ScoresRead) -> tuple[dict[UUID, float], list[int], int]:
    """The value of each elector who bears one of the numbers, their numbers in the seat, and how many object."""
    values, seat_numbers, objected = dict[UUID, float](), list[int](), 0
    known = set()
    for letters, number, suffix, elector, seat_no, objects in _bearers(seat, read):
        wanted = ElectorNumber(letters, number, suffix)
        known.add(wanted)
        if objects:
            objected += 1
        else:
            values[elector] = read.values[wanted]
            seat_numbers.append(seat_no)
    read.left_out += [(read.lines[one], ScoreFault.UNKNOWN_NUMBER) for one in read.values if one not in known]
    return values, seat_numbers, objected


def _bearers(seat: Place, read: ScoresRead) -> Iterator[tuple[str, int, int, UUID, int, bool]]:
    wanted = list(read.values)
    yield from fetch(
        BEARERS,
        {
            "seat": seat.id,
            "letters": [one.letters for one in wanted],
            "numbers": [one.number for one in wanted],
            "suffixes": [one.suffix for one in wanted],
        },
    )


def _write(
    told: ScoreTold,
    read: ScoresRead,
    values: dict[UUID, float],
    numbers: list[int],
    objected: int,
    *,
    seat: Place,
    by: Actor,
    at: datetime,
) -> Score:
    Score.objects.filter(constituency=seat, name__iexact=told.name, retired_at=None).update(retired_at=at)
    score = Score.objects.create(
        constituency=seat,
        name=told.name,
        model=told.model,
        inputs=told.inputs,
        made_on=told.made_on,
        counts={
            "read": read.read,
            "scored": len(values),
            "objected": objected,
            "left out": len(read.left_out),
            "register": Elector.objects.of_seat(seat.id).on_the_register().count(),
        },
        left_out=sorted((line, str(fault)) for line, fault in read.left_out)[:LINES_KEPT],
        imported_by=by.person_id,
        imported_at=at,
    )
    ScoreValue.objects.bulk_create(
        (
            ScoreValue(constituency=seat, score=score, elector_id=elector, value=value)
            for elector, value in values.items()
        ),
        batch_size=BATCH,
    )
    _note(score, "score imported", numbers, by, at)
    return score


def _note(score: Score, step: str, numbers: list[int], by: Actor, at: datetime) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=score.constituency_id,
        place=f"score {score.id}",
        count=len(numbers),
        electors=[(score.constituency_id, number) for number in numbers],
        rule=step,
    )
