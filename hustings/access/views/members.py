"""Members by hand: that somebody has left a unit, giving back what ended, and whom somebody works for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hustings.access.agreeing import ask_to_mark_left, leaving_takes_two
from hustings.access.forms import EmployerForm, LeavingForm, LeavingWithTwoForm, LostStepForm, SureForm
from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.people import people_to_choose
from hustings.access.members.leaving import confirm_staff, mark_left, note_employer, restore_member
from hustings.access.models import Leaving
from hustings.access.requests import ScopedRequest
from hustings.access.second_steps import Known, ask_for_new_step
from hustings.access.two_people.approving import UnableToApprove
from hustings.access.views.people import asked_in_words, election_in_words
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.organisation.models import Membership

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@asked_or_sent
@declare(action=Action.ACCESS_MEMBERSHIP_END, purpose=Purpose.ADMINISTRATION, place="unit")
def leave(request: ScopedRequest, unit: UUID, membership: UUID) -> HttpResponse:
    """Mark somebody as left; while an election is called an officer's leaving is asked of a second person."""
    at = timezone.now()
    found = _member(request, membership)
    with_two = leaving_takes_two(found)
    form = (LeavingWithTwoForm if with_two else LeavingForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if with_two:
                ask_to_mark_left(membership=found, **form.cleaned_data, by=request.actor, at=at)
                messages.success(request, asked_in_words())
            else:
                mark_left(membership=found, **form.cleaned_data, by=request.actor, at=at)
                messages.success(request, _("They have left. Their roles here open nothing any more."))
            return redirect("access:unit", request.unit.key)
        except (UnableToApprove, UnableToGrant) as refusal:
            form.add_error(None, str(refusal))
    words = {"title": _("Somebody has left"), "submit": _("Mark as left"), "danger": True, "member": found}
    if with_two:
        words |= {"submit": _("Ask a second person"), "explain": election_in_words()}
    return render(request, "access/change.html", {"form": form, **words})


@asked_or_sent
@declare(action=Action.ACCESS_MEMBERSHIP_RESTORE, purpose=Purpose.ADMINISTRATION, place="unit")
def restore(request: ScopedRequest, unit: UUID, leaving: UUID) -> HttpResponse:
    """Give back a membership and the roles that ended with it."""
    found = get_object_or_404(
        Leaving.objects.select_related("unit", "membership"), pk=leaving, unit=request.unit
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count = restore_member(leaving=found, by=request.actor, at=timezone.now())
            messages.success(request, _("Given back, with %(count)s of their roles.") % {"count": count})
            return redirect("access:unit", request.unit.key)
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
    words = {"title": _("Give back a membership"), "submit": _("Give back"), "member": found.membership}
    return render(request, "access/change.html", {"form": form, **words})


@asked_or_sent
@declare(action=Action.ACCESS_MEMBERSHIP_EDIT, purpose=Purpose.ADMINISTRATION, place="unit")
def confirm(request: ScopedRequest, unit: UUID, membership: UUID) -> HttpResponse:
    """Say that somebody stays though whom they worked for has left."""
    found = _member(request, membership)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_staff(membership=found, by=request.actor, at=timezone.now())
            messages.success(request, _("%(name)s stays, with every role.") % {"name": found.name})
            return redirect("access:unit", request.unit.key)
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
    words = {
        "title": _("Do they stay?"),
        "submit": _("They stay"),
        "explain": _(
            "Whom they worked for has left. If nobody says within a day that they stay, their roles here end too."
        ),
        "member": found,
    }
    return render(request, "access/change.html", {"form": form, **words})


@asked_or_sent
@declare(action=Action.ACCESS_MEMBERSHIP_EDIT, purpose=Purpose.ADMINISTRATION, place="unit")
def employer(request: ScopedRequest, unit: UUID, membership: UUID) -> HttpResponse:
    """Keep whom somebody works for, and whether a contract brings them here."""
    found, at = _member(request, membership), timezone.now()
    known = {"employer": str(found.works_for_id or ""), "is_contract": found.is_contract}
    people = people_to_choose(request.unit, at, without=[found.person_id])
    if known["employer"] and known["employer"] not in dict(people):
        people.append((str(known["employer"]), _("Somebody of a part above")))
    form = EmployerForm(request.POST or None, people=people, initial=known)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["employer"]
        try:
            note_employer(
                membership=found,
                employer=UUID(chosen) if chosen else None,
                is_contract=form.cleaned_data["is_contract"],
                by=request.actor,
                at=at,
            )
            messages.success(request, _("Kept."))
            return redirect("access:unit", request.unit.key)
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
    words = {"title": _("Whom they work for"), "submit": _("Keep this"), "member": found}
    return render(request, "access/change.html", {"form": form, **words})


@asked_or_sent
@declare(action=Action.ACCESS_INVITATION_SEND, purpose=Purpose.ADMINISTRATION, place="unit")
def lost_step(request: ScopedRequest, unit: UUID, membership: UUID) -> HttpResponse:
    """Ask a second person to agree that somebody who lost their second step begins anew."""
    found = _member(request, membership)
    form = LostStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known, reason = Known(form.cleaned_data["known"]), form.cleaned_data["reason"]
        try:
            ask_for_new_step(
                membership=found, known=known, reason=reason, by=request.actor, at=timezone.now()
            )
            messages.success(request, asked_in_words())
            return redirect("access:unit", request.unit.key)
        except (UnableToApprove, UnableToGrant) as refusal:
            form.add_error(None, str(refusal))
    words = {
        "title": _("A lost second step"),
        "submit": _("Ask a second person"),
        "explain": _(
            "For somebody who has lost their telephone or key and has no recovery code left. Their second steps are "
            "taken away and every sign-in of theirs ends; they are told by mail and set up a new one."
        ),
        "member": found,
    }
    return render(request, "access/change.html", {"form": form, **words})


def _member(request: ScopedRequest, membership: UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("unit"), pk=membership, unit=request.unit)
