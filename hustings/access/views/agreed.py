"""Doing what two people agreed to: one press, exactly what was shown, once. And renewing with one press."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.agreeing import end_as_agreed, give_as_agreed, mark_left_as_agreed
from hustings.access.lasting import running_out
from hustings.access.letting_in.granting import UnableToGrant, day_of, last_day_of, renew_grant
from hustings.access.letting_in.offering import longest_day
from hustings.access.models import Grant
from hustings.access.requests import ScopedRequest
from hustings.access.roles import Role
from hustings.access.second_steps import take_steps_as_agreed
from hustings.access.wording import role_name
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

ADMINISTRATION = Purpose.ADMINISTRATION


@require_POST
@declare(action=Action.ACCESS_GRANT_GIVE, purpose=ADMINISTRATION, place="unit")
def give(request: ScopedRequest, unit: UUID, approval: UUID) -> HttpResponse:
    """Give the role that was agreed to."""
    return _do(request, approval, give_as_agreed, _("The role was given. It opens what it should at once."))


@require_POST
@declare(action=Action.ACCESS_GRANT_END, purpose=ADMINISTRATION, place="unit")
def end(request: ScopedRequest, unit: UUID, approval: UUID) -> HttpResponse:
    """End the role that was agreed to."""
    return _do(request, approval, end_as_agreed, _("The role was ended. It opens nothing any more."))


@require_POST
@declare(action=Action.ACCESS_MEMBERSHIP_END, purpose=ADMINISTRATION, place="unit")
def leave(request: ScopedRequest, unit: UUID, approval: UUID) -> HttpResponse:
    """Mark as left whom the two agreed about."""
    return _do(
        request, approval, mark_left_as_agreed, _("They have left. Their roles here opened their last door.")
    )


@require_POST
@declare(action=Action.ACCESS_INVITATION_SEND, purpose=ADMINISTRATION, place="unit")
def take_steps(request: ScopedRequest, unit: UUID, approval: UUID) -> HttpResponse:
    """Let whom the two agreed about begin anew with their second step."""
    done = _(
        "Their second step was taken away. They were told by mail, and set up a new one when they sign in."
    )
    return _do(request, approval, take_steps_as_agreed, done)


def _do(request: ScopedRequest, approval: UUID, verb: Callable[..., None], done: str) -> HttpResponse:
    try:
        verb(approval=approval, unit=request.unit, by=request.actor, at=timezone.now())
        messages.success(request, done)
    except UnableToGrant as refusal:
        messages.error(request, str(refusal))
        return redirect("access:approvals")
    return redirect("access:unit", request.unit.key)


@require_safe
@declare(action=Action.ACCESS_GRANT_RENEW, purpose=ADMINISTRATION, place="unit")
def ending_soon(request: ScopedRequest, unit: UUID) -> HttpResponse:
    """What runs out within thirty days, each with one button that renews it for its longest time."""
    at = timezone.now()
    lines = [
        {
            "grant": grant,
            "role": role_name(grant.role),
            "last_day": last_day_of(grant.lasts_until),
            "is_carried": grant.lasts_until > grant.ends_at,
            "renewed_until": longest_day(Role(grant.role), day_of(at)),
            "is_own": grant.person_id == request.actor.person_id,
        }
        for grant in running_out([request.unit.id], at)
    ]
    return render(request, "access/ending_soon.html", {"lines": lines})


@require_POST
@declare(action=Action.ACCESS_GRANT_RENEW, purpose=ADMINISTRATION, place="unit")
def renew_at_once(request: ScopedRequest, unit: UUID, grant: UUID) -> HttpResponse:
    """Renew one role for the longest time that it can last."""
    at = timezone.now()
    found = get_object_or_404(Grant.objects.select_related("unit", "membership"), pk=grant, unit=request.unit)
    last_day = longest_day(Role(found.role), day_of(at))
    try:
        renew_grant(grant=found, last_day=last_day, by=request.actor, at=at)
        messages.success(request, _("Renewed: %(name)s.") % {"name": found.membership.name})
    except UnableToGrant as refusal:
        messages.error(request, str(refusal))
    return redirect("access:ending_soon", request.unit.key)
