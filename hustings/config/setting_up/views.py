from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hustings.access.demonstrating import is_loopback
from hustings.access.letting_in.founding import is_new
from hustings.access.mailing import link_of, send_letter
from hustings.accounts.signing_in import let_in
from hustings.audit.words import Action, Purpose
from hustings.config.setting_up.draft import KEY, Draft, draft_of
from hustings.config.setting_up.forms import (
    DescriptionForm,
    FolderForm,
    FoundersForm,
    NationsForm,
    SearchForm,
    TypedSeatForm,
)
from hustings.config.setting_up.founding import Founded, Founder, Second, UnableToSetUp, found_installation
from hustings.config.setting_up.one_time_code import forget_code
from hustings.config.setting_up.published import UnableToLoadFolder, load_folder
from hustings.geography.finding import seats_matching
from hustings.geography.models import Place
from hustings.lib.declaring import declare_signing_in
from hustings.organisation.models import OrganisationKind

View = Callable[[HttpRequest], HttpResponse]

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
setting_up = declare_signing_in(action=Action.ORGANISATION_SETUP_MAKE, purpose=Purpose.ADMINISTRATION)

STEPS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Organisation"), "setup"),
    (gettext_lazy("Seats"), "setup_seats"),
    (gettext_lazy("Key-holders"), "setup_key_holders"),
)


def while_new(view: View) -> View:
    """Let a page be there only until somebody has set the installation up, and only for whoever came by the first."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not is_new():
            raise Http404
        return view(request)

    return answer


def admitted(view: View) -> View:
    """Send whoever has not described the organisation yet to the first page."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        draft = draft_of(request)
        if not (draft.admitted and draft.description):
            return redirect("setup")
        return view(request)

    return while_new(answer)


def wants_code(request: HttpRequest) -> bool:
    """Whether others than the person at this machine could open the page."""
    names = {"localhost", "127.0.0.1", "[::1]"}
    at_home = settings.HOST in names and request.get_host().rsplit(":", 1)[0] in names
    return not (at_home and is_loopback(request) and not settings.BEHIND_TLS)


@asked_or_sent
@setting_up
@while_new
def describe(request: HttpRequest) -> HttpResponse:
    """The first page: what the organisation is."""
    draft = draft_of(request)
    asks = wants_code(request) and not draft.admitted
    form = DescriptionForm(request.POST or None, initial=draft.description, wants_code=asks)
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "code"}
        draft.admitted, draft.description = True, told
        draft.keep(request)
        return redirect("setup_seats")
    return _step(request, 0, {"form": form})


@asked_or_sent
@setting_up
@admitted
def seats(request: HttpRequest) -> HttpResponse:
    """Which seats: searched for, taken by nation, or typed."""
    draft = draft_of(request)
    if request.method == "POST":
        if draft.has_seats():
            return redirect("setup_key_holders")
        messages.error(request, _("Choose at least one seat first."))
    search = SearchForm(request.GET or None)
    asked = search.cleaned_data["q"] if search.is_valid() else ""
    return _step(
        request,
        1,
        {
            "draft": draft,
            "search": search,
            "asked": asked,
            "found": [seat for seat in seats_matching(asked) if seat.pk not in draft.seats],
            "knows_places": Place.objects.filter(kind=Place.Kind.CONSTITUENCY).exists(),
            "nations": NationsForm(),
            "typing": TypedSeatForm(),
            "folder": FolderForm(),
        },
    )


@require_POST
@setting_up
@admitted
def choose_seat(request: HttpRequest) -> HttpResponse:
    """Add one seat to the choice, or take one out of it."""
    draft = draft_of(request)
    if (told := request.POST.get("add", "")).isdigit():
        draft.add(list(_constituencies().filter(pk=int(told)).values_list("pk", flat=True)))
    if (told := request.POST.get("remove", "")).isdigit():
        draft.seats = [seat for seat in draft.seats if seat != int(told)]
    if (told := request.POST.get("forget", "")).isdigit():
        draft.typed = [seat for index, seat in enumerate(draft.typed) if index != int(told)]
    draft.keep(request)
    return redirect("setup_seats")


