from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.data_protection.drafting import draft_of, kinds_wanted
from hustings.data_protection.filing import UnableToFilePaper, file_paper, filed_papers
from hustings.data_protection.forms import PaperForm, SwitchForm
from hustings.data_protection.holdings import HELD
from hustings.data_protection.rules import blocks_of
from hustings.lib.declaring import declare
from hustings.organisation.models import Organisation, Paper, PaperKind, Switch, SwitchKey
from hustings.organisation.switches import UnableToTurnSwitch, is_on, missing_papers, turn_switch

ADMINISTRATION = Purpose.ADMINISTRATION
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@declare(action=Action.DATA_PROTECTION_PAPER_READ, purpose=ADMINISTRATION)
def papers(request: ScopedRequest) -> HttpResponse:
    """Which papers are wanted, which are filed, and whether opinions are open."""
    filed = filed_papers()
    wanted = kinds_wanted(_organisation())
    lines = [(kind, filed.get(kind)) for kind in wanted]
    return render(
        request,
        "data_protection/papers.html",
        {"lines": lines, "opinions_are_open": is_on(SwitchKey.OPINIONS)},
    )


@require_safe
@declare(action=Action.DATA_PROTECTION_PAPER_READ, purpose=ADMINISTRATION)
def paper(request: ScopedRequest, kind: str, version: int) -> HttpResponse:
    """One filed version, as it stands for good."""
    found = get_object_or_404(Paper, kind=_kind(kind), version=version)
    others = Paper.objects.filter(kind=found.kind).order_by("-version").values_list("version", flat=True)
    return render(
        request,
        "data_protection/paper.html",
        {"paper": found, "blocks": blocks_of(found.text), "versions": list(others)},
    )


@asked_or_sent
@declare(action=Action.DATA_PROTECTION_PAPER_FILE, purpose=ADMINISTRATION, place="organisation")
def write(request: ScopedRequest, kind: str) -> HttpResponse:
    """Edit the draft, or the newest version, and file it."""
    wanted = _kind(kind)
    newest = filed_papers().get(wanted)
    beginning = newest.text if newest else draft_of(wanted, _organisation())
    form = PaperForm(request.POST or None, initial={"text": beginning})
    if request.method == "POST" and form.is_valid():
        try:
            filed = file_paper(
                kind=wanted, text=form.cleaned_data["text"], by=request.actor.own_id, at=timezone.now()
            )
        except UnableToFilePaper as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(
                request, _("Filed. It is kept as version %(number)s.") % {"number": filed.version}
            )
            return redirect("data_protection:papers")
    return render(request, "data_protection/write.html", {"form": form, "kind": wanted, "newest": newest})


@asked_or_sent
@declare(action=Action.ORGANISATION_SWITCH_TURN, purpose=ADMINISTRATION, place="organisation")
def switches(request: ScopedRequest) -> HttpResponse:
    """Open the recording of opinions once the papers are filed, or shut it again."""
    return _switch(request, SwitchKey.OPINIONS, "data_protection/switches.html", "data_protection:switches")


@asked_or_sent
@declare(action=Action.ORGANISATION_SWITCH_TURN, purpose=ADMINISTRATION, place="organisation")
def prints(request: ScopedRequest) -> HttpResponse:
    """Let a second person agree to whatever is printed, or let everybody print alone again."""
    return _switch(request, SwitchKey.PRINTS, "data_protection/prints.html", "data_protection:prints")


def _switch(request: ScopedRequest, key: SwitchKey, template: str, then: str) -> HttpResponse:
    switch = Switch.objects.filter(key=key).first()
    on = switch is not None and switch.is_on
    form = SwitchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            turn_switch(
                key=key,
                on=not on,
                reason=form.cleaned_data["reason"],
                by=request.actor.own_id,
                at=timezone.now(),
            )
            return redirect(then)
        except UnableToTurnSwitch as refusal:
            form.add_error(None, str(refusal))
    words = {"form": form, "switch": switch, "is_on": on, "missing": missing_papers()}
    return render(request, template, words)


@require_safe
@declare(action=Action.DATA_PROTECTION_HOLDINGS_READ, purpose=ADMINISTRATION)
def held(request: ScopedRequest) -> HttpResponse:
    """What we hold: the record of processing activities."""
    return render(request, "data_protection/held.html", {"holdings": HELD})


def _organisation() -> Organisation:
    return get_object_or_404(Organisation, pk=1)


def _kind(kind: str) -> PaperKind:
    if kind not in PaperKind:
        raise Http404
    return PaperKind(kind)
