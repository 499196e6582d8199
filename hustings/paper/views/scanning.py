"""Keying with a scanner, and the key-sheet that it wants beside the sheets."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.markup import Markup
from hustings.paper.forms import ScanForm
from hustings.paper.line_codes import UNDO, write_mark
from hustings.paper.listing import LineShown, lines_of_sheet
from hustings.paper.models import Sheet
from hustings.paper.rules import AGREED, ranges
from hustings.paper.scanning import Scanning, Taken, UnableToTakeScan, take_scan
from hustings.paper.square_codes import SquareCodes
from hustings.paper.undoing import last_entries
from hustings.register.numbering import seat_numbers

SQUARES = SquareCodes()


@dataclass(frozen=True)
class KeyShown:
    """One code of the key-sheet: its letters, what they mean, and the square code."""

    letters: str
    label: str
    drawing: Markup


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def scanning(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """Take one scanned code after another; the current line goes along in the address."""
    found = get_object_or_404(
        Sheet.objects.select_related("pack"), constituency_id=request.seat.id, code=code
    )
    form = ScanForm(request.POST or None, initial=_where(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_scan(
                constituency=request.seat.id,
                sheet_id=found.id,
                text=form.cleaned_data["scan"],
                where=Scanning(
                    line=form.cleaned_data["line"] or 0,
                    is_fresh=form.cleaned_data["fresh"],
                    happened_on=form.cleaned_data["happened_on"],
                ),
                by=request.actor,
                at=timezone.now(),
            )
        except UnableToTakeScan as refusal:
            form.add_error("scan", str(refusal))
        else:
            messages.success(request, taken.sentence)
            return redirect(_address(request, found, taken, form.cleaned_data["happened_on"].isoformat()))
    return _page(request, found, form)


def _where(request: ScopedRequest, found: Sheet) -> dict[str, object]:
    line = request.GET.get("line", "")
    day = request.GET.get("day", "")
    return {
        "line": int(line) if line.isdecimal() and len(line) < 5 else 0,
        "fresh": "fresh" in request.GET,
        "happened_on": day[:10] or found.session_on or timezone.localdate(found.state_at),
    }


def _address(request: ScopedRequest, found: Sheet, taken: Taken, day: str) -> str:
    where = {"line": str(taken.line), "day": day} | ({"fresh": "yes"} if taken.is_fresh else {})
    return f"{reverse('paper:scanning', args=[request.seat.slug, found.code])}?{urlencode(where)}"


def _page(request: ScopedRequest, found: Sheet, form: ScanForm) -> HttpResponse:
    current = _current(request, found, form)
    form.fields["scan"].widget.attrs["autofocus"] = True
    context = {
        "sheet": found,
        "form": form,
        "current": current,
        "entries": [(rows, ranges([row.line for row in rows])) for rows in last_entries(found)],
        "messages": (),
        "told": " ".join(str(message) for message in messages.get_messages(request)),
    }
    return render(request, "paper/scanning.html", context, status=422 if form.errors else 200)


def _current(request: ScopedRequest, found: Sheet, form: ScanForm) -> LineShown | None:
    """The line whose marks come next, with whom it stands for; showing it is a read."""
    said = str(form["line"].value() or "0")
    shown = lines_of_sheet(found, [int(said)]) if said.isdecimal() and len(said) < 5 and int(said) else []
    if not shown:
        return None
    log_read(
        request,
        f"sheet {found.code}",
        electors=seat_numbers(found.constituency_id, [line.elector for line in shown]),
        rule="shown",
    )
    return shown[0]


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_safe
def key_sheet(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """The codes of every mark of a sheet's scheme, to be printed and laid beside the keyboard. It names nobody."""
    found = get_object_or_404(
        Sheet.objects.select_related("pack"), constituency_id=request.seat.id, code=code
    )
    script = found.pack.script
    agreed = [(AGREED, _("agreed to be asked"))] if script.get("consent") else []
    marks = [*agreed, *((each["letters"], each["label"]) for each in script["codes"])]
    keys = [KeyShown(letters, label, _drawn(write_mark(letters))) for letters, label in marks]
    undo = KeyShown("", _("Take back the last"), _drawn(UNDO))
    return render(request, "paper/key_sheet.html", {"sheet": found, "keys": [*keys, undo]})


def _drawn(text: str) -> Markup:
    return Markup(SQUARES.drawn(text))
