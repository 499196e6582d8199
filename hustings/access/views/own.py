from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.forms import AnswerForm
from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.own_record import answer_record, own_grants, withheld_lately
from hustings.access.models import Answer
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.organisation.models import Membership


@require_safe
@declare(action=Action.ACCESS_RECORD_READ, purpose=Purpose.ADMINISTRATION)
def own_record(request: ScopedRequest) -> HttpResponse:
    """Every role of the signed-in person, who gave it, what was withheld, and what they said to it."""
    return _page(request, AnswerForm())


@require_POST
@declare(action=Action.ACCESS_RECORD_ANSWER, purpose=Purpose.ADMINISTRATION)
def answer(request: ScopedRequest) -> HttpResponse:
    """Keep an answer for whoever decides."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_record(said=form.cleaned_data["said"], by=request.actor, at=timezone.now())
        except UnableToGrant as refusal:
            form.add_error("said", str(refusal))
        else:
            messages.success(request, _("Kept. Whoever decides about your roles reads it beside your name."))
            return redirect("access:own_record")
    return _page(request, form)


def _page(request: ScopedRequest, form: AnswerForm) -> HttpResponse:
    at, own = timezone.now(), request.actor.own_id
    grants = own_grants()
    context = {
        "live": [grant for grant in grants if grant.is_live(at)],
        "over": [grant for grant in grants if not grant.is_live(at)],
        "memberships": Membership.objects.filter(person=own).select_related("unit").order_by("starts_on"),
        "withheld": withheld_lately(),
        "answers": Answer.objects.filter(person=own).order_by("-answered_at").distinct("answered_at")[:20],
        "form": form,
    }
    return render(request, "access/own_record.html", context)
