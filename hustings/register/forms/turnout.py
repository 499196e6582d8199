"""Forms of turnout: an election to add, a part of a marked register to key in, districts to export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import ElectionKind
from hustings.geography.models import Place
from hustings.register.councils import EditionField, editions_of
from hustings.register.models import RegisterEdition, Turnout


class ElectionForm(forms.Form):
    kind = forms.ChoiceField(label=_("What was elected"), choices=ElectionKind.choices)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As people call it: Moorland District Council, May 2027."),
    )
    polling_day = forms.DateField(label=_("Polling day"), widget=forms.DateInput(attrs={"type": "date"}))


class DistrictForm(forms.Form):
    """The edition that was printed, and districts of it by their letters."""

    edition = EditionField(
        label=_("Register that was marked"),
        queryset=RegisterEdition.objects.none(),
        empty_label=None,
        help_text=_("Its date stands on the first page. Numbers of another edition are other people’s."),
    )
    letters = forms.CharField(
        label=_("Polling district"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"}
        ),
        help_text=_("Its letters, as they stand before the numbers."),
    )

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        edition = self.fields["edition"]
        assert isinstance(edition, forms.ModelChoiceField)
        edition.queryset = editions_of(seat)

    def clean_letters(self) -> str:
        return str(self.cleaned_data["letters"]).strip().upper()


class BeginForm(DistrictForm):
    """One polling district to key in, of one list, once or twice over."""

    edition = EditionField(
        label=_("Register that was marked"),
        queryset=RegisterEdition.objects.none(),
        required=False,
        empty_label=_("Find it by the letters"),
        help_text=_(
            "Its date stands on the first page. If two councils use the same letters, we ask whose it is."
        ),
    )
    method = forms.ChoiceField(
        label=_("Which list is in front of you"),
        choices=[
            (Turnout.Method.STATION, _("Polling station register")),
            (Turnout.Method.POSTAL, _("Postal packs returned")),
            (Turnout.Method.PROXY, _("Proxies")),
        ],
    )
    twice = forms.BooleanField(
        label=_("A second person keys it in again"),
        required=False,
        initial=True,
        help_text=_(
            "Without seeing the first; you settle together where they differ. Alone? Take the tick away."
        ),
    )
    field_order = ["letters", "edition", "method", "twice"]


class NumbersForm(DistrictForm):
    """Districts to write to a file; several are parted by spaces or commas."""

    letters = forms.CharField(
        label=_("Polling districts"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("One or more: AA1, AA2"),
    )

    def clean_letters(self) -> str:
        return " ".join(str(self.cleaned_data["letters"]).replace(",", " ").split()).upper()
