"""The pages of an invitation: sending a link, withdrawing it, and taking it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hustings.access.forms import InvitationForm, JoinForm, NameForm, SureForm
from hustings.access.letting_in.granting import UnableToGrant, day_of, roles_to_offer
from hustings.access.letting_in.inviting import (
    Invited,
    Offered,
    UnableToAccept,
    accept_invitation,
    find_offer,
    invite,
    join_by_invitation,
    withdraw_invitation,
)
from hustings.access.mailing import link_of, send_letter
from hustings.access.models import Invitation
from hustings.access.requests import ScopedRequest
from hustings.access.wording import role_name
from hustings.accounts.models import Person
from hustings.accounts.signing_in import let_in
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare, declare_signing_in

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@asked_or_sent
@never_cache
@declare(action=Action.ACCESS_INVITATION_SEND, purpose=Purpose.ADMINISTRATION, place="unit")
def send(request: ScopedRequest, unit: UUID) -> HttpResponse:
    """Invite somebody; the link goes out by e-mail and is shown here once."""
    at = timezone.now()
    roles = roles_to_offer(request.unit, request.actor)
    form = InvitationForm(request.POST or None, roles=roles, today=day_of(at))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invited = invite(
                unit=request.unit,
                name=data["name"],
                email=data["email"],
                offer=form.offer(),
                by=request.actor,
                at=at,
            )
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
        else:
            return show_link(request, invited, data["name"], request.unit.name)
    words = {"title": _("Invite somebody"), "submit": _("Make the link")}
    return render(request, "access/change.html", {"form": form, **words})


def show_link(request: HttpRequest, invited: Invited, name: str, unit: str) -> HttpResponse:
    """Send the letter and show the link, the only time it is seen."""
    link = link_of(request, invited)
    sent = send_letter(name, invited.email, unit, link, request.actor.name)  # type: ignore[attr-defined]
    return render(
        request, "access/invited.html", {"link": link, "email": invited.email, "name": name, "sent": sent}
    )


@asked_or_sent
@declare(action=Action.ACCESS_INVITATION_SEND, purpose=Purpose.ADMINISTRATION, place="unit")
def withdraw(request: ScopedRequest, unit: UUID, invitation: UUID) -> HttpResponse:
    """Make a link useless."""
    found = get_object_or_404(Invitation, pk=invitation, unit=request.unit)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_invitation(invitation=found, by=request.actor, at=timezone.now())
            messages.success(request, _("The link is withdrawn. Whoever opens it is told so."))
        except UnableToGrant as refusal:
            messages.error(request, str(refusal))
        return redirect("access:unit", request.unit.key)
    words = {"title": _("Withdraw an invitation"), "submit": _("Withdraw the link"), "danger": True}
    return render(request, "access/change.html", {"form": form, "invitation": found, **words})


@asked_or_sent
@never_cache
@declare_signing_in(action=Action.ACCESS_INVITATION_ACCEPT, purpose=Purpose.ADMINISTRATION)
def take_up(request: HttpRequest, secret: str) -> HttpResponse:
    """What a link offers. With an account: one click, signed in with its address. Without: a name and a password."""
    offer = find_offer(secret)
    if offer is None:
        return render(request, "access/link_over.html", status=410)
    words = {"offer": offer, "role": role_name(offer.role)}
    user = request.user
    if isinstance(user, Person):
        if user.email != offer.email:
            return render(request, "access/link_of_another.html", words, status=403)
        return _take_up_as(request, secret, offer, user)
    if Person.objects.filter(email=offer.email).exists():
        return render(request, "access/link_sign_in.html", {**words, "here": request.path})
    return _join(request, secret, offer)


def _take_up_as(request: HttpRequest, secret: str, offer: Offered, person: Person) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": offer.name})
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(secret=secret, by=person, name=form.cleaned_data["name"], at=timezone.now())
            return redirect("/")
        except UnableToAccept as refusal:
            form.add_error(None, str(refusal))
    return _offer_page(request, offer, form)


def _join(request: HttpRequest, secret: str, offer: Offered) -> HttpResponse:
    form = JoinForm(request.POST or None, initial={"name": offer.name}, email=offer.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = join_by_invitation(
                secret=secret, name=data["name"], password=data["password"], at=timezone.now()
            )
        except UnableToAccept as refusal:
            form.add_error(None, str(refusal))
        else:
            let_in(request, person)
            return redirect("/")
    return _offer_page(request, offer, form)


def _offer_page(request: HttpRequest, offer: Offered, form: NameForm) -> HttpResponse:
    words = {"offer": offer, "role": role_name(offer.role), "form": form}
    return render(request, "access/take_up.html", words)
