"""The forms by which a file of members and supporters is sent, and its columns are understood."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hustings.register.councils import EditionField, editions_of
from hustings.register.models import RegisterEdition
from hustings.supporters.files.columns import SEVERAL, Columns, Part, columns_asked, recognise, said_columns
from hustings.supporters.files.reading import Beginning
from hustings.supporters.models import Relation, SupporterFile
from hustings.work.scanning import SentFileField

PARTS = {
    Part.FULL_NUMBER: _("Elector number, with letters (AA1-124)"),
    Part.LETTERS: _("Polling district letters"),
    Part.NUMBER: _("Elector number, without letters"),
    Part.SUFFIX: _("Suffix of the number"),
    Part.NAME: _("Whole name"),
    Part.SURNAME: _("Surname"),
    Part.FORENAMES: _("Forenames"),
    Part.ADDRESS: _("Line of the address"),
    Part.POSTCODE: _("Postcode"),
    Part.RELATION: _("Member, supporter or volunteer"),
    Part.SINCE: _("Since which day they are"),
    Part.CALL: _("Telephone number"),
    Part.CALL_CONSENT: _("Consent to telephone calls: the day"),
    Part.TEXT: _("Number for text messages"),
    Part.TEXT_CONSENT: _("Consent to text messages: the day"),
    Part.EMAIL: _("E-mail address"),
    Part.EMAIL_CONSENT: _("Consent to e-mail: the day"),
    Part.WAY: _("The way that the next column is for"),
    Part.VALUE: _("Number or address, of the way in another column"),
    Part.CONSENT: _("Consent to every way of the line: the day"),
}


class SendForm(forms.Form):
    """A file, and what its people are where it does not say so itself."""

    file = SentFileField(
        label=_("The file"),
        help_text=_(
            "CSV, TSV or XLSX, the headings in its first line, as your membership system or spreadsheet has it."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export it again."),
        },
    )
    everybody = forms.ChoiceField(
        label=_("The people in it are"),
        choices=[
            ("", _("As a column of the file says, or nothing but people who agreed to be reached")),
            (Relation.MEMBER, _("All members")),
            (Relation.SUPPORTER, _("All supporters")),
            (Relation.VOLUNTEER, _("All volunteers")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class ColumnsForm(forms.Form):
    """What each column of a file holds, and of which register its numbers are."""

    edition = EditionField(
        label=_("Its elector numbers, if it has them, are of"),
        queryset=RegisterEdition.objects.none(),
        required=False,
        empty_label=_("The register in force"),
        help_text=_("The numbers are those of one edition. The wrong one would name the wrong people."),
    )

    def __init__(self, file: SupporterFile, beginning: Beginning, data: Any = None) -> None:
        super().__init__(data, initial={"edition": file.edition_id})
        self.beginning, self.everybody = beginning, file.everybody
        edition = self.fields["edition"]
        assert isinstance(edition, EditionField)
        edition.queryset = editions_of(file.constituency)
        columns = columns_asked(file.columns) if file.columns else recognise(beginning.headings)
        choices = [
            ("", _("Nothing we need: do not read it")),
            *((str(part), label) for part, label in PARTS.items()),
        ]
        known = {place: part for part, places in columns.at.items() for place in places}
        for place, heading in enumerate(beginning.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or str(place + 1),
                choices=choices,
                required=False,
                initial=str(known[place]) if place in known else "",
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what tells who is meant, for something said of them, and for one column a part."""
        given: dict[str, Any] = super().clean() or {}
        self._refuse_two_of_one(given)
        columns = self._columns(given)
        if not columns.finds_people:
            raise ValidationError(
                _(
                    "Say which columns tell who is meant: the elector number, or the name together with the postcode "
                    "or the address."
                )
            )
        if not columns.says_something and not self.everybody:
            raise ValidationError(
                _(
                    "No column says what the people are or how to reach them. Say which does, or go back and say what "
                    "all of them are."
                )
            )
        return given

    @property
    def columns(self) -> Columns:
        """What was said, once the form is valid."""
        return self._columns(self.cleaned_data)

    @property
    def rows(self) -> list[tuple[str, list[str], forms.BoundField]]:
        """Heading, some cells and the field of each column, for the page."""
        return [
            (heading, self.beginning.cells(place), self[f"column_{place}"])
            for place, heading in enumerate(self.beginning.headings)
        ]

    def _columns(self, given: Mapping[str, Any]) -> Columns:
        said = {place: given.get(f"column_{place}") for place in range(len(self.beginning.headings))}
        return said_columns(len(said), {place: Part(part) for place, part in said.items() if part})

    def _refuse_two_of_one(self, given: Mapping[str, Any]) -> None:
        for part, places in self._columns(given).at.items():
            for place in places[1:] if part not in SEVERAL else ():
                self.add_error(
                    f"column_{place}", _("Another column holds this already. Choose one of the two.")
                )
