"""The signals that were raised, each with its reason in words: for whoever they are about and for officers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.access.models import Signal
from hustings.access.watching.rules import SignalKind
from hustings.access.watching.steps import Step
from hustings.organisation.models import Membership

REASONS: dict[SignalKind, str | Promise] = {
    SignalKind.AWAY: gettext_lazy(
        "%(measured)s people were read in a seat that is not one of the usual ones of the last four weeks."
    ),
    SignalKind.ENUMERATION: gettext_lazy(
        "%(measured)s pages were opened one after the other in the order of the register."
    ),
    SignalKind.LEAVING: gettext_lazy("%(measured)s people were read today, and the membership is ending."),
    SignalKind.NEW_DEVICE: gettext_lazy("%(measured)s people were read on a device that is new."),
    SignalKind.NIGHT: gettext_lazy(
        "%(measured)s people were read between midnight and six in the morning, which is not usual here."
    ),
    SignalKind.OUTSIDE: gettext_lazy(
        "A place out of reach was asked for (%(measured)s times today). It was refused."
    ),
    SignalKind.OWN_VOLUME: gettext_lazy(
        "%(measured)s people were read today; from %(usual)s on that is more than three times what is usual."
    ),
    SignalKind.PACE: gettext_lazy(
        "%(measured)s pages were opened faster than a hand turns pages: more than twelve in a minute."
    ),
    SignalKind.PRINTING: gettext_lazy(
        "%(measured)s pages of sheets were fetched today; from %(usual)s on that is unusual. Printing goes on."
    ),
    SignalKind.QUOTA: gettext_lazy("The quota was reached, and %(measured)s more pages were asked for."),
    SignalKind.ROLE_VOLUME: gettext_lazy(
        "%(measured)s people were read today; hardly anybody in this part goes beyond %(usual)s."
    ),
    SignalKind.UNCONTACTED: gettext_lazy(
        "%(measured)s people were read in a week for each conversation that came of it; more than %(usual)s is unusual."
    ),
    SignalKind.WATCHED: gettext_lazy(
        "Somebody on the watch-list was looked up (%(measured)s times today): one’s own name or household, or a "
        "candidate."
    ),
}

STEPS: dict[Step, str | Promise] = {
    Step.NONE: gettext_lazy("Noted; nothing else follows."),
    Step.STEP_UP: gettext_lazy("A second step is asked for again before people are listed."),
    Step.THROTTLE: gettext_lazy("Lists open more slowly."),
    Step.HOLD: gettext_lazy("Copies wait for a second person."),
}


def reason_of(signal: Signal) -> str:
    """Why this was raised, in one sentence with its figures."""
    words = REASONS[SignalKind(signal.kind)]
    return str(words) % {"measured": f"{signal.measured:,}", "usual": f"{signal.usual:,}"}


def step_of(signal: Signal) -> str:
    """What followed, in one sentence."""
    return str(STEPS[Step(signal.step)])


def signals_about(person: UUID) -> "QuerySet[Signal]":
    """What was noticed about one person, newest first."""
    return Signal.objects.filter(person_id=person).order_by("-raised_at")


def reason_of_step(request: Any) -> str:
    """Why the reading of whoever asks is slowed now."""
    at: datetime = request.actor.at
    found = signals_about(request.actor.own_id).filter(settled_at=None, ends_at__gt=at).first()
    return reason_of(found) if found else _("Something was unusual in what you read.")


def signals_in(units: Iterable[int]) -> "QuerySet[Signal]":
    """What was noticed in the units somebody watches, as far as the walls let it be seen."""
    return Signal.objects.filter(unit__in=list(units)).select_related("unit")


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """What colleagues are called in the units in reach."""
    found = Membership.objects.filter(person__in=list(people)).order_by("starts_on")
    return dict(found.values_list("person_id", "name"))


@dataclass(frozen=True)
class Told:
    """One signal with its words, as a page shows it."""

    signal: Signal
    reason: str
    step: str
    name: str = ""


def told(signals: Iterable[Signal], names: Mapping[UUID, str] | None = None) -> list[Told]:
    """Put signals into words, each with the name of whoever it is about where names are given."""
    return [
        Told(
            signal, reason_of(signal), step_of(signal), (names or {}).get(signal.person_id, _("A colleague"))
        )
        for signal in signals
    ]
