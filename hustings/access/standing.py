"""Whether a page that is open may stay so: asked by the page itself every few seconds, and answered before all else.

No scope is opened, no session is loaded and nothing is logged: it says nothing about anybody but whoever asks.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from hustings.access.scope import ask

Next = Callable[[HttpRequest], HttpResponse]

ADDRESSES = ("/standing/", "/api/standing/")
LONGEST = 60


class StandingMiddleware:
    """Answers at these addresses and nowhere else: 204 where all stands, 403 with one word where it does not."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in ADDRESSES:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        return _answer(_state(request))


def _state(request: HttpRequest) -> str:
    """`stands`, `stopped` or `over`, for the action, purpose and seat of the page that asks."""
    token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not token:
        return "over"
    seat = request.GET.get("seat", "")
    number = int(seat) if seat.isascii() and seat.isdecimal() and len(seat) < 10 else None
    asked = [request.GET.get(name, "")[:LONGEST].replace("\0", "") for name in ("purpose", "action")]
    state: str = ask("SELECT access.standing(%s, %s, %s, %s::int)", token, *asked, number)[0]
    return state


def _answer(state: str) -> HttpResponse:
    response = HttpResponse(status=204) if state == "stands" else JsonResponse({"state": state}, status=403)
    response["Cache-Control"] = "no-store"
    if state != "stands":
        response["Clear-Site-Data"] = '"cache"'
    return response