@require_POST
@setting_up
@admitted
def take_nations(request: HttpRequest) -> HttpResponse:
    """Choose every constituency of some nations."""
    draft, form = draft_of(request), NationsForm(request.POST)
    if form.is_valid():
        taken = _constituencies().filter(nation__in=form.cleaned_data["nations"]).order_by("name")
        draft.add(list(taken.values_list("pk", flat=True)))
        draft.keep(request)
    return redirect("setup_seats")


@require_POST
@setting_up
@admitted
def type_seat(request: HttpRequest) -> HttpResponse:
    """Add a seat that geography does not know."""
    draft, form = draft_of(request), TypedSeatForm(request.POST)
    if form.is_valid():
        draft.typed.append(form.cleaned_data)
        draft.keep(request)
    else:
        messages.error(request, _("Give the seat’s name and the council of its registration officer."))
    return redirect("setup_seats")


@require_POST
@setting_up
@admitted
def load_places(request: HttpRequest) -> HttpResponse:
    """Load the published files of a folder on the server, while the browser waits."""
    folder = Path(request.POST.get("folder", "")).expanduser()
    try:
        loaded = load_folder(folder=folder, at=timezone.now())
    except UnableToLoadFolder as refusal:
        messages.error(request, str(refusal))
        return redirect("setup_seats")
    for sentence in loaded.refusals:
        messages.warning(request, sentence)
    told = {"files": loaded.files, "rows": loaded.added + loaded.amended, "left_out": loaded.left_out}
    messages.success(
        request,
        _("Loaded. Files: %(files)d; rows new or changed: %(rows)d; rows left out: %(left_out)d.") % told,
    )
    return redirect("setup_seats")


@asked_or_sent
@never_cache
@setting_up
@admitted
def key_holders(request: HttpRequest) -> HttpResponse:
    """The last page: who holds the keys. What it writes is everything, at once."""
    draft = draft_of(request)
    if not draft.has_seats():
        return redirect("setup_seats")
    alone = draft.described().kind == OrganisationKind.INDEPENDENT
    form = FoundersForm(request.POST or None, may_be_alone=alone)
    if request.method == "POST" and form.is_valid():
        try:
            return _found(request, draft, form)
        except UnableToSetUp as refusal:
            form.add_error(None, str(refusal))
    return _step(request, 2, {"form": form, "draft": draft, "alone": alone})


def _found(request: HttpRequest, draft: Draft, form: FoundersForm) -> HttpResponse:
    told = form.cleaned_data
    second = Second(told["second_name"], told["second_email"]) if told["second_email"] else None
    founded = found_installation(
        description=draft.described(),
        seats=draft.seats,
        typed=draft.typed_seats(),
        founder=Founder(told["name"], told["email"], told["password"]),
        second=second,
        at=timezone.now(),
    )
    del request.session[KEY]
    let_in(request, founded.person)
    forget_code(settings.DATA)
    return _welcome(request, founded, second, draft.described().name, told["name"])


def _welcome(
    request: HttpRequest, founded: Founded, second: Second | None, organisation: str, founder: str
) -> HttpResponse:
    words: dict[str, object] = {"founded": founded}
    if founded.invited and second:
        link = link_of(request, founded.invited)
        sent = send_letter(second.name, second.email, organisation, link, founder)
        words |= {"link": link, "email": second.email, "name": second.name, "sent": sent}
    return render(request, "setting_up/founded.html", words)


def _constituencies() -> QuerySet[Place]:
    return Place.objects.filter(kind=Place.Kind.CONSTITUENCY, ends_on=None)


def _step(request: HttpRequest, current: int, words: dict[str, object]) -> HttpResponse:
    """One page of the row of steps."""
    states = ["done" if index < current else "current" if index == current else "ahead" for index in range(3)]
    steps = [{"label": label, "state": state} for (label, _name), state in zip(STEPS, states, strict=True)]
    pages = ("organisation", "seats", "key_holders")
    return render(request, f"setting_up/{pages[current]}.html", {"steps": steps, **words})
