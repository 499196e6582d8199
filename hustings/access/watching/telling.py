"""What somebody is told in place of a page: what was reached or noticed, until when, and that recording goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.access.watching.limits import Meter
from hustings.access.watching.noticing import reason_of_step
from hustings.access.watching.quotas import CopiesHeld, QuotaReached, ReadingRefused, StepUpWanted
from hustings.accounts.sessions import DEMONSTRATION

METERS: dict[Meter, str | Promise] = {
    Meter.COPIES: gettext_lazy("copies made in a day"),
    Meter.FOUND: gettext_lazy("people found by searching in a day"),
    Meter.OPENS: gettext_lazy("records opened in an hour"),
    Meter.PEOPLE_DAY: gettext_lazy("people listed in a day"),
    Meter.PEOPLE_WEEK: gettext_lazy("people listed in a week"),
    Meter.SEARCHES: gettext_lazy("searches in an hour"),
}


@dataclass(frozen=True)
class Told:
    """One refusal in words. `way_on` is what the button does: `second factor`, `confirm` or nothing."""

    title: str
    sentences: list[str]
    status: int
    way_on: str = ""


def tell_refusal(refused: ReadingRefused, request: HttpRequest) -> Told:
    """Say what happened, what was kept and what to do."""
    when = moment(refused.until)
    match refused:
        case QuotaReached(meter=None):
            return _more_than_a_walk(refused.most)
        case QuotaReached():
            return _quota(refused, when)
        case StepUpWanted():
            demonstration = bool(request.session.get(DEMONSTRATION))
            return _step_up(reason_of_step(request), when, is_demonstration=demonstration)
        case CopiesHeld():
            return _held(reason_of_step(request), when)
        case _:
            return _slowed(reason_of_step(request), when)


def moment(at: datetime) -> str:
    """A time as a page says it, with its day."""
    return date_format(localtime(at), "j F, H:i")


def _quota(refused: QuotaReached, when: str) -> Told:
    assert refused.meter is not None
    return Told(
        _("That is as much as your part reads for now"),
        [
            _("Your part allows %(most)s %(meter)s, and they are used up.")
            % {"most": f"{refused.most:,}", "meter": METERS[refused.meter]},
            _("It fills again steadily. There is room for the next page from %s.") % when,
        ],
        429,
    )


def _more_than_a_walk(most: int) -> Told:
    return Told(
        _("That is more than one walk"),
        [_("Your part shows at most %d people at once. Ask for a smaller piece of the list.") % most],
        429,
    )


def _step_up(reason: str, when: str, *, is_demonstration: bool) -> Told:
    return Told(
        _("Please show your second step again"),
        [
            reason,
            _(
                "So that we know it is you, lists of people open again once you have shown your second step. "
                "This ends by itself on %s."
            )
            % when,
        ],
        403,
        "confirm" if is_demonstration else "second factor",
    )


def _slowed(reason: str, when: str) -> Told:
    return Told(
        _("Lists open more slowly for a while"),
        [reason, _("There is room for the next page from %s. An officer can end this sooner.") % when],
        429,
    )


def _held(reason: str, when: str) -> Told:
    return Told(
        _("Copies wait for a second person"),
        [reason, _("Until %s a copy leaves only with a second person’s approval.") % when],
        403,
    )
