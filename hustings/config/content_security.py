"""What a browser may do with our pages: run our own files and nothing else, and be framed by nobody."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hustings.config.violations import REPORTS

Next = Callable[[HttpRequest], HttpResponse]

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    # No string becomes markup or a script, but for what js/trusted.js lets htmx read.
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
    "report-uri": REPORTS,
}
if settings.BEHIND_TLS:
    # Over plain http browsers send nothing by this newer way, and whoever knows it forgets the older one.
    SOURCES["report-to"] = "ours"
POLICY = "; ".join(f"{directive} {source}" for directive, source in SOURCES.items())
CLOSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{feature}=()" for feature in CLOSED), *(f"{feature}=(self)" for feature in PASSKEYS)]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "Reporting-Endpoints": f'ours="{REPORTS}"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


CLEARED = '"cache"'
"""What a browser forgets when somebody signs out. Never "storage": work that was not yet sent would go with it."""


class ContentSecurityMiddleware:
    """Outermost, so that refusals, redirects and static files carry the headers too.

    What has not said itself how long it may be kept is not kept at all: the next person at a shared
    computer must not find a street's electors by going back.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        if _signs_out(request):
            response.headers["Clear-Site-Data"] = CLEARED
        return response


def _signs_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.url_name == "account_logout"
