import itertools

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.canvassing.at_the_door import consent_words, privacy_words
from hustings.lib.declaring import declare
from hustings.organisation.models import Organisation
from hustings.targeting.forms.walks import CodeForm
from hustings.targeting.walks.joining import UnableToJoin, doors_to_knock, join_walk, spelt, walk_of_code


@declare(action=Action.TARGETING_WALK_JOIN, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: ScopedRequest, seat: str) -> HttpResponse:
    """Type the code on a cover; the walk itself is the next page."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = spelt(form.cleaned_data["code"])
        if walk_of_code(request.seat.id, code):
            return redirect("targeting:walk_out", seat=request.seat.slug, cover=code)
        form.add_error("code", _("No walk of this seat has that code. Look at the cover of the sheet again."))
    return render(request, "targeting/join.html", {"form": form}, status=422 if form.errors else 200)


@declare(action=Action.TARGETING_WALK_JOIN, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def walk_out(request: ScopedRequest, seat: str, cover: str) -> HttpResponse:
    """The walk behind a code: what it is; once joined, its doors in order for as long as it is out."""
    at = timezone.now()
    if request.method == "POST":
        try:
            join_walk(constituency=request.seat.id, code=cover, by=request.actor, at=at)
        except UnableToJoin as refusal:
            messages.error(request, str(refusal))
        return redirect("targeting:walk_out", seat=request.seat.slug, cover=cover)
    walk = walk_of_code(request.seat.id, cover)
    if walk is None:
        return _unknown(request)
    shut = walk.shut(at)
    doors = doors_to_knock(request.seat.id, walk) if walk.joined and not shut else []
    electors = [elector for door in doors for elector in door.electors]
    log_read(request, f"walk that is out {walk.outing}", count=len(doors), electors=electors)
    organisation = Organisation.objects.filter(pk=1).first()
    context = {
        "walk": walk,
        "shut": shut,
        "streets": [
            (name, list(some)) for name, some in itertools.groupby(doors, key=lambda door: door.street)
        ],
        "privacy": privacy_words(organisation.name if organisation else ""),
        "consent": consent_words(organisation),
    }
    return render(request, "targeting/walk_out.html", context, status=410 if shut else 200)


def _unknown(request: ScopedRequest) -> HttpResponse:
    form = CodeForm({"code": ""})
    form.add_error("code", _("No walk of this seat has that code. Look at the cover of the sheet again."))
    return render(request, "targeting/join.html", {"form": form}, status=404)
