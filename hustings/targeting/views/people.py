from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.asking import Asked, UnableToAsk, ask
from hustings.targeting.lists.listing import ListedPage, NoSuchPart, Part, people_of_part, people_of_snapshot
from hustings.targeting.lists.naming import names_for
from hustings.targeting.lists.rules import read_form
from hustings.targeting.lists.wording import reason_in_words, step_in_words
from hustings.targeting.models import SavedList
from hustings.targeting.views.building import list_seen


@require_safe
@declare(action=Action.TARGETING_LIST_OPEN, purpose=Purpose.CANVASS, place="seat")
def listed(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Who is on a list, whom one of its steps took away or added, or who left it for one reason."""
    kept, at = list_seen(request, saved), timezone.now()
    form = read_form(kept.form)
    part = Part(_number(request, "step"), request.GET.get("reason", ""))
    try:
        asked = ask(request.seat, form, at=at, itself=kept.id)
        page = _people(kept, asked, part, max(1, _number(request, "page")))
    except (NoSuchPart, UnableToAsk) as fault:
        raise Http404 from fault
    people = [one.row.elector for one in page.people]
    log_read(request, f"list {kept.id}", electors=people, rule=part.reason or f"step {part.step}")
    context = {"kept": kept, "page": page, "part": part, "title": _title(kept, asked, part)}
    return render(request, "targeting/listed.html", context)


def _people(kept: SavedList, asked: Asked, part: Part, number: int) -> ListedPage:
    if kept.is_live or part != Part():
        return people_of_part(asked, part, number=number)
    return people_of_snapshot(kept, asked, number=number)


def _title(kept: SavedList, asked: Asked, part: Part) -> str:
    if part.reason:
        return reason_in_words(part.reason, asked.form)
    if part.step:
        names = names_for(kept.constituency_id, [asked.form])
        return _("Step %(step)d: %(what)s") % {
            "step": part.step,
            "what": step_in_words(asked.form.steps[part.step - 1], names),
        }
    return _("Who is on it")


def _number(request: ScopedRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 else 0
