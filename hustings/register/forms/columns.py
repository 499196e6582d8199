from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hustings.lib.uuid7 import uuid7
from hustings.register.files.layouts import Change, Part
from hustings.register.files.layouts.changes import WORDS, change_of_sign
from hustings.register.files.layouts.councils import MappedLayout
from hustings.register.files.sampling import ADDRESS, Sample, guesses

HOLDS = (
    ("", _("nothing that is needed")),
    (
        _("Number"),
        (
            (Part.LETTERS.value, _("letters of the polling district")),
            (Part.NUMBER.value, _("number, such as 12 or 12/1")),
            (Part.SUFFIX.value, _("suffix of the number")),
            (Part.FULL_NUMBER.value, _("letters and number, such as AA1-12/1")),
        ),
    ),
    (
        _("Person"),
        (
            (Part.SURNAME.value, _("surname")),
            (Part.FORENAMES.value, _("forenames")),
            (Part.MIDDLE_NAMES.value, _("middle names or initials")),
            (Part.COMBINED_NAME.value, _("whole name, surname first")),
            (Part.NAME_IN_ORDER.value, _("whole name, surname last")),
            (Part.MARKERS.value, _("markers, such as G or N")),
            (Part.OPTED_OUT.value, _("opted out of the open register")),
            (Part.BORN_ON.value, _("date of birth")),
            (Part.ATTAINS_ON.value, _("date on which they come of age")),
            (Part.REFERENCE.value, _("the council's own reference for the person")),
        ),
    ),
    (
        _("Address"),
        (
            (ADDRESS, _("address line")),
            (Part.FLAT.value, _("flat")),
            (Part.HOUSE.value, _("house")),
            (Part.POSTCODE.value, _("postcode")),
            (Part.UPRN.value, _("UPRN")),
        ),
    ),
    (_("Change"), ((Part.CHANGE.value, _("what changed, in a monthly update")),)),
)
MEANINGS = (
    ("", _("choose")),
    (Change.ADD.value, _("somebody was added")),
    (Change.AMEND.value, _("somebody's entry was changed, or stayed as it was")),
    (Change.DELETE.value, _("somebody was deleted")),
)
NUMBERED = ({Part.FULL_NUMBER}, {Part.LETTERS, Part.NUMBER})
NAMED = ({Part.SURNAME}, {Part.COMBINED_NAME}, {Part.NAME_IN_ORDER})

LONGEST_SHOWN = 40

Codes = Callable[[int], list[str] | None]


class ColumnsForm(forms.Form):
    """What each column of a file holds. `codes` reads the values of one column of the whole file."""

    title = forms.CharField(
        label=_("Name of this layout"),
        max_length=120,
        help_text=_("The council's next file like this one is found by itself under this name."),
    )
    is_headed = forms.BooleanField(label=_("The first line holds headings, not a person"), required=False)

    def __init__(
        self, sample: Sample, codes: Codes, data: Mapping[str, Any] | None = None, *, title: str = ""
    ) -> None:
        super().__init__(data, initial={"title": title, "is_headed": sample.looks_headed})
        self.sample = sample
        self.headed = sample.looks_headed if data is None else bool(data.get("is_headed"))
        for place, guess in enumerate(guesses(sample, headed=self.headed)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=self.name_of(place), choices=HOLDS, required=False, initial=guess
            )
        self.codes = self._add_codes(codes)

    def name_of(self, place: int) -> str:
        """The heading of a column, or its number."""
        heading = self.sample.first[place] if self.headed else ""
        return heading[:60] or gettext("Column %d") % (place + 1)

    def columns(self) -> Iterator[tuple[forms.BoundField, list[str]]]:
        """Each column's question with its first values, for the table."""
        rows = self.sample.shown(headed=self.headed)
        for place in range(self.sample.width):
            yield self[f"column_{place}"], [row[place][:LONGEST_SHOWN] for row in rows if row[place]]

    def meanings(self) -> list[tuple[str, forms.BoundField]]:
        """Each code of the column of changes, and the question what it means."""
        return [(code or gettext("(empty)"), self[f"code_{at}"]) for at, code in enumerate(self.codes)]

    def missing(self) -> list[str]:
        """What must still be said before the file can be read, in sentences."""
        return list(_missing(self._chosen()))

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, and for one column to each part but address lines."""
        given: dict[str, Any] = super().clean() or {}
        chosen = self._chosen()
        for place, part in chosen.items():
            if part != ADDRESS and list(chosen.values()).index(part) != list(chosen).index(place):
                self.add_error(f"column_{place}", _("Another column holds this already. Choose one of them."))
        for sentence in _missing(chosen):
            self.add_error(None, sentence)
        if self.too_many_codes:
            raise ValidationError(
                _("The column of changes holds too many different values to be one. Choose another column.")
            )
        return given

    def mapping(self) -> MappedLayout:
        """What was said, ready to be kept."""
        chosen = self._chosen()
        return MappedLayout(
            uuid7(),
            self.cleaned_data["title"],
            tuple(self.sample.first) if self.headed else (),
            self.sample.width,
            {Part(part): place for place, part in chosen.items() if part != ADDRESS},
            tuple(place for place, part in chosen.items() if part == ADDRESS),
            {code: Change(self.cleaned_data[f"code_{at}"]) for at, code in enumerate(self.codes)},
        )

    def _chosen(self) -> dict[int, str]:
        answers = ((place, self[f"column_{place}"].value()) for place in range(self.sample.width))
        return {place: answer for place, answer in answers if answer}

    def _add_codes(self, codes: Codes) -> list[str]:
        place = next((place for place, part in self._chosen().items() if part == Part.CHANGE), None)
        found = [] if place is None else codes(place)
        self.too_many_codes = found is None
        values = [code for code in found or () if not self._is_heading(place, code)]
        for at, code in enumerate(values):
            meant = WORDS.get(code) or change_of_sign(code)
            self.fields[f"code_{at}"] = forms.ChoiceField(
                label=_("What “%(code)s” means") % {"code": code},
                choices=MEANINGS,
                initial=meant.value if meant else "",
                error_messages={"required": _("Choose what it means.")},
            )
        return values

    def _is_heading(self, place: int | None, code: str) -> bool:
        return self.headed and place is not None and code == self.sample.first[place].upper()


def _missing(chosen: Mapping[int, str]) -> Iterator[str]:
    parts = set(chosen.values())
    if not any(group <= parts for group in NUMBERED):
        yield gettext("Say which columns hold the polling district's letters and the number, or both in one.")
    if not any(group <= parts for group in NAMED):
        yield gettext("Say which column holds the surname, or the whole name.")
    if ADDRESS not in parts:
        yield gettext("Say which columns hold the address, line by line.")
