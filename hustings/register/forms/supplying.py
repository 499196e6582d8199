from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.register.councils import officers_of
from hustings.register.models import Regulation, Supply


class AskForm(forms.Form):
    officer = forms.ModelChoiceField(label=_("Asked of"), queryset=Place.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("What"), choices=Supply.Kind.choices)
    month = forms.DateField(
        label=_("Of the month"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Any day of it will do."),
    )
    is_standing = forms.BooleanField(
        label=_("and every month from then on"),
        required=False,
        help_text=_("A party may ask once for every update to come."),
    )
    asked_on = forms.DateField(
        label=_("Asked on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    supplied_to = forms.CharField(label=_("Supplied to"), max_length=200)
    regulation = forms.ChoiceField(label=_("By the right of a"), choices=Regulation.choices)

    def __init__(self, seat: Place, today: date, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = officers_of(seat)
        self.fields["asked_on"].initial = self.fields["month"].initial = today
