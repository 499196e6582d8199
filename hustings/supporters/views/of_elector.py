from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.models import Elector
from hustings.supporters.forms.by_hand import DetailForm, RelationForm
from hustings.supporters.models import ContactDetail, Supporter
from hustings.supporters.recording import (
    UnableToRecordSupporter,
    end_relation,
    record_detail,
    record_relation,
    withdraw_detail,
)


@require_safe
@declare(action=Action.SUPPORTERS_SUPPORTER_OPEN, purpose=Purpose.ORGANISE, place="seat")
def of_elector(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """What one elector is to us, how they agreed to be reached, and where each is written."""
    return _page(request, _elector(request, elector))


@require_POST
@declare(action=Action.SUPPORTERS_SUPPORTER_RECORD, purpose=Purpose.ORGANISE, place="seat")
def relate(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """Record that this person is a member, supporter or volunteer."""
    return _record(request, elector, RelationForm(request.POST), record_relation)


@require_POST
@declare(action=Action.SUPPORTERS_SUPPORTER_RECORD, purpose=Purpose.ORGANISE, place="seat")
def end(request: ScopedRequest, seat: str, elector: UUID, relation: UUID) -> HttpResponse:
    """Record that this person is that no more."""
    found = _elector(request, elector)
    try:
        end_relation(elector=found, relation_id=relation, by=request.actor, at=timezone.now())
    except UnableToRecordSupporter as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is recorded: that ends today."))
    return redirect("supporters:of_elector", seat=request.seat.slug, elector=found.id)


@require_POST
@declare(action=Action.SUPPORTERS_SUPPORTER_RECORD, purpose=Purpose.ORGANISE, place="seat")
def agree(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """Record that this person agreed to be reached in one way."""
    return _record(request, elector, DetailForm(request.POST), record_detail)


@require_POST
@declare(action=Action.SUPPORTERS_SUPPORTER_RECORD, purpose=Purpose.ORGANISE, place="seat")
def take_back(request: ScopedRequest, seat: str, elector: UUID, detail: UUID) -> HttpResponse:
    """Record that this person takes back their consent."""
    found = _elector(request, elector)
    try:
        withdraw_detail(elector=found, detail_id=detail, by=request.actor, at=timezone.now())
    except UnableToRecordSupporter as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("It is recorded: from now on no list reaches them there, and no file brings it back.")
        )
    return redirect("supporters:of_elector", seat=request.seat.slug, elector=found.id)


def _record(
    request: ScopedRequest, elector: UUID, form: forms.Form, verb: Callable[..., object]
) -> HttpResponse:
    found = _elector(request, elector)
    if form.is_valid():
        try:
            verb(elector=found, by=request.actor, at=timezone.now(), **form.cleaned_data)
        except UnableToRecordSupporter as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is recorded."))
            return redirect("supporters:of_elector", seat=request.seat.slug, elector=found.id)
    return _page(request, found, form)


def _elector(request: ScopedRequest, elector: UUID) -> Elector:
    return get_object_or_404(Elector.objects.of_seat(request.seat.id).select_related("street"), pk=elector)


def _page(request: ScopedRequest, found: Elector, form: forms.Form | None = None) -> HttpResponse:
    relations = Supporter.objects.filter(constituency=request.seat, elector=found)
    details = ContactDetail.objects.filter(constituency=request.seat, elector=found)
    log_read(request, f"supporter {found.id}", electors=[found])
    context = {
        "elector": found,
        "relations": relations.order_by("-since", "-id"),
        "details": details.order_by("-consented_on", "-id"),
        "relation_form": form if isinstance(form, RelationForm) else RelationForm(),
        "detail_form": form if isinstance(form, DetailForm) else DetailForm(),
    }
    return render(request, "supporters/of_elector.html", context, status=422 if form else 200)
