from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.accounts.typed import PARAMETER, open_typed
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.sheet_codes import NotASheetCode, read_scan
from hustings.paper.forms import CodeFirstForm, CodeForm, KeyForm
from hustings.paper.handing_on import lines_elsewhere, sheet_in_reach
from hustings.paper.keying import Keyed, UnableToKey, key_marks
from hustings.paper.listing import count_by_state, lines_of_page, next_line, page_of_line, sheets_of
from hustings.paper.models import Sheet, SheetState
from hustings.paper.moving import UnableToMoveSheet, move_sheet
from hustings.paper.reading_marks import doors_of, find_sheet, lines_words, marks_sentence, read_marks
from hustings.paper.rules import ranges
from hustings.paper.script import explained
from hustings.paper.undoing import last_entries, undo_entry
from hustings.register.numbering import seat_numbers

SHEETS_A_PAGE = 50


@declare(action=Action.PAPER_SHEET_LIST, purpose=Purpose.CANVASS, place="seat")
@require_safe
def ledger(request: ScopedRequest, seat: str) -> HttpResponse:
    state = request.GET.get("state", "")
    if state and state not in SheetState.values:
        raise Http404
    page = Paginator(sheets_of(request.seat.id, state=state), SHEETS_A_PAGE).get_page(request.GET.get("page"))
    counted = count_by_state(request.seat.id)
    context = {
        "page": page,
        "state": state,
        "states": [(value, label, counted[value]) for value, label in SheetState.choices],
        "query": f"state={state}" if state else "",
    }
    return render(request, "paper/ledger.html", context)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_safe
def keying_in(request: ScopedRequest, seat: str) -> HttpResponse:
    """Ask for a sheet's code; a code that is right leads on to its sheet."""
    form = CodeForm(request.GET or None)
    if request.GET and form.is_valid():
        found = find_sheet(request.seat.id, form.cleaned_data["code"])
        if found.sheet is not None:
            return redirect(_address(request, found.sheet, found.page))
        form.add_error("code", found.sentence)
    return render(request, "paper/keying_in.html", {"form": form}, status=422 if form.errors else 200)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_safe
def sheet(request: ScopedRequest, seat: str, scan: str) -> HttpResponse:
    """A sheet's lines in print order, with the field to key them in; also where its square code leads."""
    found = find_sheet(request.seat.id, scan)
    gone = lines_elsewhere(found.sheet) if found.sheet else None
    if found.sheet is None or (gone and not doors_of(found.sheet)):
        moved = _twin_in_reach(request, scan)
        if moved is not None:
            return redirect("paper:sheet", seat=moved.constituency.slug, scan=moved.code)
    if found.sheet is None:
        raise Http404
    if scan != found.sheet.code:
        return redirect(_address(request, found.sheet, found.page))
    form = _kind_of_form(request)(initial=_typed_before(request, found.sheet))
    return _keying_page(request, found.sheet, form)


def _kind_of_form(request: ScopedRequest) -> type[KeyForm]:
    """Lines first, or letters first where these were asked for or sent."""
    is_code_first = "letters" in request.GET or "letters" in request.POST
    return CodeFirstForm if is_code_first else KeyForm


def _typed_before(request: ScopedRequest, found: Sheet) -> dict[str, object]:
    """The usual day, or what somebody had typed here when their sign-in turned out to be over."""
    typed = open_typed(request.GET.get(PARAMETER, ""))
    return {"happened_on": _usual_day(found), "letters": request.GET.get("letters", "")[:60]} | {
        name: typed[name] for name in KeyForm.base_fields if name in typed
    }


def _twin_in_reach(request: ScopedRequest, scan: str) -> Sheet | None:
    """The printed code leads to the seat of its day: go on to where the sheet's people are, if the reader may."""
    try:
        code = read_scan(scan).code
    except NotASheetCode:
        return None
    reach = request.actor.seats_for(Action.PAPER_SHEET_KEY)
    return sheet_in_reach(code, here=request.seat.id, reach=reach)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_POST
