"""What somebody has read themselves: their quotas, what was noticed, and the button of the demonstration."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.access.watching.measuring import quotas_of
from hustings.access.watching.noticing import signals_about, told
from hustings.accounts.sessions import CONFIRMED, DEMONSTRATION
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

SIGNALS_SHOWN = 50


@require_safe
@declare(action=Action.ACCESS_READING_OWN, purpose=Purpose.ADMINISTRATION)
def own_reading(request: ScopedRequest) -> HttpResponse:
    """One's own quotas, how full they are, and every signal about oneself with what became of it."""
    signals = signals_about(request.actor.own_id)[:SIGNALS_SHOWN]
    context = {"quotas": quotas_of(request.actor, timezone.now()), "signals": told(signals)}
    return render(request, "access/own_reading.html", context)


@require_POST
@declare(action=Action.ACCESS_READING_OWN, purpose=Purpose.ADMINISTRATION)
def confirm(request: ScopedRequest) -> HttpResponse:
    """Stand for a second factor in the demonstration, where nobody has one; absent anywhere else."""
    if not request.session.get(DEMONSTRATION):
        raise Http404
    request.session[CONFIRMED] = timezone.now().timestamp()
    asked = request.POST.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(asked, hosts, require_https=settings.SESSION_COOKIE_SECURE)
    return redirect(asked if safe else reverse("access:own_reading"))
