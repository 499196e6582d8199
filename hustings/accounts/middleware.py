from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hustings.accounts.devices import COOKIE, KEPT_SECONDS

Next = Callable[[HttpRequest], HttpResponse]


class DeviceMiddleware:
    """Leaves a browser the cookie of its device where somebody has just signed in on it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        token = getattr(request, "device_token", "")
        if token:
            response.set_cookie(
                COOKIE,
                token,
                max_age=KEPT_SECONDS,
                httponly=True,
                secure=settings.BEHIND_TLS,
                samesite="Lax",
            )
        return response
