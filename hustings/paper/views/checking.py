from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.paper.checking import Checked, UnableToCheck, compare, sample_of, take_second
from hustings.paper.keying import UnableToKey
from hustings.paper.listing import lines_of_sheet
from hustings.paper.models import Sheet
from hustings.paper.reading_marks import lines_words
from hustings.register.numbering import seat_numbers


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """Key a sample of a sheet a second time; what differs is shown side by side, and one of both is kept."""
    found = get_object_or_404(
        Sheet.objects.select_related("pack"), constituency_id=request.seat.id, code=code
    )
    lines = sample_of(found, but=request.actor.person_id)
    typed = {line: request.POST.get(f"line-{line}", "")[:60] for line in lines}
    if request.method != "POST":
        return _page(request, found, typed)
    try:
        checked = compare(
            constituency=request.seat.id,
            sheet_id=found.id,
            typed=typed,
            by=request.actor,
            at=timezone.now(),
            again="settled" in request.POST,
        )
    except UnableToCheck as refusal:
        return _page(request, found, typed, wrong=refusal)
    if checked.differences and "settled" not in request.POST:
        return _page(request, found, typed, checked=checked)
    return _settle(request, found, checked)


def _settle(request: ScopedRequest, found: Sheet, checked: Checked) -> HttpResponse:
    """Write what was chosen of each difference, and say how many lines were right at once."""
    taken = [
        each
        for each in checked.differences
        if each.second and request.POST.get(f"take-{each.line}") == "second"
    ]
    try:
        lines = take_second(
            constituency=request.seat.id,
            sheet_id=found.id,
            differences=taken,
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToKey as refusal:
        messages.error(request, str(refusal))
    else:
        same = checked.count - len(checked.differences)
        told = ngettext(
            "%(count)d line was keyed twice, %(same)d of them alike.",
            "%(count)d lines were keyed twice, %(same)d of them alike.",
            checked.count,
        ) % {"count": checked.count, "same": same}
        corrected = " " + _("%s: corrected.") % lines_words(lines) if lines else ""
        messages.success(request, told + corrected)
    return redirect("paper:sheet", seat=request.seat.slug, scan=found.code)


def _page(
    request: ScopedRequest,
    found: Sheet,
    typed: dict[int, str],
    *,
    checked: Checked | None = None,
    wrong: UnableToCheck | None = None,
) -> HttpResponse:
    shown = lines_of_sheet(found, typed)
    log_read(
        request,
        f"sheet {found.code}",
        electors=seat_numbers(found.constituency_id, [line.elector for line in shown]),
        rule="shown",
    )
    differing = {each.line: each for each in checked.differences} if checked else {}
    context = {
        "sheet": found,
        "rows": [(line, typed[line.line], differing.get(line.line)) for line in shown],
        "checked": checked,
        "wrong": wrong,
    }
    return render(request, "paper/second.html", context, status=422 if wrong else 200)
