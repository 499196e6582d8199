"""The pages of what wants two people: asked of me, asked by me, and the yes or no."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.forms import RefusalForm
from hustings.access.models import Approval
from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import (
    ApprovalKind,
    Asked,
    UnableToApprove,
    approvals_of,
    approve,
    deciders,
    refuse_approval,
)
from hustings.access.two_people.describing import KIND_NAMES, Facts, facts
from hustings.access.wording import Words
from hustings.accounts.sessions import DEMONSTRATION, is_fresh
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@dataclass(frozen=True)
class Shown:
    """An approval as a line or a page shows it."""

    asked: Asked
    name: Words
    facts: Facts
    state: str

    @classmethod
    def of(cls, asked: Asked, at: datetime) -> "Shown":
        told = facts(asked.kind, asked.payload)
        return cls(asked, KIND_NAMES[asked.kind], told, state_of(asked, at))


def state_of(asked: Asked, at: datetime) -> str:
    """The one word for how far it is; the template has the sentence."""
    if asked.used_at:
        return "used"
    if asked.is_approved is False:
        return "refused"
    if asked.ends_at <= at:
        return "over"
    if asked.is_usable(at):
        return "usable"
    return "delayed" if asked.is_delay else "waiting"


@require_safe
@declare(action=Action.ACCESS_APPROVAL_READ, purpose=Purpose.ADMINISTRATION)
def approvals(request: ScopedRequest) -> HttpResponse:
    """What waits for the signed-in person's answer, what they asked, what they answered."""
    at = timezone.now()
    shown = [Shown.of(asked, at) for asked in approvals_of(request.actor)]
    waiting = [one for one in shown if one.asked.may_decide and one.asked.is_open(at)]
    mine = [one for one in shown if one.asked.is_mine]
    answered = [one for one in shown if one not in waiting and one not in mine]
    return render(
        request, "access/approvals.html", {"waiting": waiting, "mine": mine, "answered": answered, "at": at}
    )


@require_safe
@declare(action=Action.ACCESS_APPROVAL_READ, purpose=Purpose.ADMINISTRATION)
def approval(request: ScopedRequest, approval: UUID) -> HttpResponse:
    """Exactly what is asked, by whom and why; with the two buttons for who can press them."""
    return _page(request, approval, RefusalForm())


@require_POST
@declare(action=Action.ACCESS_APPROVAL_DECIDE, purpose=Purpose.ADMINISTRATION)
def agree(request: ScopedRequest, approval: UUID) -> HttpResponse:
    """Say yes, where the second step was shown lately."""
    found = get_object_or_404(Approval.objects.select_related("unit"), pk=approval)
    if not is_fresh(request.session, timezone.now()):
        messages.error(request, _("Nothing was agreed yet: show your second step again first."))
        return redirect("access:approval", approval)
    try:
        approve(approval=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Agreed. Whoever asked can now do exactly this, once, and nothing else."))
    except UnableToApprove as refusal:
        messages.error(request, str(refusal))
    return redirect("access:approvals")


@require_POST
@declare(action=Action.ACCESS_APPROVAL_DECIDE, purpose=Purpose.ADMINISTRATION)
def disagree(request: ScopedRequest, approval: UUID) -> HttpResponse:
    """Say no, with a reason."""
    found = get_object_or_404(Approval.objects.select_related("unit"), pk=approval)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, approval, form)
    try:
        refuse_approval(
            approval=found, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Refused. Whoever asked reads your reason."))
    except UnableToApprove as refusal:
        messages.error(request, str(refusal))
    return redirect("access:approvals")


def _where_to_do(asked: Asked) -> str:
    """Where what was agreed to is done with one press; empty where its own page does it."""
    name = {
        (ApprovalKind.ROLE_ABOVE_REGION, None): "access:give_as_agreed",
        (ApprovalKind.LOST_SECOND_STEP, None): "access:take_steps_as_agreed",
        (ApprovalKind.ENDING_IN_ELECTION, "role"): "access:end_as_agreed",
        (ApprovalKind.ENDING_IN_ELECTION, "membership"): "access:leave_as_agreed",
    }.get((asked.kind, asked.payload.get("what")))
    return reverse(name, args=[asked.payload["unit"], asked.id]) if name else ""


def _page(request: ScopedRequest, approval: UUID, form: forms.Form) -> HttpResponse:
    at = timezone.now()
    asked = next((one for one in approvals_of(request.actor) if one.id == approval), None)
    if asked is None:
        raise Http404
    can_answer = asked.may_decide and asked.is_open(at)
    words: dict[str, object] = {"shown": Shown.of(asked, at), "form": form, "can_answer": can_answer}
    words |= {
        "is_fresh": is_fresh(request.session, at),
        "is_demonstration": request.session.get(DEMONSTRATION),
    }
    if asked.is_mine and asked.is_usable(at):
        words["do_url"] = _where_to_do(asked)
    if asked.is_mine and asked.is_open(at):
        words["deciders"] = deciders(approval)
    return render(request, "access/approval.html", words)
