"""Scores of outside models: brought in, replaced by a newer version, put out of use. Advice to people, who decide.

Whoever objected to being scored gets none (UK GDPR, article 21): the file's value for them is not kept.
"""

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
from hustings.register.councils import editions_meant
from hustings.register.models import Elector
from hustings.register.numbering import Bearer, bearers_of
from hustings.supporters.files.reading import rows_of
from hustings.targeting.models import Score, ScoreValue
from hustings.targeting.scores.reading import ScoreFault, ScoresRead, find_columns, read_scores
from hustings.work.reporting import Report, silent

BATCH = 5_000
LINES_KEPT = 500
"""Left-out rows that are kept with their line; of more only the count is."""
LONGEST = {"name": 80, "model": 200, "inputs": 2_000}


class UnableToImportScores(Exception):
    """No score is brought in or changed. The message says why and what to do."""


@dataclass(frozen=True)
class ScoreTold:
    """What somebody says of a file: the score's name here, the model, what it was made from and when.

    `edition` is the register whose numbers it gives, None for those in force; `are_shares` that its values go from 0
    to 1; `column` the heading of the values where that is not a usual one.
    """

    name: str
    model: str
    inputs: str
    made_on: date
    column: str = ""
    are_shares: bool = False
    edition: UUID | None = None


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

    Raises UnableToReadFile, and UnableToImportScores where too much is said of the file, it has no score, or holds
    hardly anybody of this seat.
    """
    _refuse_told(told, at)
    headings, _rows = rows_of(content)
    columns = find_columns(headings, told.column)
    read = read_scores(rows_of(content, only=columns.all)[1], columns, are_shares=told.are_shares)
    if not read.values:
        raise UnableToImportScores(
            _(
                "None of the %(read)s rows has both an elector number and a score that can be read. Is it the right "
                "column, and are its values from 0 to 100, or from 0 to 1, as you said? Nothing was kept."
            )
            % {"read": grouped(read.read)}
        )
    report(1, 2, _("Comparing with the register."))
    scored, objected = _held_against_register(seat, read, told.edition)
    found = len(scored) + objected
    if not found or found < len(read.values) / 2:
        raise UnableToImportScores(
            _(
                "Only %(found)s of the %(read)s elector numbers are of somebody on this seat's register: they are "
                "another seat's, or another edition's than you said. Nothing was kept."
            )
            % {"found": grouped(found), "read": grouped(len(read.values))}
        )
    return _write(told, read, scored, objected, seat=seat, by=by, at=at)


@transaction.atomic
def retire_score(*, score: Score, by: Actor, at: datetime) -> None:
    """Put a score out of use; its values go in the night, and what it was stays readable until its term."""
    if not Score.objects.filter(pk=score.pk, retired_at=None).update(retired_at=at):
        raise UnableToImportScores(_("This score is out of use already. Nothing was changed."))
    _note(score, "score put away", [], by, at)


def _refuse_told(told: ScoreTold, at: datetime) -> None:
    if told.made_on > timezone.localdate(at):
        raise UnableToImportScores(
            _("The day on which the scores were made has not come yet. Nothing was kept.")
        )
    for what, most in LONGEST.items():
        if not 1 <= len(getattr(told, what)) <= most:
            raise UnableToImportScores(
                _(
                    "A score needs a name of at most %(name)d letters, its model in at most %(model)d and what it was "
                    "made from in at most %(inputs)d. Nothing was kept."
                )
                % LONGEST
            )


def _held_against_register(
    seat: Place, read: ScoresRead, edition: UUID | None
) -> tuple[list[tuple[Bearer, float]], int]:
    """Who bears one of the numbers and does not object, with their value; and how many object."""
    known: dict[ElectorNumber, dict[UUID, Bearer]] = {}
    for one in bearers_of(seat.id, editions_meant(seat, edition), read.values):
        known.setdefault(one.number, {})[one.id] = one
    scored: dict[UUID, tuple[Bearer, float]] = {}
    objected = set[UUID]()
    for number, value in read.values.items():
        bearers = known.get(number, {})
        if len(bearers) != 1:
            fault = ScoreFault.SEVERAL if bearers else ScoreFault.UNKNOWN_NUMBER
            read.left_out.append((read.lines[number], fault))
            continue
        bearer = next(iter(bearers.values()))
        if bearer.objects_to_scores:
            objected.add(bearer.id)
        elif bearer.id in scored:
            read.left_out.append((read.lines[number], ScoreFault.REPEATED))
        else:
            scored[bearer.id] = bearer, value
    return list(scored.values()), len(objected)


def _write(
    told: ScoreTold,
    read: ScoresRead,
    scored: list[tuple[Bearer, float]],
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
            "scored": len(scored),
            "objected": objected,
            "left out": len(read.left_out),
            "register": Elector.objects.of_seat(seat.id).on_the_register().count(),
            "lowest": min((value for _bearer, value in scored), default=None),
            "highest": max((value for _bearer, value in scored), default=None),
        },
        left_out=sorted((line, str(fault)) for line, fault in read.left_out)[:LINES_KEPT],
        imported_by=by.person_id,
        imported_at=at,
    )
    ScoreValue.objects.bulk_create(
        (
            ScoreValue(constituency=seat, score=score, elector_id=bearer.id, value=value)
            for bearer, value in scored
        ),
        batch_size=BATCH,
    )
    _note(score, "score imported", [bearer.seat_no for bearer, _value in scored], by, at)
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
