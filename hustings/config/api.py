"""The API as a whole: the rooms' operations, what they declare, and how faults are told."""

from functools import partial
from inspect import getclosurevars
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import PathView
from ninja.security import SessionAuth

from hustings.access.api import router as access_router
from hustings.audit.words import Action, Purpose
from hustings.canvassing.api import router as canvassing_router
from hustings.lib.declaring import ATTRIBUTE, Declaration, declaration_of, declare
from hustings.targeting.api import router as targeting_router

LARGEST_BODY = 1 << 20
OF_THE_DESCRIPTION = Declaration(Action.ACCOUNTS_SELF_READ, Purpose.ADMINISTRATION)


class OwnSession(SessionAuth):
    """One's own session by its cookie, as on every page; calls that write bring the CSRF token in a header.

    They send JSON that says it is JSON, and no more than one call can need: a form of another site can send text.
    """

    def __call__(self, request: HttpRequest) -> Any:
        if request.method == "POST" and request.content_type != "application/json":
            raise HttpError(415, _("Send JSON, as application/json. Nothing was kept."))
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise HttpError(413, _("That is too much for one call. Send fewer at once. Nothing was kept."))
        return super().__call__(request)


api = NinjaAPI(
    title="Hustings",
    version="1",
    auth=OwnSession(),
    docs_url=None,
    openapi_url="/schema.json",
    urls_namespace="api",
    docs_decorator=declare(action=OF_THE_DESCRIPTION.action, purpose=OF_THE_DESCRIPTION.purpose),
)
api.add_router("", access_router)
api.add_router("", canvassing_router)
api.add_router("", targeting_router)


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Say what is wrong with what was sent and where, never repeating it."""
    faults = [
        {"where": ".".join(str(part) for part in one["loc"][1:]), "what": str(one["msg"])}
        for one in fault.errors
    ]
    told = {"detail": _("What was sent has not the right form. Nothing was kept."), "faults": faults[:50]}
    return api.create_response(request, told, status=422)


def declared_addresses() -> list[URLPattern]:
    """The API's addresses, each marked with what its operations declare, so that the middleware finds it.

    Raises ImproperlyConfigured where an operation declares nothing, or two of one address not the same.
    """
    patterns = api.urls[0]
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        setattr(pattern.callback, ATTRIBUTE, _declaration(pattern))
    return patterns  # type: ignore[return-value]


def _declaration(pattern: URLPattern) -> Declaration:
    if isinstance(pattern.callback, partial):
        return OF_THE_DESCRIPTION
    path_view = getclosurevars(pattern.callback).nonlocals["self"]
    assert isinstance(path_view, PathView)
    found = {declaration_of(operation.view_func) for operation in path_view.operations}
    declaration = found.pop()
    if found or declaration is None:
        raise ImproperlyConfigured(
            f"The operations at {pattern.pattern} do not declare one action and purpose."
        )
    return declaration
