"""How marks that a stopped sender keyed in are taken in; whoever objected at the door has objected at once."""

from datetime import date, datetime

from django.http import QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import ADMITTERS, Admitter, UnableToAdmit
from hustings.audit.words import Action
from hustings.paper.keying import UnableToKey, key_marks
from hustings.paper.models import Sheet

OBJECTS = "DNC"
"""The letters of somebody who asks not to be contacted again, in every language of the sheets."""


def admit_marks(*, kept: Quarantined, by: Actor, at: datetime, objections_only: bool = False) -> int:
    """Key the marks in as they were typed. Where only objections are wanted, a line that holds none waits.

    Raises UnableToAdmit for a sheet that is not there, a day that is none, and marks that cannot be read.
    """
    code, marks, day = _typed(kept)
    sheet = Sheet.objects.filter(constituency_id=kept.constituency_id, code=code).first()
    if sheet is None:
        raise UnableToAdmit(_("There is no such sheet in this seat."))
    if objections_only and OBJECTS not in marks.upper().split():
        return 0
    try:
        done = key_marks(
            constituency=kept.constituency_id,
            sheet_id=sheet.id,
            text=marks,
            happened_on=date.fromisoformat(day),
            by=by,
            at=at,
        )
    except (UnableToKey, ValueError) as refusal:
        raise UnableToAdmit(str(refusal)) from refusal
    return len(done.lines)


def describe_marks(kept: Quarantined) -> str:
    """The sheet, and what was typed."""
    code, marks, _day = _typed(kept)
    return _("Sheet %(code)s: %(marks)s") % {"code": code, "marks": marks}


def _typed(kept: Quarantined) -> tuple[str, str, str]:
    form = QueryDict(bytes(kept.sent))
    code = str(resolve(kept.path).kwargs.get("code", ""))
    return code, form.get("marks", "")[:60], form.get("happened_on", "")


ADMITTERS[Action.PAPER_SHEET_KEY] = Admitter(admit_marks, describe_marks, "paper:keyed")
