"""Files of scores for tests, and Priya's scope for bringing them in."""

from datetime import date, datetime
from io import BytesIO

from hustings.audit.words import Action, Purpose
from hustings.register.models import Elector
from hustings.register.objections.objecting import record_objection
from hustings.register.tests.council import NOON
from hustings.targeting.models import Score, ScoreValue
from hustings.targeting.scores.importing import ScoreTold, import_scores
from tests.cast import Cast, acting, arranging

TOLD = ScoreTold("Likely to vote", "logit 3 of an invented house", "turnout and age", date(2026, 11, 1))
FOUR = ("AA1-1,80", "AA1-2,12.5", "AA1-3,0", "AA1-4,100")


def scores_file(*rows: str, headings: str = "Elector number,Score") -> bytes:
    return "\r\n".join((headings, *rows)).encode()


def scored(
    cast: Cast,
    *rows: str,
    told: ScoreTold = TOLD,
    headings: str = "Elector number,Score",
    at: datetime = NOON,
) -> Score:
    """Bring a file in as Priya."""
    with acting(cast.priya, Action.TARGETING_SCORE_IMPORT, Purpose.ADMINISTRATION, at) as by:
        content = BytesIO(scores_file(*rows, headings=headings))
        return import_scores(content, told, seat=cast.northmoor, by=by, at=at)


def values(score: Score) -> dict[str, float]:
    """The values of a score, by the name of whom they are of."""
    with arranging():
        return {str(one.elector): one.value for one in ScoreValue.objects.filter(score=score)}


def object_to_scores(cast: Cast, forenames: str, channel: str = "score", at: datetime = NOON) -> None:
    with arranging():
        elector = Elector.objects.get(forenames=forenames)
    with acting(cast.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, at) as by:
        record_objection(by=by, at=at, constituency=cast.northmoor.id, elector_id=elector.id, channel=channel)
