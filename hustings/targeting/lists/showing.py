"""What the pages of lists show: rows of the overview, and one list with its funnel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.access.actor import Actor
from hustings.geography.models import Place
from hustings.targeting.lists.asking import Asked, UnableToAsk, ask
from hustings.targeting.lists.counting import Funnel, count_list, funnel_of
from hustings.targeting.lists.estimating import Estimate, estimate_of
from hustings.targeting.lists.naming import names_for
from hustings.targeting.lists.rules import Choice, ListForm, read_form
from hustings.targeting.lists.snapshots import Since, count_snapshot, since_snapshot
from hustings.targeting.lists.wording import (
    kept_in,
    reason_in_words,
    sentence_of,
    step_in_words,
    use_in_words,
)
from hustings.targeting.models import SavedList

KIND_NAMES: dict[str, str | Promise] = {
    "place": _("Ward or polling district"),
    "street": _("Street"),
    "intention": _("Voting intention"),
    "contacted": _("Spoken to or tried"),
    "absent_vote": _("Postal and proxy voters"),
    "turnout": _("Voted before"),
    "franchise": _("May vote in an election"),
    "age": _("Coming of age"),
    "household": _("Household"),
    "supporter": _("Members, supporters, volunteers"),
    "reachable": _("Agreed to be reached"),
    "answer": _("Answers"),
    "tag": _("Tags"),
    "score": _("Score"),
    "list": _("Another list"),
    "everybody": _("Everybody"),
}


@dataclass(frozen=True)
class ListRow:
    """One list of the overview, in one sentence."""

    kept: SavedList
    sentence: str
    is_mine: bool


@dataclass(frozen=True)
class StepRow:
    """One step of a list: what it says, how many it took away or added, and how many were on the list after it."""

    number: int
    words: str
    left: int
    taken: int
    share: int
    can_widen: bool

    @property
    def added(self) -> int:
        return -self.taken


@dataclass(frozen=True)
class LeavingRow:
    """Who left by themselves, and why."""

    reason: str
    words: str
    left: int
    taken: int
    share: int


def rows_of(seat: Place, lists: Iterable[SavedList], by: Actor) -> list[ListRow]:
    """The overview: each list with its sentence. As many queries as kinds of things that the lists mention."""
    kept = list(lists)
    forms = {one.id: read_form(one.form) for one in kept}
    names = names_for(seat.id, forms.values())
    return [ListRow(one, sentence_of(forms[one.id], names), one.made_by == by.person_id) for one in kept]


def page_of_list(kept: SavedList, *, at: datetime) -> dict[str, Any]:
    """Everything that a list's page shows; where the list cannot be asked, why."""
    form = read_form(kept.form)
    names = names_for(kept.constituency_id, [form])
    told: dict[str, Any] = {
        "sentence": sentence_of(form, names),
        "use": use_in_words(form.use),
        "kept_in": kept_in(form),
    }
    words = [step_in_words(step, names) for step in form.steps]
    try:
        asked = ask(kept.constituency, form, at=at, itself=kept.id)
    except UnableToAsk as refusal:
        steps = [StepRow(number, text, 0, 0, 0, False) for number, text in enumerate(words, start=1)]
        return told | {"refusal": str(refusal), "steps": steps}
    if not kept.is_live:
        return told | _of_snapshot(kept, asked, words)
    funnel = funnel_of(asked)
    return told | {
        "register": funnel.register,
        "steps": _steps(form, words, funnel),
        "leaving": _leaving(form, funnel),
        "counted": count_list(asked),
        "estimate": estimate_of(asked),
    }


def _of_snapshot(kept: SavedList, asked: Asked, words: list[str]) -> dict[str, Any]:
    counted = count_snapshot(kept, asked)
    since: Since = since_snapshot(kept, asked)
    steps = [StepRow(number, text, 0, 0, 0, False) for number, text in enumerate(words, start=1)]
    estimate: Estimate | None = None
    return {"steps": steps, "counted": counted, "since": since, "estimate": estimate}


def _steps(form: ListForm, words: list[str], funnel: Funnel) -> list[StepRow]:
    return [
        StepRow(
            number,
            text,
            stage.left,
            stage.taken,
            _share(stage.left, funnel.register),
            isinstance(step, Choice),
        )
        for number, (step, text, stage) in enumerate(
            zip(form.steps, words, funnel.steps, strict=True), start=1
        )
    ]


def _leaving(form: ListForm, funnel: Funnel) -> list[LeavingRow]:
    return [
        LeavingRow(
            reason,
            reason_in_words(reason, form),
            stage.left,
            stage.taken,
            _share(stage.left, funnel.register),
        )
        for reason, stage in funnel.leaving.items()
        if stage.taken
    ]


def _share(part: int, whole: int) -> int:
    """A part in hundredths of the whole, at least one of what is there at all."""
    return max(1, round(100 * part / whole)) if part and whole else 0
