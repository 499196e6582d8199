from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.register.councils import EditionField, editions_of, officers_of
from hustings.register.files.layouts import LAYOUTS
from hustings.register.models import RegisterEdition, Regulation
from hustings.work.scanning import SentFileField


class SendForm(forms.Form):
    file = SentFileField(
        label=_("The council's file"),
        help_text=_("CSV, TSV or XLSX, as the council sent it: the full register or a monthly update."),
        error_messages={
            "required": _("Choose the file that the council sent."),
            "empty": _("The file is empty. Ask the council to send it again."),
        },
    )
    officer = forms.ModelChoiceField(
        label=_("Whose register"),
        queryset=Place.objects.none(),
        help_text=_("The council whose registration officer sent the file."),
        empty_label=None,
    )
    edition = EditionField(
        label=_("Edition"),
        queryset=RegisterEdition.objects.none(),
        required=False,
        empty_label=_("A new edition, named below"),
        help_text=_("A monthly update belongs to the edition that it changes."),
    )
    name = forms.CharField(
        label=_("Name of the new edition"),
        max_length=80,
        required=False,
        help_text=_("As the council names it, such as “Revised register, December”."),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    layout = forms.ChoiceField(
        label=_("Layout"),
        choices=[("", _("Found by itself")), *((layout.key, layout.title) for layout in LAYOUTS)],
        required=False,
        help_text=_("Choose one only where the file was not understood, or was taken for another."),
    )
    place_here = forms.BooleanField(
        label=_("Polling districts that no postcode places belong to this constituency"), required=False
    )
    states_on = forms.DateField(
        label=_("Month it speaks of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Any day of that month. Only where the file does not say so itself, and comes late."),
    )
    supplied_to = forms.CharField(label=_("Supplied to"), max_length=200, required=False)
    regulation = forms.ChoiceField(label=_("By the right of a"), choices=Regulation.choices, required=False)
    received_on = forms.DateField(
        label=_("Came on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    FOLDED = ("layout", "place_here", "states_on", "supplied_to", "regulation", "received_on")

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        editions = editions_of(seat)
        self._field("officer").queryset = officers_of(seat)
        self._field("edition").queryset = editions
        self.fields["edition"].initial = editions.filter(is_current=True).first()

    def clean(self) -> dict[str, Any]:
        """Ask for an edition, or the name and date of a new one; and that the edition is of that officer."""
        given: dict[str, Any] = super().clean() or {}
        edition = given.get("edition")
        if edition is not None and given.get("name"):
            self.add_error(
                "name",
                _("An edition is chosen and a new one named. Choose “A new edition”, or empty the name."),
            )
        elif edition is None and not (given.get("name") and given.get("published_on")):
            self.add_error("name", _("Choose an edition, or give the new one a name and its date."))
        elif edition is not None and edition.officer != given.get("officer"):
            raise ValidationError(
                _("That edition is of another council's registration officer. Choose one of theirs.")
            )
        return given

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self[name] for name in self.fields if name not in self.FOLDED]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """What has a sensible answer already."""
        return [self[name] for name in self.FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """Whether something folded away needs looking at."""
        return any(self[name].errors for name in self.FOLDED)

    def _field(self, name: str) -> "forms.ModelChoiceField[Any]":
        found = self.fields[name]
        assert isinstance(found, forms.ModelChoiceField)
        return found
