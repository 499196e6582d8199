"""Keying a marked register in: the district in front of you, numbers typed or ticked, a second time, settled."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.lib.declaring import declare
from hustings.register.councils import editions_of
from hustings.register.forms.turnout import BeginForm
from hustings.register.models import MarkedBatch, RegisterEdition, Turnout
from hustings.register.turnout.batches import State, UnableToKeyTurnout
from hustings.register.turnout.keying import Part, begin_batch, key_numbers, set_marks, undo_keyed
from hustings.register.turnout.places import editions_with
from hustings.register.turnout.rules import Number
from hustings.register.turnout.settling import begin_again, finish_pass, give_up_batch, settle
from hustings.register.views.marking_page import NUMBERS_A_PAGE, left, marking_page, told, told_wrong

KEY = {"action": Action.REGISTER_TURNOUT_KEY, "purpose": Purpose.ORGANISE, "place": "seat"}


@require_http_methods(["GET", "HEAD", "POST"])
@declare(**KEY)
def begin(request: ScopedRequest, seat: str, election: UUID) -> HttpResponse:
    """Ask which district lies in front of whoever keys; where two officers use its letters, whose it is."""
    found = get_object_or_404(Election, pk=election)
    form = BeginForm(request.seat, request.POST or None)
    if request.method == "POST" and form.is_valid():
        batch = _begin(request, found, form)
        if batch is not None:
            return redirect("register:batch", seat=request.seat.slug, batch=batch.id)
    context = {"election": found, "form": form, "has_register": editions_of(request.seat).exists()}
    return render(request, "register/marking.html", context, status=422 if form.errors else 200)


def _begin(request: ScopedRequest, election: Election, form: BeginForm) -> MarkedBatch | None:
    given = form.cleaned_data
    try:
        edition = given["edition"] or _edition_by_letters(request, form, given["letters"])
        if edition is None:
            return None
        return begin_batch(
            by=request.actor,
            at=timezone.now(),
            constituency=request.seat.id,
            part=Part(election, edition, given["letters"], Turnout.Method(given["method"])),
            twice=given["twice"],
        )
    except UnableToKeyTurnout as refusal:
        form.add_error("letters", str(refusal))
    return None


def _edition_by_letters(request: ScopedRequest, form: BeginForm, letters: str) -> RegisterEdition | None:
    """The one edition in force that has these letters; where there are several, or only past ones, the form asks."""
    found = editions_with(request.seat.id, letters, list(editions_of(request.seat)))
    current = [one for one in found if one.is_current]
    if len(current) == 1 and len(found) == 1:
        return current[0]
    if not found:
        form.add_error(
            "letters", _("No register here has a polling district %s. Look at the letters again.") % letters
        )
    elif len({one.officer_id for one in found}) > 1:
        officers = sorted({str(one.officer) for one in found})
        form.add_error(
            "edition",
            _(
                "%(letters)s is a polling district of %(officers)s. Choose whose register lies in front of you."
            )
            % {"letters": letters, "officers": _(" and of ").join(officers)},
        )
    else:
        form.add_error("edition", _("Several editions have %s. Choose the one that was printed.") % letters)
    return None


@require_safe
@declare(**KEY)
def batch(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """The numbers of a district, to type or to tick; or what the two keyed differently; or what became of it."""
    return marking_page(request, _batch(request, batch))


@require_POST
@declare(**KEY)
def type_numbers(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """Mark the numbers of a typed line, and say what in it names nobody."""
    text = request.POST.get("numbers", "")[:2_000]
    try:
        done = key_numbers(
            by=request.actor, at=timezone.now(), constituency=request.seat.id, batch_id=batch, text=text
        )
    except UnableToKeyTurnout as refusal:
        return marking_page(request, _batch(request, batch), wrong=str(refusal), typed=text)
    wrong, typed = told_wrong(done), left(done)
    said = told(done.count) if done.count or not wrong else ""
    return marking_page(request, _batch(request, batch), said=said, wrong=wrong, typed=typed)


@require_POST
@declare(**KEY)
def tick(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """Save one page of the grid as it is ticked; a script asks for this after every tick."""
    shown, marked = _numbers(request.POST.get("shown", "").split()), _numbers(request.POST.getlist("marked"))
    try:
        count = set_marks(
            by=request.actor,
            at=timezone.now(),
            constituency=request.seat.id,
            batch_id=batch,
            shown=shown,
            marked=marked,
        )
    except UnableToKeyTurnout as refusal:
        if request.htmx:
            return render(request, "register/ticked.html", {"wrong": str(refusal)})
        messages.error(request, str(refusal))
        return redirect("register:batch", seat=request.seat.slug, batch=batch)
    if request.htmx:
        return render(request, "register/ticked.html", {"count": count})
    messages.success(request, told(count))
    return redirect(
        f"{reverse('register:batch', args=[request.seat.slug, batch])}?page={request.POST.get('page', '1')}"
    )


@require_POST
@declare(**KEY)
def undo(request: ScopedRequest, seat: str, batch: UUID, moment: str) -> HttpResponse:
    """Take back what was keyed at one go."""

    def do(**asked: Any) -> str:
        count = undo_keyed(moment=moment, **asked)
        return ngettext("%d mark is taken back.", "%d marks are taken back.", count) % count

    return _do(request, batch, do)


@require_POST
@declare(**KEY)
def finish(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """End one's turn: the second person's follows, or settling, or it is written."""
    said = {
        State.SECOND: _("Thank you. Now a second person keys it in again, without seeing yours."),
        State.DIFFERING: _(
            "Thank you. The two differ in some numbers: look them up in the register and decide."
        ),
        State.WRITTEN: _("It is written to the register."),
    }
    return _do(request, batch, lambda **asked: str(said[State(finish_pass(**asked).state)]))


@require_POST
@declare(**KEY)
def decide(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """Settle where the two differ, and write the batch."""
    verdicts = _verdicts(request.POST)

    def do(**asked: Any) -> str:
        settle(verdicts=verdicts, **asked)
        return _("It is settled and written to the register.")

    return _do(request, batch, do)


@require_POST
@declare(**KEY)
def again(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """Throw the second keying away, for a second person to begin again."""

    def do(**asked: Any) -> str:
        begin_again(**asked)
        return _("The second keying is thrown away. A second person can begin again.")

    return _do(request, batch, do)


@require_POST
@declare(**KEY)
def give_up(request: ScopedRequest, seat: str, batch: UUID) -> HttpResponse:
    """Give a batch up: what was keyed is forgotten, what was written is taken back."""
    found = _batch(request, batch)
    try:
        give_up_batch(by=request.actor, at=timezone.now(), constituency=request.seat.id, batch_id=batch)
    except UnableToKeyTurnout as refusal:
        messages.error(request, str(refusal))
        return redirect("register:batch", seat=request.seat.slug, batch=batch)
    messages.success(request, _("%s is given up; nothing of it is kept.") % found.letters)
    return redirect("register:turnout_election", seat=request.seat.slug, election=found.election_id)


def _do(request: ScopedRequest, batch: UUID, verb: Callable[..., str]) -> HttpResponse:
    try:
        said = verb(by=request.actor, at=timezone.now(), constituency=request.seat.id, batch_id=batch)
    except UnableToKeyTurnout as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("register:batch", seat=request.seat.slug, batch=batch)


def _batch(request: ScopedRequest, batch: UUID) -> MarkedBatch:
    batches = MarkedBatch.objects.select_related("edition__officer", "election")
    return get_object_or_404(batches, constituency_id=request.seat.id, pk=batch)


def _numbers(words: list[str]) -> list[Number]:
    found = []
    for word in words[: 2 * NUMBERS_A_PAGE]:
        number, _slash, suffix = word.partition("/")
        if number.isdecimal() and (not suffix or suffix.isdecimal()):
            found.append((int(number), int(suffix or 0)))
    return found


def _verdicts(data: Mapping[str, str]) -> dict[Number, str]:
    said = {name.removeprefix("n-"): value for name, value in data.items() if name.startswith("n-")}
    allowed = {*Turnout.Method.values, ""}
    return {
        number: ("" if value == "none" else value)
        for word, value in said.items()
        if (value == "none" or value in allowed - {""})
        for number in _numbers([word])
    }
