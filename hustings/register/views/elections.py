from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.elections.adding import UnableToAddElection, add_election
from hustings.elections.models import Election
from hustings.lib.deadlines import deadlines_of
from hustings.lib.declaring import declare
from hustings.lib.voting_ages import voting_age
from hustings.register.electorate import franchise_of_seat
from hustings.register.forms.turnout import ElectionForm
from hustings.register.franchise import Poll
from hustings.register.wording import deadline_in_words


@require_safe
@declare(action=Action.REGISTER_STREET_LIST, purpose=Purpose.ORGANISE, place="seat")
def elections(request: ScopedRequest, seat: str) -> HttpResponse:
    """The elections that are coming and those that have been, each with the way to who may vote in it."""
    return _list(request, ElectionForm())


@require_POST
@declare(action=Action.ELECTIONS_ELECTION_ADD, purpose=Purpose.ADMINISTRATION, place="seat")
def add(request: ScopedRequest, seat: str) -> HttpResponse:
    """Put an election on the list."""
    form = ElectionForm(request.POST)
    if form.is_valid():
        try:
            made = add_election(
                by=request.actor.own_id,
                at=timezone.now(),
                purpose=request.actor.purpose,
                constituency=request.seat.id,
                **form.cleaned_data,
            )
        except UnableToAddElection as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%s is on the list.") % made)
            return redirect("register:franchise", seat=request.seat.slug, election=made.id)
    return _list(request, form, status=422)


@require_safe
@declare(action=Action.REGISTER_STREET_LIST, purpose=Purpose.ORGANISE, place="seat")
def franchise(request: ScopedRequest, seat: str, election: UUID) -> HttpResponse:
    """How many of the seat may vote in one election, by polling district, and which letters decide it."""
    found = get_object_or_404(Election, pk=election)
    poll = Poll.of(found, request.seat.nation)
    counted = franchise_of_seat(request.seat.id, poll, today=timezone.localdate())
    context = {
        "election": found,
        "franchise": counted,
        "age": voting_age(nation=poll.nation, kind=poll.kind, on=poll.day),
        "deadlines": map(deadline_in_words, deadlines_of(nation=poll.nation, kind=poll.kind, on=poll.day)),
    }
    return render(request, "register/franchise.html", context)


def _list(request: ScopedRequest, form: ElectionForm, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    form.fields["kind"].label = _("What is elected")
    context = {
        "coming": Election.objects.filter(polling_day__gte=today).order_by("polling_day", "name"),
        "past": Election.objects.filter(polling_day__lt=today).order_by("-polling_day", "name"),
        "form": form,
    }
    return render(request, "register/elections.html", context, status=status)
