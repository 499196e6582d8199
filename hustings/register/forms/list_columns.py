"""The form that asks what a list's columns hold, and what the words of the telling one mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hustings.lib.headings import heading_key
from hustings.register.absent.rules import NONE
from hustings.register.files.list_columns import SEVERAL, ListPart
from hustings.register.files.lists import Probe
from hustings.register.models import AbsentVote
from hustings.register.turnout.rules import Meaning

PARTS = {
    ListPart.LETTERS: _("Polling district letters"),
    ListPart.NUMBER: _("Elector number"),
    ListPart.SUFFIX: _("Suffix of the number"),
    ListPart.FULL_NUMBER: _("Letters and number together (AA1-124)"),
    ListPart.ELECTOR: _("Identifier that Hustings wrote"),
    ListPart.NAME: _("Whole name"),
    ListPart.SURNAME: _("Surname"),
    ListPart.FORENAMES: _("Forenames"),
    ListPart.WORD: _("Kind of absent vote"),
    ListPart.LAPSES_ON: _("Day on which it ends"),
    ListPart.SENT_TO: _("Where ballot papers are sent"),
    ListPart.PROXY: _("Name of the proxy"),
}
OF_MARKED = {
    **{part: label for part, label in PARTS.items() if part not in SEVERAL},
    ListPart.WORD: _("Mark"),
}
for absent_alone in (ListPart.LAPSES_ON, ListPart.PROXY):
    del OF_MARKED[absent_alone]

KIND_WORDS = [
    *AbsentVote.Kind.choices,
    (NONE, _("no absent vote: pass the row over")),
]
MARK_WORDS = [
    (Meaning.VOTED, _("voted, or returned the pack")),
    (Meaning.PROXY, _("a proxy voted for them")),
    (Meaning.NOT, _("did not vote")),
    (Meaning.ELSEWHERE, _("an absent voter: another list tells")),
]


class ColumnsForm(forms.Form):
    """What each column of a list holds, and what the words of the telling one mean."""

    remember = forms.BooleanField(
        label=_("Remember this for this council’s next lists with the same headings"),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        probe: Probe,
        parts: Mapping[ListPart, Any],
        words: list[tuple[Any, Any]],
        *arguments: Any,
        places: Mapping[int, ListPart],
        meanings: Mapping[str, str],
        needs_word: bool,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.probe, self.words, self.needs_word = probe, words, needs_word
        choices = [
            ("", _("Nothing we need: do not read it")),
            *((str(part), label) for part, label in parts.items()),
        ]
        for place in range(len(probe.headings)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=probe.headings[place] or str(place + 1),
                choices=choices,
                required=False,
                initial=str(places[place]) if places.get(place) in parts else "",
            )
        self.telling = self._telling(places)
        for number, word in enumerate(self.telling_words):
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=f"“{word}”" if word else _("An empty cell"),
                choices=[("", _("Choose what it means")), *words],
                initial=meanings.get(heading_key(word), ""),
                error_messages={"required": _("Say what it means.")},
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what tells the elector, one column for each part, and the meaning of every word."""
        given: dict[str, Any] = super().clean() or {}
        self._refuse_two_of_one(given)
        found = set(self.parts(given).values())
        if not (
            found & {ListPart.ELECTOR, ListPart.FULL_NUMBER} or {ListPart.LETTERS, ListPart.NUMBER} <= found
        ):
            raise ValidationError(
                _("Say which column holds the elector number: letters and number, in one column or in two.")
            )
        if self.telling is not None and not self.telling_words:
            self.add_error(
                f"column_{self.telling}",
                _("This column has too many different words to tell a few kinds apart."),
            )
        if self.needs_word and ListPart.WORD not in found:
            raise ValidationError(
                _("Say which column tells the kind of absent vote, or go back and choose one kind for all.")
            )
        return given

    def parts(self, given: Mapping[str, Any]) -> dict[int, ListPart]:
        """The part that each column was said to hold, by its place."""
        said = {place: given.get(f"column_{place}") for place in range(len(self.probe.headings))}
        return {place: ListPart(part) for place, part in said.items() if part in list(ListPart)}

    def meanings(self) -> dict[str, str]:
        return {
            heading_key(word): self.cleaned_data[f"word_{number}"]
            for number, word in enumerate(self.telling_words)
        }

    @property
    def columns(self) -> list[tuple[str, list[str], forms.BoundField]]:
        """Heading, some cells and the field of each column, for the page."""
        return [
            (
                heading,
                [row[place] for row in self.probe.rows[:3] if place < len(row)],
                self[f"column_{place}"],
            )
            for place, heading in enumerate(self.probe.headings)
        ]

    @property
    def asks_words_first(self) -> bool:
        """Whether a column that tells was chosen only now, so that its words have not been asked about yet."""
        return self.is_bound and bool(self.telling_words) and "word_0" not in self.data

    @property
    def can_do_without(self) -> bool:
        """Whether a list without a telling column means something: everybody on it has voted."""
        return not self.needs_word and any(word == Meaning.VOTED for word, _label in self.words)

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[f"word_{number}"] for number in range(len(self.telling_words))]

    def _telling(self, places: Mapping[int, ListPart]) -> int | None:
        """The column whose words tell: as it was sent with the form, else as it was recognised."""
        if self.is_bound:
            chosen = [
                place
                for place in range(len(self.probe.headings))
                if self.data.get(f"column_{place}") == str(ListPart.WORD)
            ]
        else:
            chosen = [place for place, part in places.items() if part == ListPart.WORD]
        return chosen[0] if chosen else None

    @property
    def telling_words(self) -> tuple[str, ...]:
        """The different words of the column that tells; none where no column does."""
        return () if self.telling is None else self.probe.words[self.telling]

    def _refuse_two_of_one(self, given: Mapping[str, Any]) -> None:
        seen: set[ListPart] = set()
        for place, part in self.parts(given).items():
            if part in seen and part not in SEVERAL:
                self.add_error(
                    f"column_{place}", _("Another column holds this already. Choose one of the two.")
                )
            seen.add(part)
