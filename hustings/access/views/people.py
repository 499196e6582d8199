from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hustings.access.agreeing import ask_to_end, ask_to_give, ending_takes_two
from hustings.access.forms import DeputyForm, GrantForm, ReasonForm, RenewalForm, SureForm
from hustings.access.lasting import running_out
from hustings.access.letting_in.granting import (
    UnableToGrant,
    day_of,
    deputise,
    end_grant,
    give_grant,
    last_day_of,
    renew_grant,
    roles_to_offer,
)
from hustings.access.letting_in.helping import who_can_help
from hustings.access.letting_in.offering import takes_two
from hustings.access.letting_in.own_record import answers_in
from hustings.access.letting_in.people import (
    colleagues_of,
    feed_age_in_words,
    key_holders,
    open_invitations,
    people_to_choose,
    units_with_people,
)
from hustings.access.models import Grant, Leaving
from hustings.access.requests import ScopedRequest
from hustings.access.roles import Role
from hustings.access.two_people.approving import UnableToApprove
from hustings.access.wording import role_name
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

ADMINISTRATION = Purpose.ADMINISTRATION
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=ADMINISTRATION)
def people(request: ScopedRequest) -> HttpResponse:
    """The units in reach; straight to the unit where there is one alone."""
    lines = units_with_people(request.actor.units_for(Action.ACCESS_PEOPLE_LIST), timezone.now())
    if len(lines) == 1:
        return redirect("access:unit", lines[0].unit.key)
    return render(request, "access/people.html", {"lines": lines})


@require_safe
@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=ADMINISTRATION, place="unit")
def unit_people(request: ScopedRequest, unit: UUID) -> HttpResponse:
    """Everybody of one unit: roles, purposes, ends, what is over, and the links that wait."""
    at = timezone.now()
    colleagues = colleagues_of(request.unit, at)
    record(
        action=Action.ACCESS_PEOPLE_LIST,
        purpose=ADMINISTRATION,
        by=request.actor.person_id,
        at=at,
        place=str(unit),
        subjects=[colleague.person_id for colleague in colleagues],
    )
    return render(
        request,
        "access/unit.html",
        {
            "colleagues": colleagues,
            "holders": key_holders(colleagues),
            "answers": answers_in(request.unit),
            "feed_age": feed_age_in_words(at),
            "leavings": Leaving.objects.filter(unit=request.unit, restored_at=None)
            .select_related("membership")
            .order_by("-left_at")[:50],
            "ending": running_out([request.unit.id], at).count(),
            "invitations": [(one, role_name(one.role)) for one in open_invitations(request.unit, at)],
        },
    )


@asked_or_sent
@declare(action=Action.ACCESS_GRANT_GIVE, purpose=ADMINISTRATION, place="unit")
def give(request: ScopedRequest, unit: UUID) -> HttpResponse:
    """Give somebody of the unit another role."""
    at = timezone.now()
    form = GrantForm(
        request.POST or None,
        people=people_to_choose(request.unit, at, without=[request.actor.own_id]),
        roles=roles_to_offer(request.unit, request.actor),
        today=day_of(at),
    )

    def act() -> str:
        data, offer = form.cleaned_data, form.offer()
        if takes_two(offer.role, request.unit.kind):
            name = dict(form.fields["person"].choices)[data["person"]]  # type: ignore[attr-defined]
            reason = data["reason"] or _("No reason was given.")
            ask_to_give(
                unit=request.unit,
                person_id=UUID(data["person"]),
                name=name,
                offer=offer,
                reason=reason,
                by=request.actor,
                at=at,
            )
            return asked_in_words()
        give_grant(
            unit=request.unit,
            person_id=UUID(data["person"]),
            offer=offer,
            reason=data["reason"],
            by=request.actor,
            at=at,
        )
        return _("The role was given. It opens what it should at once.")

    return _page(request, form, act, title=_("Give a role"), submit=_("Give the role"))


