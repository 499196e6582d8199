from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.canvassing.models import MasterQuestion


class LocalCodeForm(forms.Form):
    """A code of the seat's own."""

    letters = forms.CharField(
        label=_("Letters on the sheet"),
        max_length=4,
        help_text=_("Two to four capitals or digits, beginning with a capital: BUS, HS2."),
    )
    label = forms.CharField(
        label=_("What it means"), max_length=80, help_text=_("In a few words, as printed.")
    )
    label_cy = forms.CharField(label=_("The same in Welsh"), max_length=80, required=False)
    master = forms.ModelChoiceField(
        label=_("Which question it answers"),
        queryset=MasterQuestion.objects.order_by("order"),
        help_text=_("So that answers of many seats and many years can be read together."),
    )
