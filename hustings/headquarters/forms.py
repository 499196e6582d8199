from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place, PollingDistrict


class BoundaryForm(forms.Form):
    file = forms.FileField(
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