def keyed(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """Record what was keyed, and offer the next line; what cannot be taken stays in the field with the reason."""
    found = get_object_or_404(
        Sheet.objects.select_related("pack"), constituency_id=request.seat.id, code=code
    )
    form = _kind_of_form(request)(request.POST)
    if form.is_valid():
        try:
            done = key_marks(
                constituency=request.seat.id,
                sheet_id=found.id,
                text=form.written(),
                happened_on=form.cleaned_data["happened_on"],
                by=request.actor,
                at=timezone.now(),
            )
        except UnableToKey as refusal:
            form.add_error("marks", str(refusal))
        else:
            messages.success(request, _told(done))
            again = {"letters": request.POST["letters"]} if isinstance(form, CodeFirstForm) else {}
            return redirect(f"{_address(request, found, None)}{'?' if again else ''}{urlencode(again)}")
    return _keying_page(request, found, form)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_POST
def check(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """Say what the marks typed so far would mean. Writes nothing."""
    found = get_object_or_404(
        Sheet.objects.select_related("pack"), constituency_id=request.seat.id, code=code
    )
    form = _kind_of_form(request)(request.POST)
    # The day is not asked here: what is typed is told whatever stands in its field.
    form.is_valid()
    typed = form.written() if request.POST.get("marks", "").strip() else ""
    read = read_marks(found, typed) if typed.strip() else None
    context = {
        "understood": marks_sentence(found, read.entry) if read and read.entry else "",
        "wrong": read.sentence if read and not read.entry else "",
    }
    return render(request, "paper/check.html", context)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_POST
def undoing(request: ScopedRequest, seat: str, code: str, entry: UUID) -> HttpResponse:
    found = get_object_or_404(Sheet, constituency_id=request.seat.id, code=code)
    try:
        lines = undo_entry(
            constituency=request.seat.id, sheet_id=found.id, entry=entry, by=request.actor, at=timezone.now()
        )
    except UnableToKey as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s: taken back.") % lines_words(lines))
    if "scanning" in request.POST:
        return redirect("paper:scanning", seat=request.seat.slug, code=found.code)
    return redirect(_address(request, found, None))


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_POST
def moving(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    """Write in the ledger where a sheet is."""
    found = get_object_or_404(Sheet, constituency_id=request.seat.id, code=code)
    try:
        moved = move_sheet(
            constituency=request.seat.id,
            sheet_id=found.id,
            state=request.POST.get("state", ""),
            taken_by=request.POST.get("taken_by", ""),
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToMoveSheet as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"code": moved.code, "state": moved.get_state_display()}
        messages.success(request, _("Sheet %(code)s: %(state)s.") % words)
    return redirect("paper:ledger", seat=request.seat.slug)


def _keying_page(request: ScopedRequest, found: Sheet, form: KeyForm) -> HttpResponse:
    following = next_line(found)
    page = _page(request, found, following)
    lines = lines_of_page(found, page) if found.page_starts else []
    shown = seat_numbers(found.constituency_id, [line.elector for line in lines])
    log_read(request, f"sheet {found.code}", electors=shown, rule="shown")
    empty = [name for name in ("happened_on", "letters") if name in form.fields and not form[name].value()]
    form.fields[empty[0] if empty else "marks"].widget.attrs["autofocus"] = True
    context = {
        "sheet": found,
        "form": form,
        "lines": lines,
        "elsewhere": lines_elsewhere(found),
        "page_number": page,
        "pages": range(1, found.page_count + 1),
        "next_line": following,
        "entries": [(rows, ranges([row.line for row in rows])) for rows in last_entries(found)],
        "is_code_first": isinstance(form, CodeFirstForm),
        "codes": explained(found.pack.script["codes"]),
        # Said beside the field, where the eyes are, and not again above.
        "messages": (),
        "told": " ".join(str(message) for message in messages.get_messages(request)),
        "check_url": reverse("paper:check", args=[request.seat.slug, found.code]),
    }
    return render(request, "paper/sheet.html", context, status=422 if form.errors else 200)


def _page(request: ScopedRequest, found: Sheet, following: int) -> int:
    asked = request.GET.get("page", "")
    if asked.isdecimal() and 1 <= int(asked) <= found.page_count:
        return int(asked)
    return page_of_line(found, following)


def _usual_day(found: Sheet) -> object:
    """The day asked once for a sheet; before that, the day on which it was handed out or printed."""
    return found.session_on or timezone.localdate(found.state_at)


def _told(done: Keyed) -> str:
    if not done.lines:
        return _("%s: keyed before in the same letters. Nothing was changed.") % lines_words(done.same)
    return _("%s: saved.") % lines_words(done.lines)


def _address(request: ScopedRequest, found: Sheet, page: int | None) -> str:
    address = reverse("paper:sheet", args=[request.seat.slug, found.code])
    return f"{address}?page={page}" if page and page <= found.page_count else address
