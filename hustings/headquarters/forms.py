from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.access.wording import Words
from hustings.audit.words import Action, Outcome
from hustings.geography.models import Place, PollingDistrict
from hustings.headquarters.log_reading import Sought
from hustings.work.scanning import SentFileField


class BoundaryForm(forms.Form):
    file = SentFileField(
        label=_("The list"),
        help_text=_(
            "CSV, a row for each polling district, with headings such as: council code, district, new letters, street, "
            "ward code, ward name, constituency code, constituency name."
        ),
        error_messages={"empty": _("The file is empty. Send the list itself.")},
    )
    name = forms.CharField(
        label=_("Name of the change"),
        max_length=120,
        help_text=_(
            "As people call it, such as “Ward review 2027”. The same name and day again replaces the list."
        ),
    )
    takes_effect_on = forms.DateField(
        label=_("Takes effect on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("The order or the report that says so."),
    )
    officer = forms.ModelChoiceField(
        label=_("Whose polling districts"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("A column of the list says so"),
    )

    def __init__(self, seats: frozenset[int], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        near = PollingDistrict.objects.filter(constituency__in=seats).values("officer")
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = Place.objects.filter(id__in=near).order_by("name")


class LogForm(forms.Form):
    """What of the log somebody wants to see. What cannot be meant is not asked, and everything is shown."""

    seat = forms.TypedChoiceField(label=_("Constituency"), required=False, coerce=int, empty_value=None)
    action = forms.ChoiceField(label=_("Action"), required=False)
    person = forms.CharField(label=_("Name of a member, in full"), required=False, max_length=120)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)

    def __init__(self, seats: Iterable[int], data: Mapping[str, Any]) -> None:
        super().__init__(data)
        named = [(place.id, str(place)) for place in Place.objects.filter(id__in=seats).order_by("name")]
        actions = [(action.value, action.value) for action in Action]
        self._choose("seat", named)
        self._choose("action", actions)
        self._choose("outcome", [(Outcome.DONE, _("done")), (Outcome.REFUSED, _("refused"))])

    def _choose(self, name: str, choices: Iterable[tuple[Any, Words]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *choices]

    def sought(self) -> Sought:
        """What is asked for, as far as it can be meant."""
        self.is_valid()
        given = self.cleaned_data
        return Sought(
            given.get("seat"),
            given.get("action", ""),
            given.get("person", "").strip(),
            given.get("outcome", ""),
        )
