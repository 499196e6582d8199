from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.paper.models import Letter
from hustings.paper.post.forms import PostForm
from hustings.paper.post.writing import UnknownField, check_letter


class LetterForm(forms.Form):
    """What a letter is called among colleagues, and what it says."""

    name = forms.CharField(label=_("Name of the letter"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Plain paragraphs with an empty line between them. {{ salutation }}, {{ names }} and {{ address }} are "
            "filled in for each."
        ),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            check_letter(text)
        except UnknownField as fault:
            raise forms.ValidationError(
                _now("There is no field “%s”. Use {{ salutation }}, {{ names }} or {{ address }}.") % fault
            ) from fault
        return text


class ImprintForm(forms.Form):
    """Who answers for what this seat prints."""

    promoter = forms.CharField(label=_("Promoter"), max_length=120)
    promoter_address = forms.CharField(label=_("The promoter’s address"), max_length=200)
    on_behalf = forms.CharField(label=_("Published on behalf of"), max_length=120)
    on_behalf_address = forms.CharField(label=_("Their address"), max_length=200)
    printer = forms.CharField(label=_("Printer"), max_length=120)
    printer_address = forms.CharField(label=_("The printer’s address"), max_length=200)


class LettersForm(PostForm):
    """How a letter goes to a list."""

    letter = forms.ChoiceField(label=_("Letter"))
    field_order = ("letter", "each", "language", "destroy_on")

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["each"].label = _("One letter for each")
        letters = self.fields["letter"]
        assert isinstance(letters, forms.ChoiceField)
        found = Letter.objects.filter(constituency=seat).order_by("-changed_at")
        letters.choices = [(str(one.id), one.name) for one in found]
