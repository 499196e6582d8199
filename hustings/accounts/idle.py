"""When a sign-in ends by itself: an hour after the last page, and twelve hours after it began, whatever comes first.

NIST SP 800-63B-4 asks of this level of assurance (AAL2) that somebody signs in again within a day, and after an hour
without anything being done. Twelve hours are a long polling day's shift; committee rooms share their machines.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hustings.accounts.models import Session
from hustings.accounts.sessions import ENDS, SessionStore, hashed

Next = Callable[[HttpRequest], HttpResponse]

IDLE = timedelta(seconds=settings.SESSION_IDLE_AGE)
OFTEN_ENOUGH = timedelta(minutes=5)
"""A session's row is written again only this long after the last time."""


class IdleMiddleware:
    """Keeps a session awake while somebody uses it. A page that asks for itself, unwatched, keeps nothing awake."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_somebody_there(request) and isinstance(request.session, SessionStore):
            keep_awake(request.session, timezone.now())
        return response


def is_somebody_there(request: HttpRequest) -> bool:
    """Whether a person asked: pages that ask by themselves do so with a script's header, and by GET."""
    by_script = "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode") in (
        "cors",
        "same-origin",
    )
    return request.method == "POST" or not by_script


def keep_awake(session: SessionStore, at: datetime) -> None:
    """Put the end of a session an hour ahead, never past the end of its twelve hours."""
    found = session.found_expiry
    if found is None or found - at > IDLE - OFTEN_ENOUGH or ENDS not in session:
        return
    ends = min(at + IDLE, datetime.fromisoformat(session[ENDS]))
    Session.objects.filter(session_key=hashed(session.session_key or ""), expire_date__lt=ends).update(
        expire_date=ends
    )
