from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.accounts.devices import devices_of, sign_device_out
from hustings.accounts.models import Device
from hustings.accounts.sessions import DEVICE
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@require_safe
@declare(action=Action.ACCOUNTS_SELF_EDIT, purpose=Purpose.ADMINISTRATION)
def devices(request: ScopedRequest) -> HttpResponse:
    """One's own browsers, with how many sign-ins are open on each, and which one this is."""
    found = devices_of(request.actor.own_id, timezone.now())
    return render(request, "access/devices.html", {"devices": found, "here": request.session.get(DEVICE)})


@require_POST
@declare(action=Action.ACCOUNTS_SELF_EDIT, purpose=Purpose.ADMINISTRATION)
def sign_out(request: ScopedRequest, device: UUID) -> HttpResponse:
    """Sign one of one's own browsers out; what is open on it is emptied within seconds."""
    found = get_object_or_404(Device, pk=device, person_id=request.actor.own_id)
    # Asked before its row has gone.
    is_here = str(found.pk) == request.session.get(DEVICE)
    ended = sign_device_out(found)
    record(
        action=Action.ACCOUNTS_SELF_EDIT,
        purpose=Purpose.ADMINISTRATION,
        by=request.actor.person_id,
        at=timezone.now(),
        place=str(found.pk),
        rule="signed out",
        detail={"sessions": ended},
    )
    if is_here:
        request.session.flush()
        return redirect("account_login")
    messages.success(
        request, _("That device is signed out. A page left open on it empties itself within five seconds.")
    )
    return redirect("access:devices")
