"""A list counted and told, for programs and for the command line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hustings.geography.models import Place
from hustings.targeting.lists.asking import UnableToAsk, ask
from hustings.targeting.lists.counting import Counted, Funnel, Stage, count_list, funnel_of
from hustings.targeting.lists.estimating import Estimate, estimate_of
from hustings.targeting.lists.naming import Names, names_for
from hustings.targeting.lists.rules import ListForm
from hustings.targeting.lists.wording import reason_in_words, sentence_of, step_in_words


class UnableToTell(Exception):
    """The list cannot be counted; the message says why and what to do."""


@dataclass(frozen=True)
class ListCount:
    """A list with its counts, its funnel and its words."""

    form: ListForm
    names: Names
    counted: Counted
    funnel: Funnel
    estimate: Estimate

    @property
    def sentence(self) -> str:
        return sentence_of(self.form, self.names)

    def as_json(self) -> dict[str, Any]:
        """The counts as programs read them."""
        steps = zip(self.form.steps, self.funnel.steps, strict=True)
        return {
            "sentence": self.sentence,
            "people": self.counted.people,
            "doors": self.counted.doors,
            "telephones": self.counted.telephones,
            "walking_minutes": self.estimate.minutes,
            "register": self.funnel.register,
            "steps": [_stage(step_in_words(step, self.names), stage) for step, stage in steps],
            "leaving": [
                _stage(reason_in_words(reason, self.form), stage)
                for reason, stage in self.funnel.leaving.items()
            ],
        }


def tell_list(seat: Place, form: ListForm, *, at: datetime) -> ListCount:
    """Count a list of a seat. Raises UnableToTell where it refers to what is not there."""
    try:
        asked = ask(seat, form, at=at)
    except UnableToAsk as refusal:
        raise UnableToTell(str(refusal)) from refusal
    return ListCount(
        form, names_for(seat.id, [form]), count_list(asked), funnel_of(asked), estimate_of(asked)
    )


def _stage(says: str, stage: Stage) -> dict[str, Any]:
    return {"says": says, "left": stage.left, "taken": stage.taken}
