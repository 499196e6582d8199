"""What somebody is told who may not: the same words whether the thing exists or not, and who can help."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hustings.access.actor import Actor
from hustings.access.deciding import Answer
from hustings.access.helping import who_can_help
from hustings.audit.recording import record
from hustings.audit.words import Action, Outcome, Purpose
from hustings.lib.declaring import Declaration

PAGES = {
    Answer.OUTSIDE: ("404.html", 404),
    Answer.FORBIDDEN: ("403.html", 403),
    Answer.SECOND_FACTOR: ("access/second_factor.html", 403),
}


def refusal_page(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page of a refusal, with the people who can help where somebody is signed in."""
    template, status = PAGES[answer]
    actor: Actor | None = getattr(request, "actor", None)
    request.seat = None  # type: ignore[attr-defined]  # a refused place is not named in the page's header
    return render(request, template, {"helping": who_can_help() if actor else []}, status=status)


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
        rule=str(status),
        outcome=Outcome.REFUSED,
    )
