from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.finding.watched import note_opened
from hustings.register.forms.objecting import ObjectionForm
from hustings.register.franchise import votes_of
from hustings.register.identity.doubting import questions_about
from hustings.register.models import AbsentVote, Elector, Objection, RegisterEntry
from hustings.register.objections.heeding import FLAGS
from hustings.register.objections.objecting import (
    UnableToRecordObjection,
    record_objection,
    withdraw_objection,
)
from hustings.register.turnout.counting import voting_record
from hustings.register.wording import markers_in_words

OBJECTIONS_A_PAGE = 100


@require_safe
@declare(action=Action.REGISTER_ELECTOR_OPEN, purpose=Purpose.ORGANISE, place="seat")
def elector(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """One elector: where they live, every line of every edition about them, what they asked of us."""
    return _page(request, _elector(request, elector), ObjectionForm())


@require_POST
@declare(action=Action.REGISTER_OBJECTION_RECORD, purpose=Purpose.ORGANISE, place="seat")
def object_(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """Record that this person, or their household, asks not to be contacted."""
    found = _elector(request, elector)
    form = ObjectionForm(request.POST)
    if form.is_valid():
        try:
            record_objection(
                by=request.actor,
                at=timezone.now(),
                constituency=request.seat.id,
                elector_id=found.id,
                **form.cleaned_data,
            )
        except UnableToRecordObjection as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is recorded, and holds from now on for every list and sheet."))
    else:
        messages.error(request, _("Nothing was recorded: say how they do not want to be contacted."))
    return redirect("register:elector", seat=request.seat.slug, elector=found.id)


@require_safe
@declare(action=Action.REGISTER_OBJECTION_LIST, purpose=Purpose.ORGANISE, place="seat")
def objections(request: ScopedRequest, seat: str) -> HttpResponse:
    """Who asked not to be contacted in this seat, newest first."""
    standing = Objection.objects.filter(constituency=request.seat, withdrawn_at=None).select_related(
        "elector", "door__street"
    )
    page = Paginator(standing.order_by("-happened_at"), OBJECTIONS_A_PAGE).get_page(request.GET.get("page"))
    log_read(request, "objections", electors=[one.elector for one in page.object_list if one.elector])
    return render(request, "register/objections.html", {"page": page})


@require_POST
@declare(action=Action.REGISTER_OBJECTION_WITHDRAW, purpose=Purpose.ORGANISE, place="seat")
def withdraw(request: ScopedRequest, seat: str, objection: UUID) -> HttpResponse:
    try:
        ended = withdraw_objection(
            by=request.actor, at=timezone.now(), constituency=request.seat.id, objection_id=objection
        )
    except UnableToRecordObjection as refusal:
        messages.error(request, str(refusal))
        return redirect("register:objections", seat=request.seat.slug)
    messages.success(request, _("The objection is ended, as whoever made it wished."))
    if ended.elector_id is None:
        return redirect("register:objections", seat=request.seat.slug)
    return redirect("register:elector", seat=request.seat.slug, elector=ended.elector_id)


def _elector(request: ScopedRequest, elector: UUID) -> Elector:
    of_seat = Elector.objects.of_seat(request.seat.id).select_related(
        "district__ward", "street", "door__building"
    )
    return get_object_or_404(of_seat, pk=elector)


def _page(request: ScopedRequest, found: Elector, form: ObjectionForm) -> HttpResponse:
    entries = RegisterEntry.objects.filter(constituency=request.seat, elector=found)
    entries = entries.select_related("edition__officer")
    own_or_of_the_household = Q(elector=found) | Q(whole_household=True, door__isnull=False, door=found.door)
    asked = Objection.objects.filter(own_or_of_the_household, constituency=request.seat)
    log_read(request, f"elector {found.id}", electors=[found])
    note_opened(request, found)
    today = timezone.localdate()
    context = {
        "elector": found,
        "entries": entries.order_by("-id"),
        "questions": questions_about(request.seat.id, found.id).exists(),
        "is_left_alone": any(getattr(found, flag) for flag in FLAGS if flag != "objects_to_scores"),
        "objections": asked.order_by("-happened_at"),
        "form": form,
        "today": today,
        "letters": markers_in_words(found.markers, nation=request.seat.nation, on=today),
        "votes": votes_of(found, request.seat.nation, today),
        "absent": AbsentVote.objects.standing(request.seat.id, today).filter(elector=found).first(),
        "voted": voting_record(request.seat.id, found.id),
    }
    return render(request, "register/elector.html", context)
