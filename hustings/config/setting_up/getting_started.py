"""What to do next, for whoever has just set up an installation: each step with its state and its page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hustings.access.actor import Actor
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.organisation.models import SwitchKey
from hustings.organisation.switches import is_on, missing_papers

SHOWN_SEATS = 12


@dataclass(frozen=True)
class Task:
    """One thing to do first. `is_done` is None where only its own page can tell."""

    title: str
    text: str
    url: str
    is_done: bool | None


@require_safe
@declare(action=Action.HEADQUARTERS_HOME_OPEN, purpose=Purpose.ADMINISTRATION)
def getting_started(request: ScopedRequest) -> HttpResponse:
    """The way from an empty installation to the first printed sheet."""
    tasks = [*_safety(request.actor), *_papers(request.actor), *_seats(request.actor)]
    return render(request, "setting_up/getting_started.html", {"tasks": tasks})


def _safety(actor: Actor) -> list[Task]:
    return [
        Task(
            _("Add a second step to your sign-in"),
            _("A code from your telephone, or a passkey. Importing, printing and letting others in want it."),
            reverse("mfa_index"),
            actor.is_strong,
        )
    ]


def _papers(actor: Actor) -> list[Task]:
    if not actor.may(Action.DATA_PROTECTION_PAPER_FILE):
        return []
    return [
        Task(
            _("Read, amend and file the data-protection papers"),
            _("Drafts are offered. Opinions are recorded only once the papers are filed."),
            reverse("data_protection:papers"),
            not missing_papers(),
        ),
        Task(
            _("Open the recording of opinions"),
            _("One switch, turned with a reason, once the papers are filed."),
            reverse("data_protection:switches"),
            is_on(SwitchKey.OPINIONS),
        ),
    ]


def _seats(actor: Actor) -> list[Task]:
    """Lead to the import of each seat; whether there is one only that page may look."""
    reached = Place.objects.filter(id__in=actor.seats_for(Action.REGISTER_EDITION_IMPORT)).order_by("name")
    importing = [
        Task(
            _("Import the register of %(seat)s") % {"seat": seat},
            _("The file your council sent, as it is. You see what would change before anything does."),
            f"/seats/{seat.slug}/register/",
            None,
        )
        for seat in reached[:SHOWN_SEATS]
    ]
    printing = [
        Task(
            _("Print the first sheet of %(seat)s") % {"seat": seat},
            _("Choose a street and print it. You need not print a whole seat to begin."),
            f"/seats/{seat.slug}/",
            None,
        )
        for seat in reached[:1]
    ]
    return importing + printing
