from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hustings.copies.models import Retraining


class RetrainingForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"))
    why = forms.ChoiceField(
        label=_("What it is about"), choices=[(why, capfirst(label)) for why, label in Retraining.Why.choices]
    )
    words = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this, and can answer."),
    )

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        chosen = self.fields["person"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = people


class ReadingForm(forms.Form):
    has_read = forms.BooleanField(label=_("I have read this page"))
    answer = forms.CharField(
        label=_("What you would say to it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever asked reads it."),
    )
