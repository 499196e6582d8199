"""The addresses that others look for without having been told: RFC 8615."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from hustings.access.declared import SIGNING_IN
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare_signing_in
from hustings.organisation.models import Organisation

GOOD_FOR = timedelta(days=180)
STARTED = timezone.now()
"""A server that nobody has started, and so brought up to date, for half a year has nobody who reads its mail."""


@require_safe
@declare_signing_in(action=Action.ORGANISATION_CONTACT_READ, purpose=Purpose.ADMINISTRATION)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole, in the form of RFC 9116. Not found while the organisation names no contact."""
    contact = contact_address()
    if not contact:
        raise Http404
    lines = [
        f"Contact: {contact}",
        f"Expires: {STARTED + GOOD_FOR:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, cy",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@declare_signing_in(action=SIGNING_IN.action, purpose=SIGNING_IN.purpose)
def change_password(request: HttpRequest) -> HttpResponse:
    """Lead a password manager to where a password is changed (W3C, A Well-Known URL for Changing Passwords)."""
    return redirect("account_change_password")


def contact_address() -> str:
    """The contact that the installation's settings name, or the telephone number of its papers; "" for neither."""
    if settings.SECURITY_CONTACT:
        return str(settings.SECURITY_CONTACT)
    organisation = Organisation.objects.filter(pk=1).first()
    number = (
        "".join(letter for letter in organisation.contact_telephone if letter in "+0123456789")
        if organisation
        else ""
    )
    return f"tel:{number}" if number else ""
