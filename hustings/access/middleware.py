"""The outermost room of every request: one transaction, one scope, and the decision before any look-up."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from hustings.access import scope
from hustings.access.actor import Actor, load_actor
from hustings.access.deciding import Answer
from hustings.access.declared import declaration_for
from hustings.access.founding import is_new
from hustings.access.refusing import log_refusal, refusal_page
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import Declaration
from hustings.organisation.models import Unit

Next = Callable[[HttpRequest], HttpResponse]


class ScopeMiddleware:
    """Everything else runs inside: session, person, view and the rendering of its template.

    A response of 500 or an unexpected error rolls all back; 403 and 404 keep their entry in the log.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = _match(request)
        declaration = declaration_for(match)
        request.actor = None  # type: ignore[attr-defined]
        request.seat = None  # type: ignore[attr-defined]
        request.unit = None  # type: ignore[attr-defined]
        request.declaration = declaration  # type: ignore[attr-defined]
        with transaction.atomic():
            if declaration is None or declaration.signing_in:
                response = self._before_anybody_is_known(request, match, declaration)
            else:
                response = self._for_somebody(request, match, declaration)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        return response

    def _before_anybody_is_known(
        self, request: HttpRequest, match: ResolverMatch | None, declaration: Declaration | None
    ) -> HttpResponse:
        nonce = scope.begin_sign_in()
        if match is not None and match.url_name == settings.LOGIN_URL and is_new():
            scope.finish(nonce)
            return redirect("setup")
        if declaration is None and match is not None:
            request.refused = Answer.FORBIDDEN  # type: ignore[attr-defined]
        return self._answer(request, nonce)

    def _for_somebody(
        self, request: HttpRequest, match: ResolverMatch | None, declaration: Declaration
    ) -> HttpResponse:
        at = timezone.now()
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        opened = scope.begin(token, action=declaration.action, purpose=declaration.purpose) if token else None
        if opened is None:
            return self._send_to_sign_in(request, declaration, at)
        actor = load_actor(
            opened.person_id,
            action=Action(declaration.action),
            purpose=Purpose(declaration.purpose),
            at=at,
            is_strong=opened.is_strong,
        )
        request.actor = actor  # type: ignore[attr-defined]
        answer = _answer_at_place(request, match, declaration, actor)
        if answer is not Answer.ALLOWED:
            request.refused = answer  # type: ignore[attr-defined]
        response = self._answer(request, opened.nonce, keep_open=True)
        if response.status_code in (403, 404):
            log_refusal(request, actor, declaration, response.status_code, at)
        scope.finish(opened.nonce)
        return response

    def _send_to_sign_in(self, request: HttpRequest, declaration: Declaration, at: datetime) -> HttpResponse:
        nonce = scope.begin_sign_in()
        log_refusal(request, None, declaration, 401, at)
        target = request.get_full_path() if request.method == "GET" else "/"
        nobody_is_here = is_new()
        scope.finish(nonce)
        return redirect("setup") if nobody_is_here else redirect_to_login(target)

    def _answer(self, request: HttpRequest, nonce: object, *, keep_open: bool = False) -> HttpResponse:
        response = self.get_response(request)
        if not keep_open and not getattr(request, "failed", False) and response.status_code < 500:
            scope.finish(nonce)  # type: ignore[arg-type]
        return response

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, named: object
    ) -> HttpResponse | None:
        """Refuse here, inside the other middleware, so that a refusal is a page like any other."""
        refused = getattr(request, "refused", None)
        return refusal_page(request, refused) if refused else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if not isinstance(exception, Http404 | PermissionDenied):
            request.failed = True  # type: ignore[attr-defined]


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _answer_at_place(
    request: HttpRequest, match: ResolverMatch | None, declaration: Declaration, actor: Actor
) -> Answer:
    """Decide on action and place before any look-up of what was asked for."""
    action, purpose = Action(declaration.action), Purpose(declaration.purpose)
    if declaration.place is None or match is None:
        return actor.answer(action, None, purpose)
    if declaration.place == "unit":
        return _answer_at_unit(request, match, actor, action)
    if declaration.place == "organisation":
        return _answer_everywhere(actor, action, purpose)
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=match.kwargs[declaration.place]).first()
    if seat is None:
        return Answer.OUTSIDE
    request.seat = seat  # type: ignore[attr-defined]
    return actor.answer(action, seat.id, purpose)


def _answer_at_unit(request: HttpRequest, match: ResolverMatch, actor: Actor, action: Action) -> Answer:
    unit = Unit.objects.filter(key=match.kwargs["unit"]).first()
    if unit is None or not any(unit.id in held.units for held in actor.grants):
        return Answer.OUTSIDE
    request.unit = unit  # type: ignore[attr-defined]
    if unit.id not in actor.units_for(action):
        return Answer.FORBIDDEN
    return actor.answer(action)


def _answer_everywhere(actor: Actor, action: Action, purpose: Purpose) -> Answer:
    """For what concerns the whole organisation at once: a grant at its topmost unit."""
    top = Unit.objects.filter(parent=None).values_list("id", flat=True)
    if not set(top) & actor.units_for(action):
        return Answer.FORBIDDEN
    return actor.answer(action, None, purpose)
