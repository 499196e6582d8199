from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.canvassing.exporting import Order
from hustings.canvassing.models import MasterQuestion
from hustings.canvassing.programmes import Span, Terms
from hustings.canvassing.rules import BY_MEANING, SHADES
from hustings.canvassing.schemes import label_of
from hustings.canvassing.selecting import Chosen
from hustings.copies.purposes import RECURRING, ExportPurpose
from hustings.copies.wording import PURPOSE_NAMES
from hustings.copies.writing import FileFormat
from hustings.elections.models import ElectionKind
from hustings.geography.models import PollingDistrict


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


class ExportForm(forms.Form):
    """What goes into a file, what for and until when. The columns follow from the purpose and are not asked."""

    purpose = forms.ChoiceField(
        label=_("What the file is for"), choices=list(PURPOSE_NAMES.items()), widget=forms.RadioSelect
    )
    districts = forms.MultipleChoiceField(
        label=_("Polling districts"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without a choice, the whole seat."),
    )
    said = forms.MultipleChoiceField(
        label=_("Who last said"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without a choice, everybody, also those who said nothing yet."),
    )
    election_kind = forms.ChoiceField(
        label=_("Kind of election"), choices=ElectionKind.choices, initial=ElectionKind.WESTMINSTER
    )
    file_format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            (FileFormat.XLSX, _("XLSX, for a spreadsheet")),
            (FileFormat.CSV, _("CSV, for anything else")),
        ],
    )
    destroy_on = forms.DateField(
        label=_("I shall have destroyed it by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Within four weeks. You are reminded, and say on the page of copies that it is done."),
    )
    reason = forms.CharField(
        label=_("In your own words"),
        max_length=300,
        help_text=_("Say what it is for and who will have it. It stands beside the copy."),
    )

    def __init__(self, *arguments: Any, districts: Sequence[PollingDistrict], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.named = {str(district.id): str(district) for district in districts}
        self._offer("districts", list(self.named.items()))
        self._offer("said", [(meaning.value, label_of(BY_MEANING[meaning])) for meaning in SHADES])

    def order(self) -> Order:
        """What was asked for, as the verb takes it."""
        given = self.cleaned_data
        chosen = Chosen(
            districts=tuple(UUID(one) for one in given["districts"]),
            said=tuple(given["said"]),
            election_kind=given["election_kind"],
        )
        where = ", ".join(self.named[one] for one in given["districts"]) or str(_("whole seat"))
        return Order(
            purpose=ExportPurpose(given["purpose"]),
            file_format=FileFormat(given["file_format"]),
            chosen=chosen,
            title=f"{PURPOSE_NAMES[ExportPurpose(given['purpose'])]}: {where}",
            reason=given["reason"],
            destroy_on=given["destroy_on"],
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


class ProgrammeForm(forms.Form):
    """The terms of a recurring file; its seats are all those in reach, its columns those of the purpose."""

    title = forms.CharField(label=_("What it is called"), max_length=120)
    supplier = forms.CharField(label=_("Who gets the files"), max_length=120)
    purpose = forms.ChoiceField(
        label=_("What the file is for"),
        choices=[(purpose, PURPOSE_NAMES[purpose]) for purpose in ExportPurpose if purpose in RECURRING],
        widget=forms.RadioSelect,
    )
    said = forms.MultipleChoiceField(
        label=_("Who last said"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without a choice, everybody, also those who said nothing yet."),
    )
    election_kind = forms.ChoiceField(
        label=_("Kind of election"), choices=ElectionKind.choices, initial=ElectionKind.WESTMINSTER
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("In your own words"), max_length=300)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        said = self.fields["said"]
        assert isinstance(said, forms.MultipleChoiceField)
        said.choices = [(meaning.value, label_of(BY_MEANING[meaning])) for meaning in SHADES]

    def terms(self) -> Terms:
        given = self.cleaned_data
        chosen = Chosen(said=tuple(given["said"]), election_kind=given["election_kind"])
        return Terms(given["supplier"], ExportPurpose(given["purpose"]), FileFormat.CSV, chosen)

    def span(self) -> Span:
        return Span(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
