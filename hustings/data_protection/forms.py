from django import forms
from django.utils.translation import gettext_lazy as _


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
