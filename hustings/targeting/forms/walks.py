from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.targeting.models import SavedList
from hustings.targeting.walks.planning import (
    LARGEST_TEAM,
    LEAST_MINUTES,
    LONGEST_REST,
    MOST_MINUTES,
    WalkWish,
)


class CutForm(forms.Form):
    """How walks shall be cut; the districts and road groups are ticked above it."""

    saved_list = forms.ChoiceField(
        label=_("List"),
        required=False,
        help_text=_("Only people on it are walked to; tick places above to keep to a part of it."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        initial=90,
        help_text=_("How long a walk takes. In ninety minutes one person knocks at about thirty doors."),
    )
    team = forms.IntegerField(
        label=_("People on each walk"),
        min_value=1,
        max_value=LARGEST_TEAM,
        initial=1,
        help_text=_("Who share one walk: two of them get round twice as many doors."),
    )
    has_car = forms.BooleanField(
        label=_("By car where doors are far apart"), required=False, help_text=_("For villages and lanes.")
    )
    by_group = forms.BooleanField(
        label=_("Each road group is one walk"),
        required=False,
        help_text=_("Under its name, however long it takes."),
    )
    rest_days = forms.IntegerField(
        label=_("Days of rest"),
        min_value=0,
        max_value=LONGEST_REST,
        initial=0,
        help_text=_("How long a walk that came back is left in peace. 0 is not at all."),
    )
    meeting_place = forms.CharField(label=_("Meeting point"), max_length=120, required=False)
    start = forms.CharField(
        label=_("Where the meeting point is"),
        max_length=40,
        required=False,
        help_text=_("Latitude and longitude, such as 54.15, -4.48. Walks then begin and end there."),
    )

    def __init__(self, lists: Iterable[SavedList], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        saved_list = self.fields["saved_list"]
        assert isinstance(saved_list, forms.ChoiceField)
        saved_list.choices = [("", _("None: everybody there")), *((str(one.id), str(one)) for one in lists)]

    def clean_saved_list(self) -> UUID | None:
        return UUID(self.cleaned_data["saved_list"]) if self.cleaned_data["saved_list"] else None

    def clean_start(self) -> tuple[float, float] | None:
        """Read two numbers. Raises ValidationError for anything else."""
        given = self.cleaned_data["start"].strip()
        if not given:
            return None
        try:
            latitude, longitude = (float(part) for part in given.split(","))
        except ValueError:
            latitude = longitude = 1000.0
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise forms.ValidationError(_("Write latitude and longitude with a comma between them."))
        return latitude, longitude

    def wish(self, districts: Iterable[UUID], groups: Iterable[UUID]) -> WalkWish:
        return WalkWish(tuple(districts), tuple(groups), **self.cleaned_data)


class LeftForm(forms.Form):
    """How what is left of a plan is cut anew."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES)
    team = forms.IntegerField(label=_("People on each walk"), min_value=1, max_value=LARGEST_TEAM)


class TimeForm(forms.Form):
    """From when until when walks are out."""

    starts_at = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Only where it is booked for later."),
    )
    until = forms.DateTimeField(
        label=_("Back by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def choice(self, at: datetime) -> dict[str, Any]:
        """What handing out wants: from now, where no beginning is given."""
        return {"starts_at": self.cleaned_data["starts_at"] or at, "until": self.cleaned_data["until"]}


class HandFreeForm(TimeForm):
    """Until when every walk is out that nobody holds."""


class HandOutForm(TimeForm):
    """Who takes a walk, and until when."""

    team = forms.CharField(
        label=_("Who takes it"),
        max_length=80,
        required=False,
        help_text=_("A name, or a team’s. Empty: whoever has its cover, by the code on it."),
    )
    grant = forms.ChoiceField(
        label=_("Canvasser who signs in"),
        required=False,
        help_text=_("They then reach these doors until the walk is back, and no others."),
    )
    despite_rest = forms.BooleanField(label=_("Although it rests"), required=False)
    field_order = ("team", "grant", "starts_at", "until", "despite_rest")

    def __init__(self, canvassers: Iterable[tuple[UUID, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.names = {str(grant): name for grant, name in canvassers}
        grant = self.fields["grant"]
        assert isinstance(grant, forms.ChoiceField)
        grant.choices = [("", _("Nobody who signs in")), *self.names.items()]

    def choice(self, at: datetime) -> dict[str, Any]:
        """What handing out wants: the canvasser's own name where no team's is given."""
        given = self.cleaned_data
        return super().choice(at) | {
            "team": given["team"] or self.names.get(given["grant"], ""),
            "grant": UUID(given["grant"]) if given["grant"] else None,
            "despite_rest": given["despite_rest"],
        }


class CodeForm(forms.Form):
    """The code on the cover of a walk."""

    code = forms.CharField(
        label=_("Code of the walk"),
        max_length=20,
        help_text=_("Eight letters and figures on the cover, such as K7QM-3XPA."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "class": "code"}
        ),
    )
