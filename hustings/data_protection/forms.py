from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hustings.copies.fragments import LONGEST
from hustings.data_protection.models import Decision
from hustings.work.scanning import SentFileField


class PaperForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 30, "class": "paper-text"}),
        help_text=_(
            "A draft is offered. Fill in what stands in [square brackets], change what is not so with you, and file "
            "it: whoever files it answers for every sentence. A filed version never changes; a new one can follow."
        ),
    )


class SwitchForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Recorded with your name and the time.")
    )


class LossForm(forms.Form):
    what_happened = forms.CharField(
        label=_("What happened"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Where and when it was last seen, and who may have it. What you do not know yet can follow; report it now."
        ),
    )


class DecisionForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What was decided"),
        choices=[(what, capfirst(label)) for what, label in Decision.What.choices],
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Recorded with your name and the time, for good. Name nobody who is affected."),
    )


class TraceForm(forms.Form):
    names = forms.CharField(
        label=_("Names, one a line"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("As they stand in what was found; other columns do no harm."),
    )
    file = SentFileField(label=_("Or a file with them"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("names") or given.get("file")):
            raise forms.ValidationError(_("Paste some names, or choose a file."))
        return given

    def content(self) -> bytes:
        """What was found, as bytes; never more than is read as a fragment."""
        file = self.cleaned_data["file"]
        return bytes(file.read(LONGEST + 1)) if file else self.cleaned_data["names"].encode()


class PoolForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to see them"), max_length=300, help_text=_("The second person reads this.")
    )
