from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.access.actor import Actor
from hustings.access.errands import JobRefused, RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.register.faults import UnableToReadFile
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.scores.importing import ScoreTold, UnableToImportScores, import_scores
from hustings.targeting.scores.wording import coverage_in_words
from hustings.targeting.walks.cutting import cut_left, cut_one, cut_plan
from hustings.targeting.walks.planning import UnableToCut
from hustings.work.models import SealedFile
from hustings.work.sealing import UnableToOpenFile, forget_file, open_file


@errand_task(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS)
def cut_walks(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Cut the plan that is the job's subject: all of it, or what is left where minutes and a team are asked."""
    assert job.subject_id is not None
    assert job.constituency_id is not None
    try:
        plan = _cut_of(job.asked)(constituency=job.constituency_id, plan_id=job.subject_id, by=actor, at=at)
    except UnableToCut as refusal:
        job.refuse(str(refusal))
        return None
    count = Walk.objects.filter(constituency_id=job.constituency_id, plan=plan).count()
    return ngettext("%d walk is cut.", "%d walks are cut.", count) % count


def _cut_of(asked: dict[str, Any]) -> Callable[..., WalkPlan]:
    if not asked:
        return cut_plan
    if "walk" in asked:
        return partial(cut_one, walk=UUID(asked["walk"]))
    return partial(cut_left, **asked)


@errand_task(action=Action.TARGETING_SCORE_IMPORT, purpose=Purpose.ADMINISTRATION)
def bring_scores_in(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read a file of scores and write them; the file itself is forgotten either way."""
    return _bring_scores_in(actor, job, at)


def _bring_scores_in(actor: Actor, job: RunningJob, at: datetime) -> str:
    file = SealedFile.objects.filter(pk=UUID(job.asked["file"]), expires_at__gt=at).first()
    assert job.constituency_id is not None
    seat = Place.objects.get(pk=job.constituency_id)
    try:
        score = import_scores(_content(file), _told(job.asked), seat=seat, by=actor, at=at, report=job.report)
    except (UnableToReadFile, UnableToImportScores) as refusal:
        if file is not None:
            forget_file(file)
        raise JobRefused(str(refusal)) from refusal
    assert file is not None
    forget_file(file)
    job.leads_to = reverse("targeting:score", args=[seat.slug, score.id])
    return " ".join(coverage_in_words(score))


def _content(file: SealedFile | None) -> BytesIO:
    """The file in memory: unsealed, it must lie on no disk."""
    try:
        if file is not None:
            return BytesIO(b"".join(open_file(file)))
    except UnableToOpenFile:
        pass
    raise UnableToReadFile(
        _("The file that was sent is not kept any more. Nothing was changed; send it again.")
    )


def _told(asked: dict[str, Any]) -> ScoreTold:
    """Read again what was said of the file when it was sent."""
    return ScoreTold(
        **{key: asked[key] for key in ("name", "model", "inputs", "column", "are_shares")},
        made_on=date.fromisoformat(asked["made_on"]),
        edition=UUID(asked["edition"]) if asked["edition"] else None,
    )
