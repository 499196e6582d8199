"""The pages of absent voters: send a list, say what its columns hold, apply it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register import tasks
from hustings.register.absent.counting import count_absent
from hustings.register.absent.rules import kind_of
from hustings.register.councils import editions_of
from hustings.register.forms.list_columns import KIND_WORDS, PARTS
from hustings.register.forms.lists import AbsentForm
from hustings.register.models import Supply
from hustings.register.views.list_sending import ListPages, ask_columns, give_up, leave_list, take_list

PAGES = ListPages(
    kind=Supply.Kind.ABSENT,
    reader=kind_of,
    parts=PARTS,
    words=KIND_WORDS,
    task=tasks.look_over_absent_list,
    send="register:absent",
    columns="register:absent_columns",
    title=gettext_lazy("Absent voters"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """How many vote by post and by proxy in each district, and the form that takes a council's list."""
    today = timezone.localdate()
    form = AbsentForm(request.seat, today, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = take_list(request, form, form.chosen(), PAGES)
        if answer is not None:
            return answer
    districts = count_absent(request.seat.id, today)
    context = {
        "form": form,
        "districts": districts,
        "has_register": editions_of(request.seat).exists(),
    }
    return render(request, "register/absent.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def columns(request: ScopedRequest, seat: str, file: UUID) -> HttpResponse:
    """Say what the columns of a list hold that nobody has seen before."""
    return ask_columns(request, file, PAGES)


@require_POST
@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def apply(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return leave_list(request, run, PAGES.kind, tasks.apply_absent_list, _("Applying %s"))


@require_POST
@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up_absent(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return give_up(request, run, PAGES.kind)
