"""What the worker does with a file of scores that was sent: it reads it and forgets it, whatever comes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from hustings.access.errands import JobRefused
from hustings.audit.words import Action, Purpose
from hustings.register.tests.council import NOON
from hustings.targeting.models import Score
from hustings.targeting.scores.importing import UnableToImportScores
from hustings.targeting.tasks import _bring_scores_in
from hustings.targeting.tests.scores.files import FOUR, scores_file, values
from hustings.work.models import SealedFile
from hustings.work.sealing import remove_bytes, seal_file
from tests.cast import Cast, acting, arranging


@dataclass
class Errand:
    """As much of a running job as the task asks for."""

    constituency_id: int
    asked: dict[str, Any]
    leads_to: str = ""
    reported: list[str] = field(default_factory=list)

    def report(self, done: int, total: int, sentence: str) -> None:
        self.reported.append(sentence)


@contextmanager
def errand(cast: Cast, *rows: str) -> Iterator[Any]:
    """Priya has sent a file; her scope, and the job that she left."""
    with acting(cast.priya, Action.TARGETING_SCORE_IMPORT, Purpose.ADMINISTRATION, NOON) as by:
        file = seal_file(
            [scores_file(*rows)],
            name="scores.csv",
            media_type="text/csv",
            person_id=cast.priya.id,
            at=NOON,
            constituency=cast.northmoor.id,
        )
        told = {"name": "Likely to vote", "model": "logit 3", "inputs": "turnout", "made_on": "2026-11-01"}
        asked = {"file": str(file.id), "column": "", "are_shares": False, "edition": "", **told}
        yield by, Errand(cast.northmoor.id, asked)


def test_it_writes_the_scores_forgets_the_file_and_leads_to_them(register: Cast) -> None:
    with errand(register, *FOUR) as (by, job):
        sentence = _bring_scores_in(by, job, NOON)

    with arranging():
        score = Score.objects.get()
        assert not SealedFile.objects.exists()
    assert len(values(score)) == 4
    assert "4 of 6 electors on the register got this score." in sentence
    assert job.leads_to.endswith(f"/{score.id}/")


def test_what_it_refuses_is_the_sentence_of_the_job_and_the_file_is_gone(register: Cast) -> None:
    with (
        errand(register, "AA1-71,50", "AA1-72,50") as (by, job),
        pytest.raises(JobRefused, match="Only 0 of the 2 elector numbers") as refused,
    ):
        _bring_scores_in(by, job, NOON)

    assert isinstance(refused.value.__cause__, UnableToImportScores)


def test_a_file_that_is_not_there_any_more_is_asked_for_again(register: Cast) -> None:
    with errand(register, *FOUR) as (by, job):
        remove_bytes(SealedFile.objects.get().id)
        with pytest.raises(JobRefused, match="send it again"):
            _bring_scores_in(by, job, NOON)
        SealedFile.objects.all().delete()
        with pytest.raises(JobRefused, match="send it again"):
            _bring_scores_in(by, job, NOON)
