"""What no request of ours ever is: another method, an address or a body without end. It is refused unread."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from hustings.audit.security import note

Next = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST")
LONGEST_ADDRESS = 4_000
LARGEST_UPLOAD = 600 << 20
"""Two files of the largest size that a form takes, and what stands round them (`register/files/encoding.py`)."""
LARGEST_FORM = 5 << 20


class RequestLimitsMiddleware:
    """Refuses with a bare status: whoever sends such a thing reads no page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if (status := _refused(request)) is not None:
            note("request refused", status=status)
            return HttpResponse(status=status, headers={"Connection": "close"})
        return self.get_response(request)


def _refused(request: HttpRequest) -> int | None:
    if len(request.get_full_path()) > LONGEST_ADDRESS:
        return 414
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return 400
    is_upload = request.content_type == "multipart/form-data"
    return 413 if int(length) > (LARGEST_UPLOAD if is_upload else LARGEST_FORM) else None
