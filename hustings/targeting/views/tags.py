from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped
from hustings.targeting.forms.tagging import EVERYBODY, NewTagForm, TagPeopleForm
from hustings.targeting.tagging import UnableToTag, make_tag, put_on, tags_of, take_off


@require_safe
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def tags(request: ScopedRequest, seat: str) -> HttpResponse:
    """The tags of a seat, each with how many bear it. Nobody is named."""
    return _page(request)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def make(request: ScopedRequest, seat: str) -> HttpResponse:
    """Make a tag."""
    form = NewTagForm(request.POST)
    if form.is_valid():
        try:
            tag = make_tag(
                seat=request.seat, name=form.cleaned_data["name"], by=request.actor, at=timezone.now()
            )
        except UnableToTag as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The tag “%s” is made. Put it on the people of a list.") % tag.name)
            return redirect("targeting:tags", request.seat.slug)
    return _page(request, form)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def tag_people(request: ScopedRequest, seat: str) -> HttpResponse:
    """Put a tag on everybody of a list, or take it off."""
    form = TagPeopleForm(request.seat, request.actor, request.POST)
    if form.is_valid():
        try:
            sentence = _tag(request, form)
        except UnableToTag as refusal:
            form.add_error("kept", str(refusal))
        else:
            messages.success(request, sentence)
            return redirect("targeting:tags", request.seat.slug)
    return _page(request, form)


def _tag(request: ScopedRequest, form: TagPeopleForm) -> str:
    given, at = form.cleaned_data, timezone.now()
    if given["do"] == "on":
        count = put_on(tag=given["tag"], kept=given["kept"], by=request.actor, at=at)
        said = ngettext(
            "%(count)s elector more bears “%(tag)s”.", "%(count)s electors more bear “%(tag)s”.", count
        )
    else:
        kept = None if given["do"] == EVERYBODY else given["kept"]
        count = take_off(tag=given["tag"], kept=kept, by=request.actor, at=at)
        said = ngettext(
            "“%(tag)s” is taken off %(count)s elector.", "“%(tag)s” is taken off %(count)s electors.", count
        )
    return said % {"count": grouped(count), "tag": given["tag"].name}


def _page(request: ScopedRequest, form: forms.Form | None = None) -> HttpResponse:
    context = {
        "tags": tags_of(request.seat.id),
        "new": form if isinstance(form, NewTagForm) else NewTagForm(),
        "people": form if isinstance(form, TagPeopleForm) else TagPeopleForm(request.seat, request.actor),
    }
    return render(request, "targeting/tags.html", context, status=422 if form else 200)
