"""The pages of turnout: an election's figures, marked registers from a file and as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.accounts.sessions import second_factor_shown_at
from hustings.audit.words import Action, Purpose
from hustings.copies.issuing import take_copy
from hustings.elections.models import Election
from hustings.lib.declaring import declare
from hustings.register import tasks
from hustings.register.councils import editions_of
from hustings.register.forms.list_columns import MARK_WORDS, OF_MARKED
from hustings.register.forms.lists import MarkedForm
from hustings.register.forms.turnout import NumbersForm
from hustings.register.models import Supply
from hustings.register.turnout.by_ward import turnout_by_ward
from hustings.register.turnout.counting import total_of, turnout_by_district
from hustings.register.turnout.places import batches_of
from hustings.register.turnout.rules import meaning_of
from hustings.register.views.list_sending import ListPages, ask_columns, give_up, leave_list, take_list

PAGES = ListPages(
    kind=Supply.Kind.MARKED,
    reader=meaning_of,
    parts=OF_MARKED,
    words=MARK_WORDS,
    task=tasks.look_over_marked_list,
    send="register:marked",
    columns="register:marked_columns",
    title=gettext_lazy("Marked register"),
)


@require_safe
@declare(action=Action.REGISTER_TURNOUT_READ, purpose=Purpose.ORGANISE, place="seat")
def turnout(request: ScopedRequest, seat: str) -> HttpResponse:
    """The elections there have been, each with the way to its turnout."""
    elections = Election.objects.filter(polling_day__lte=timezone.localdate()).order_by(
        "-polling_day", "name"
    )
    return render(request, "register/turnout.html", {"elections": elections})


@require_safe
@declare(action=Action.REGISTER_TURNOUT_READ, purpose=Purpose.ORGANISE, place="seat")
def election(request: ScopedRequest, seat: str, election: UUID) -> HttpResponse:
    """One election's turnout by polling district, never below, and what is still being keyed in."""
    found = get_object_or_404(Election, pk=election)
    districts = turnout_by_district(request.seat.id, found.id)
    total = total_of(districts)
    wards_of_today = request.GET.get("wards") == "now"
    context = {
        "election": found,
        "wards": turnout_by_ward(districts, day=None if wards_of_today else found.polling_day),
        "wards_of_today": wards_of_today,
        "districts": districts,
        "total": total,
        "batches": batches_of(request.seat.id, found),
        "numbers": NumbersForm(request.seat),
    }
    return render(request, "register/turnout_election.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """Take a marked register's file."""
    given = {"election": request.GET.get("election")}
    form = MarkedForm(
        request.seat, timezone.localdate(), request.POST or None, request.FILES or None, initial=given
    )
    if request.method == "POST" and form.is_valid():
        answer = take_list(request, form, form.chosen(), PAGES)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "has_register": editions_of(request.seat).exists(),
        "has_election": Election.objects.filter(polling_day__lte=timezone.localdate()).exists(),
    }
    return render(request, "register/marked.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def columns(request: ScopedRequest, seat: str, file: UUID) -> HttpResponse:
    """Say what the columns of a marked register hold that nobody has seen before."""
    return ask_columns(request, file, PAGES)


@require_POST
@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def apply(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return leave_list(request, run, PAGES.kind, tasks.apply_marked_list, _("Applying %s"))


@require_POST
@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up_marked(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return give_up(request, run, PAGES.kind)


@require_POST
@declare(action=Action.REGISTER_TURNOUT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def numbers(request: ScopedRequest, seat: str, election: UUID) -> HttpResponse:
    """Write the numbers of polling districts to a file, for volunteers to fill in without a connection."""
    found = get_object_or_404(Election, pk=election)
    page = reverse("register:turnout_election", args=[request.seat.slug, found.id])
    form = NumbersForm(request.seat, request.POST)
    if not form.is_valid():
        messages.error(
            request, _("No file was written: choose the edition, and give the districts’ letters.")
        )
        return redirect(page)
    shown_at = second_factor_shown_at(request.session)
    # The file holds numbers of a register and no name: how many people those are is known once it is written.
    if take_copy(by=request.actor, people=0, seat=request.seat.id, shown_at=shown_at):
        messages.error(
            request,
            _("No file was written: your copies wait for a while. Marks can be keyed in all the same."),
        )
        return redirect(page)
    job = start_job(
        request.actor,
        tasks.write_numbers,
        title=_("Numbers of %s") % form.cleaned_data["letters"],
        at=timezone.now(),
        constituency=request.seat.id,
        asked={
            "edition": str(form.cleaned_data["edition"].id),
            "letters": form.cleaned_data["letters"].split(),
        },
        came_from=page,
    )
    return redirect("work:job", job=job.id)
