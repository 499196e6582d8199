"""What somebody is told who may not: the same words whether the thing exists or not, and who can help."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hustings.access.actor import Actor
from hustings.access.answering import is_of_api, refusal, refusal_sentence
from hustings.access.deciding import Answer
from hustings.access.letting_in.helping import who_can_help
from hustings.access.stopping.telling import told_of
from hustings.access.watching.quotas import ReadingRefused
from hustings.access.watching.telling import tell_refusal
from hustings.audit.recording import record
from hustings.audit.words import Action, Outcome, Purpose
from hustings.lib.declaring import Declaration

PAGES = {
    Answer.STOPPED: ("access/stopped.html", 403),
    Answer.OUTSIDE: ("404.html", 404),
    Answer.FORBIDDEN: ("403.html", 403),
    Answer.SECOND_FACTOR: ("access/second_factor.html", 403),
}


def refusal_page(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page of a refusal, with the people who can help where somebody is signed in."""
    template, status = PAGES[answer]
    if is_of_api(request):
        return refusal(refusal_sentence(answer), status)
    actor: Actor | None = getattr(request, "actor", None)
    request.seat = None  # type: ignore[attr-defined]  # a refused place is not named in the page's header
    context: dict[str, object] = {"helping": who_can_help() if actor else []}
    if answer is Answer.STOPPED and actor is not None:
        context["stops"] = told_of(actor)
    response = render(request, template, context, status=status)
    if answer is Answer.STOPPED:
        # What the browser kept of earlier pages goes too; what waits to be sent lies elsewhere and stays.
        response["Clear-Site-Data"] = '"cache"'
    return response


def reading_refused_page(request: HttpRequest, refused: ReadingRefused) -> HttpResponse:
    """The page in place of people: what was reached or noticed, until when, and who can help. Recording goes on."""
    told = tell_refusal(refused, request)
    context = {"told": told, "helping": who_can_help()}
    response = render(request, "access/reading_refused.html", context, status=told.status)
    waits = refused.until - request.actor.at  # type: ignore[attr-defined]
    if getattr(request, "htmx", False):
        # Only a part of the page would change: the browser asks for the whole of it instead, and is told there.
        response["HX-Redirect"] = request.get_full_path()
    response["Retry-After"] = str(max(1, int(waits.total_seconds())))
    return response


def log_refusal(
    request: HttpRequest, actor: Actor | None, declaration: Declaration, status: int, at: datetime
) -> None:
    """Write the refusal to the log: what the view wrote was rolled back, this stays."""
    record(
        action=Action(declaration.action),
        purpose=Purpose(declaration.purpose),
        by=actor.person_id if actor else None,
        at=at,
        place=request.path,
        rule="stop" if getattr(request, "refused", None) is Answer.STOPPED else str(status),
        outcome=Outcome.REFUSED,
    )
