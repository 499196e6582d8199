from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest, ids_of
from hustings.access.two_people.approving import UnableToApprove
from hustings.audit.words import Action, Purpose
from hustings.canvassing.schemes import scheme_for
from hustings.lib.declaring import declare
from hustings.organisation.models import Organisation
from hustings.paper.addressing import keying_path
from hustings.paper.agreeing import approval_of_pack, ask_for_pack, wants_agreement
from hustings.paper.choosing import chosen_streets, districts_to_choose, has_been_printed, streets_to_choose
from hustings.paper.forms import PrintForm, next_evening
from hustings.paper.listing import count_by_state, packs_of, sheets_of
from hustings.paper.models import Pack
from hustings.paper.packing import Choice, UnableToPrint, order_pack
from hustings.paper.printing import electors_on
from hustings.paper.tasks import print_sheets
from hustings.work.models import Job, SealedFile
from hustings.work.sending import file_response

PACKS_SHOWN = 50


@declare(action=Action.PAPER_SHEET_LIST, purpose=Purpose.CANVASS, place="seat")
@require_safe
def packs(request: ScopedRequest, seat: str) -> HttpResponse:
    found = packs_of(request.seat.id)[:PACKS_SHOWN]
    context = {"packs": found, "by_state": count_by_state(request.seat.id)}
    return render(request, "paper/packs.html", context)


@declare(action=Action.PAPER_SHEET_LIST, purpose=Purpose.CANVASS, place="seat")
@require_safe
def pack(request: ScopedRequest, seat: str, pack: UUID) -> HttpResponse:
    """A pack and its sheets; while it is being printed, how far that is, for whoever ordered it."""
    found = get_object_or_404(Pack, constituency_id=request.seat.id, pk=pack)
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    asked = None if job or found.printed_at else approval_of_pack(found, request.actor)
    file = SealedFile.objects.filter(id__in=[found.file_id], expires_at__gt=timezone.now()).first()
    context = {
        "pack": found,
        "job": job,
        "url": request.path,
        "then_url": request.path,
        "file": file,
        "asked": asked,
        "can_release": bool(asked and asked.is_usable(timezone.now())),
        "sheets": sheets_of(request.seat.id, pack=found.id),
    }
    return render(request, "components/progress.html" if request.htmx and job else "paper/pack.html", context)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_safe
def pack_file(request: ScopedRequest, seat: str, pack: UUID) -> StreamingHttpResponse:
    """Give a pack's PDF to whoever may print in this seat, until it expires."""
    at = timezone.now()
    found = get_object_or_404(Pack, constituency_id=request.seat.id, pk=pack, file_id__isnull=False)
    file = get_object_or_404(SealedFile, constituency_id=request.seat.id, pk=found.file_id, expires_at__gt=at)
    log_read(request, f"pack {found.id}", electors=electors_on(found), rule="fetched")
    return file_response(file)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def printing(request: ScopedRequest, seat: str) -> HttpResponse:
    """Choose streets or whole districts; printing itself is left to the worker."""
    at = timezone.now()
    form = PrintForm(
        request.POST or None, scheme=scheme_for(request.seat.id), initial=usual_answers(request), auto_id="%s"
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = order_pack(
                constituency=request.seat.id, choice=_choice(request, form), by=request.actor, at=at
            )
        except UnableToPrint as refusal:
            form.add_error(None, str(refusal))
        else:
            leave_or_ask(request, made)
            return redirect("paper:pack", seat=request.seat.slug, pack=made.id)
    status = 422 if form.errors else 200
    return render(request, "paper/printing.html", {"form": form} | _offered(request), status=status)


def usual_answers(request: ScopedRequest) -> dict[str, object]:
    """What a form of printing begins with."""
    organisation = Organisation.objects.filter(pk=1).first()
    return {
        "return_to": request.actor.name,
        "return_by": timezone.localtime(next_evening(timezone.now())),
        "call_number": organisation.contact_telephone if organisation else "",
        "language": (get_language() or "en")[:2],
        "what": "new" if request.GET.get("what") == "new" else "all",
        "together": True,
    }


def _choice(request: ScopedRequest, form: PrintForm) -> Choice:
    given = form.cleaned_data
    streets = chosen_streets(
        request.seat.id,
        districts=ids_of(request.POST.getlist("district")),
        streets=ids_of(request.POST.getlist("street")),
    )
    return Choice(
        streets=streets,
        return_to=given["return_to"],
        return_by=given["return_by"],
        call_number=given["call_number"],
        address=request.build_absolute_uri(keying_path(request.seat.slug)),
        election_kind=given["election_kind"],
        language=given["language"],
        together=given["together"],
        is_supplement=given["what"] == "new",
        boxes=tuple(given["boxes"]),
        is_large=given["large"],
        line_codes=given["line_codes"],
    )


def leave_or_ask(request: ScopedRequest, made: Pack) -> None:
    """Queue the printing of a pack; where a second person must agree first, ask for that instead."""
    if not wants_agreement():
        leave_to_worker(request, made)
        return
    try:
        ask_for_pack(made, by=request.actor, at=made.made_at)
    except UnableToApprove as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, _("Asked. It can be printed once a second person has agreed."))


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def release(request: ScopedRequest, seat: str, pack: UUID) -> HttpResponse:
    """Print a pack that a second person has agreed to."""
    found = get_object_or_404(Pack, constituency_id=request.seat.id, pk=pack, job_id=None, printed_at=None)
    asked = approval_of_pack(found, request.actor)
    if asked is None or not asked.is_usable(timezone.now()):
        messages.error(request, _("Nobody has agreed to this yet, or it is over. Nothing was printed."))
    else:
        leave_to_worker(request, found)
    return redirect("paper:pack", seat=request.seat.slug, pack=found.id)


def leave_to_worker(request: ScopedRequest, made: Pack) -> None:
    """Queue the printing of a pack."""
    job = start_job(
        request.actor,
        print_sheets,
        title=str(made),
        at=made.made_at,
        constituency=request.seat.id,
        subject=made.id,
        came_from=reverse("paper:pack", args=[request.seat.slug, made.id]),
    )
    made.job_id = job.id
    made.save(update_fields=["job_id"])


def _offered(request: ScopedRequest) -> dict[str, object]:
    """Districts to tick or open; the streets of the one that is open."""
    districts = districts_to_choose(request.seat.id)
    asked = ids_of(request.GET.getlist("district"))
    open_district = next((district for district in districts if district.id in asked), None)
    return {
        "districts": districts,
        "open_district": open_district,
        "streets": streets_to_choose(request.seat.id, open_district.id) if open_district else [],
        "ticked": set(request.POST.getlist("street")) | set(request.POST.getlist("district")),
        "has_been_printed": has_been_printed(request.seat.id),
    }
