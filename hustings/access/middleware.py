"""The outermost room of every request: one transaction, one scope, and the decision before any look-up."""

import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from hustings.access import scope
from hustings.access.actor import Actor, load_actor
from hustings.access.answering import is_of_api, refusal
from hustings.access.deciding import Answer
from hustings.access.declared import declaration_for
from hustings.access.letting_in.founding import is_new
from hustings.access.refusing import log_refusal, reading_refused_page, refusal_page
from hustings.access.stopping.quarantining import held_answer, keep_for_later
from hustings.access.watching.quotas import ReadingRefused
from hustings.access.watching.taking import note_refused
from hustings.accounts.typed import PARAMETER, seal_typed
from hustings.audit.recording import Receipt
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import Declaration
from hustings.organisation.models import Unit

ENDED_BY_A_STOP = frozenset({"57014", "HS001"})
"""A statement of a stopped person was ended, or the next one met the epoch (`access/sql/stops.sql`)."""

LOGGER = logging.getLogger(__name__)

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
        try:
            scope.clear_connection()
            return self._in_one_transaction(request, match, declaration)
        except DatabaseError:
            # A view's own errors are answered further in: what comes out here had opened nothing yet.
            LOGGER.exception("no scope could be opened")
            return _unavailable(request)

    def _in_one_transaction(
        self, request: HttpRequest, match: ResolverMatch | None, declaration: Declaration | None
    ) -> HttpResponse:
        with transaction.atomic():
            if declaration is None or declaration.signing_in:
                response = self._before_anybody_is_known(request, match, declaration)
            else:
                response = self._for_somebody(request, match, declaration)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        if getattr(request, "cut_off", False) and declaration is not None:
            with transaction.atomic():
                return self._tell_of_stop(request, declaration)
        return response

    def _tell_of_stop(self, request: HttpRequest, declaration: Declaration) -> HttpResponse:
        """Answer a request that a stop ended while it was under way: all it did has been taken back."""
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        opened = scope.begin(token, action=declaration.action, purpose=declaration.purpose) if token else None
        if opened is None:
            return redirect_to_login("/")
        at = timezone.now()
        actor = _actor_of(opened, declaration, at)
        request.actor = actor  # type: ignore[attr-defined]
        request.refused = Answer.STOPPED  # type: ignore[attr-defined]
        response = refusal_page(request, Answer.STOPPED)
        log_refusal(request, actor, declaration, response.status_code, at)
        scope.finish(opened.nonce)
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
        actor = _actor_of(opened, declaration, at)
        request.actor = actor  # type: ignore[attr-defined]
        answer = _answer_at_place(request, match, declaration, actor)
        if answer is not Answer.ALLOWED:
            request.refused = answer  # type: ignore[attr-defined]
        if answer is Answer.STOPPED:
            request.kept = _keep_for_later(request, actor)  # type: ignore[attr-defined]
        response = self._answer(request, opened.nonce, keep_open=True)
        if getattr(request, "cut_off", False):
            return response
        if response.status_code in (403, 404, 429):
            note_refused(request, actor, answer)
            log_refusal(request, actor, declaration, response.status_code, at)
        scope.finish(opened.nonce)
        return response

    def _send_to_sign_in(self, request: HttpRequest, declaration: Declaration, at: datetime) -> HttpResponse:
        nonce = scope.begin_sign_in()
        log_refusal(request, None, declaration, 401, at)
        target = request.get_full_path() if request.method == "GET" else _came_from(request)
        nobody_is_here = is_new()
        scope.finish(nonce)
        if is_of_api(request):
            return refusal(_("You are not signed in, or no longer. Sign in and send it again."), 401)
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
        kept: Receipt | None = getattr(request, "kept", None)
        if kept is not None and is_of_api(request):
            return held_answer(request, request.actor.at, kept)  # type: ignore[attr-defined]
        return refusal_page(request, refused) if refused else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404 | PermissionDenied):
            return None
        if isinstance(exception, ReadingRefused):
            request.reading_refused = exception  # type: ignore[attr-defined]
            return reading_refused_page(request, exception)
        request.failed = True  # type: ignore[attr-defined]
        if getattr(exception.__cause__, "sqlstate", "") not in ENDED_BY_A_STOP:
            return None
        request.cut_off = True  # type: ignore[attr-defined]
        return HttpResponse(status=403)


def _keep_for_later(request: HttpRequest, actor: Actor) -> Receipt | None:
    seat: Place | None = request.seat  # type: ignore[attr-defined]
    reached = seat is not None and any(seat.id in held.seats for held in actor.grants)
    return keep_for_later(request, actor, seat.id) if seat is not None and reached else None


def _actor_of(opened: scope.Opened, declaration: Declaration, at: datetime) -> Actor:
    return load_actor(
        opened.person_id,
        action=Action(declaration.action),
        purpose=Purpose(declaration.purpose),
        at=at,
        is_strong=opened.is_strong,
        stops=opened.stops,
    )


def _came_from(request: HttpRequest) -> str:
    """The page of ours whose form was sent without a session: there somebody goes on once signed in again."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    path = urlsplit(page).path or "/"
    is_form = request.content_type == "application/x-www-form-urlencoded"
    typed = seal_typed(dict(request.POST.items())) if is_form and request.POST else ""  # type: ignore[arg-type]
    return f"{path}?{urlencode({PARAMETER: typed})}" if typed else path


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Doubt is a no: where the database cannot say who asks, nobody is answered. The page asks it nothing."""
    response = server_error(request)
    response.status_code, response.headers["Retry-After"] = 503, "60"
    return response


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
        return _answer_at_unit(request, match, actor, action, purpose)
    if declaration.place == "organisation":
        return _answer_everywhere(actor, action, purpose)
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=match.kwargs[declaration.place]).first()
    if seat is None:
        return Answer.STOPPED if actor.is_stopped(action) else Answer.OUTSIDE
    request.seat = seat  # type: ignore[attr-defined]
    request.seat_named = seat.id  # type: ignore[attr-defined]
    return actor.answer(action, seat.id, purpose)


def _answer_at_unit(
    request: HttpRequest, match: ResolverMatch, actor: Actor, action: Action, purpose: Purpose
) -> Answer:
    unit = Unit.objects.filter(key=match.kwargs["unit"]).first()
    if unit is None:
        return Answer.STOPPED if actor.is_stopped(action) else Answer.OUTSIDE
    answer = actor.answer_at_unit(action, unit.id, purpose, seats=_seats_if_stopped(unit, actor))
    if answer is not Answer.OUTSIDE:
        request.unit = unit  # type: ignore[attr-defined]
    return answer


def _seats_if_stopped(unit: Unit, actor: Actor) -> frozenset[int]:
    """The seats of a unit, which only a stop asks for."""
    return frozenset(unit.seats.values_list("constituency_id", flat=True)) if actor.stops else frozenset()


def _answer_everywhere(actor: Actor, action: Action, purpose: Purpose) -> Answer:
    """For what concerns the whole organisation at once: a grant at its topmost unit, which nobody is outside of."""
    top = Unit.objects.filter(parent=None).values_list("id", flat=True)
    answers = [actor.answer_at_unit(action, unit, purpose) for unit in top]
    found = min(answers, key=list(Answer).index, default=Answer.FORBIDDEN)
    return Answer.FORBIDDEN if found is Answer.OUTSIDE else found