@asked_or_sent
@declare(action=Action.ACCESS_GRANT_RENEW, purpose=ADMINISTRATION, place="unit")
def renew(request: ScopedRequest, unit: UUID, grant: UUID) -> HttpResponse:
    """Let a grant last longer."""
    at = timezone.now()
    found = _grant(request, grant)
    form = RenewalForm(request.POST or None, role=Role(found.role), today=day_of(at))

    def act() -> str:
        renew_grant(grant=found, last_day=form.cleaned_data["last_day"], by=request.actor, at=at)
        return _("The role was renewed.")

    return _page(request, form, act, title=_("Renew a role"), submit=_("Renew"), grant=found)


@asked_or_sent
@declare(action=Action.ACCESS_GRANT_END, purpose=ADMINISTRATION, place="unit")
def end(request: ScopedRequest, unit: UUID, grant: UUID) -> HttpResponse:
    """End a grant at once, after a page that says what that means."""
    at = timezone.now()
    found = _grant(request, grant)
    with_two = ending_takes_two(found)
    form_class = ReasonForm if with_two else SureForm
    form = form_class(request.POST if request.method == "POST" else None)

    def act() -> str:
        if with_two:
            ask_to_end(grant=found, reason=form.cleaned_data["reason"], by=request.actor, at=at)
            return asked_in_words()
        end_grant(grant=found, by=request.actor, at=at)
        return _("The role was ended. It opens nothing any more.")

    words = {"title": _("End a role"), "submit": _("End the role"), "danger": True}
    if with_two:
        words |= {"submit": _("Ask a second person"), "explain": election_in_words()}
    return _page(request, form, act, grant=found, **words)


@asked_or_sent
@declare(action=Action.ACCESS_GRANT_GIVE, purpose=ADMINISTRATION, place="unit")
def lend(request: ScopedRequest, unit: UUID, grant: UUID) -> HttpResponse:
    """Let somebody stand in for the holder of a grant, for a holiday."""
    at = timezone.now()
    found = _grant(request, grant)
    people = people_to_choose(request.unit, at, without=[request.actor.own_id, found.person_id])
    form = DeputyForm(request.POST or None, people=people)

    def act() -> str:
        data = form.cleaned_data
        deputise(
            grant=found,
            person_id=UUID(data["person"]),
            last_day=data["last_day"],
            reason=data["reason"],
            by=request.actor,
            at=at,
        )
        return _("The deputy can begin at once, and the deputy’s part ends by itself.")

    return _page(request, form, act, title=_("Name a deputy"), submit=_("Name the deputy"), grant=found)


@require_safe
@declare(action=Action.ACCESS_HELP_ASK, purpose=ADMINISTRATION)
def help_me(request: ScopedRequest) -> HttpResponse:
    """Who can let the signed-in person in: the page behind every refusal, for any time."""
    return render(request, "access/help_me.html", {"helping": who_can_help()})


def asked_in_words() -> str:
    """What somebody is told who has asked a second person."""
    return _("A second person was asked. When they agree, do it from “Approvals”, within a day.")


def election_in_words() -> str:
    """Why one person is not enough."""
    return _(
        "An election is called here. Until a week after the poll, ending an officer’s role takes two people."
    )


def _grant(request: ScopedRequest, grant: UUID) -> Grant:
    return get_object_or_404(Grant.objects.select_related("membership", "unit"), pk=grant, unit=request.unit)


def _page(
    request: ScopedRequest, form: forms.Form, act: Callable[[], str], grant: Grant | None = None, **words: Any
) -> HttpResponse:
    """Show a form, or do what it says and go back to the unit; what is refused is said above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act())
            return redirect("access:unit", request.unit.key)
        except (UnableToApprove, UnableToGrant) as refusal:
            form.add_error(None, str(refusal))
    if grant is not None:
        words |= {"grant": grant, "role": role_name(grant.role), "last_day": last_day_of(grant.ends_at)}
    return render(request, "access/change.html", {"form": form, **words})
