"""Forms for lists of elector numbers: absent voters and marked registers, and what their columns hold."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.register.absent.rules import NONE, Kind
from hustings.register.files.lists import SEVERAL, ListPart, Probe, key_of
from hustings.register.forms.sending import officers_of
from hustings.register.models import AbsentVote, RegisterEdition, Turnout
from hustings.register.turnout.rules import Meaning

DETAILS_KEPT = timedelta(days=30)
"""How long after the poll where votes are sent, and who the proxies are, may be of use for finding a mistake."""


def editions_of(seat: Place) -> "QuerySet[RegisterEdition]":
    """The editions of the councils of a seat, the one in force first."""
    editions = RegisterEdition.objects.filter(officer__in=officers_of(seat)).select_related("officer")
    return editions.order_by("-is_current", "-published_on")


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An edition said with its council: two officers of a seat can each have a district of the same letters."""

    def label_from_instance(self, edition: RegisterEdition) -> str:
        return f"{edition.officer}: {edition} ({date_format(edition.published_on, 'j M Y')})"


class ElectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, election: Election) -> str:
        return f"{election}, {date_format(election.polling_day, 'j F Y')}"


class ListForm(forms.Form):
    """What every list asks: its file and the edition whose numbers it gives."""

    file = forms.FileField(
        label=_("The council's list"),
        help_text=_("CSV, TSV or XLSX. If we do not know its columns we ask you what they hold."),
        error_messages={"empty": _("The file is empty. Ask the council to send it again.")},
    )
    edition = EditionField(
        label=_("Register"),
        queryset=RegisterEdition.objects.none(),
        empty_label=None,
        help_text=_("The numbers are those of one edition. The wrong one would name the wrong people."),
    )

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        edition = self.fields["edition"]
        assert isinstance(edition, forms.ModelChoiceField)
        edition.queryset = editions_of(seat)


class AbsentForm(ListForm):
    """An absent-voter list, and what of it is kept."""

    KINDS = [("", _("A column of the list says which")), *AbsentVote.Kind.choices]
    EXTENTS = [
        ("full", _("The full list: who is not on it any more has ended their absent vote")),
        ("addition", _("An addition to the list before")),
    ]

    kind = forms.ChoiceField(label=_("Everybody on it"), choices=KINDS, required=False)
    extent = forms.ChoiceField(
        label=_("This list is"), choices=EXTENTS, widget=forms.RadioSelect, initial="full"
    )
    keep_details = forms.BooleanField(
        label=_("Also keep where ballot papers are sent and who the proxies are"),
        required=False,
        help_text=_(
            "Only to ask after a pack that did not arrive. Other people’s names and addresses stand there: they are "
            "forgotten 30 days after the poll. Without a tick these columns are not even read."
        ),
    )
    election = ElectionField(
        label=_("For the poll"),
        queryset=Election.objects.none(),
        required=False,
        empty_label=_("None chosen"),
        help_text=_("Needed only to keep these details, which end with a poll."),
    )

    def __init__(self, seat: Place, today: date, *arguments: Any, **named: Any) -> None:
        super().__init__(seat, *arguments, **named)
        self.today = today
        election = self.fields["election"]
        assert isinstance(election, forms.ModelChoiceField)
        election.queryset = Election.objects.filter(polling_day__gt=today - DETAILS_KEPT).order_by(
            "polling_day"
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the poll with which the details end."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("keep_details") and given.get("election") is None:
            self.add_error("election", _("Choose the poll: the details are forgotten 30 days after it."))
        return given

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the job is asked with it."""
        given = self.cleaned_data
        until = given["election"].polling_day + DETAILS_KEPT if given["keep_details"] else None
        return {
            "kind": given["kind"],
            "is_full": given["extent"] == "full",
            "details_until": until.isoformat() if until else "",
        }


class MarkedForm(ListForm):
    """A marked register: of which poll, and which of its lists."""

    METHODS = [
        (Turnout.Method.STATION, _("The polling stations’ register: who was given a ballot paper")),
        (Turnout.Method.POSTAL, _("The postal voters’ list: whose pack came back")),
        (Turnout.Method.PROXY, _("The proxies’ list: whose proxy voted")),
    ]

    election = ElectionField(
        label=_("Election"),
        queryset=Election.objects.none(),
        empty_label=None,
        help_text=_("Not there? Add it under Elections."),
    )
    method = forms.ChoiceField(
        label=_("Which list"), choices=METHODS, widget=forms.RadioSelect, initial=Turnout.Method.STATION
    )

    def __init__(self, seat: Place, today: date, *arguments: Any, **named: Any) -> None:
        super().__init__(seat, *arguments, **named)
        election = self.fields["election"]
        assert isinstance(election, forms.ModelChoiceField)
        been = Election.objects.filter(polling_day__lte=today)
        election.queryset = been.order_by("-polling_day", "name")

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the job is asked with it."""
        return {"election": str(self.cleaned_data["election"].id), "method": self.cleaned_data["method"]}


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
assert set(Kind) == set(AbsentVote.Kind.values)


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
        for number, word in enumerate(self._words()):
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=f"“{word}”" if word else _("An empty cell"),
                choices=[("", _("Choose what it means")), *words],
                required=False,
                initial=meanings.get(key_of(word), ""),
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
        if self.needs_word and ListPart.WORD not in found:
            raise ValidationError(
                _("Say which column tells the kind of absent vote, or go back and choose one kind for all.")
            )
        for number, word in enumerate(self._words()):
            if not given.get(f"word_{number}"):
                self.add_error(f"word_{number}", _("Say what “%s” means.") % word)
        return given

    def parts(self, given: Mapping[str, Any]) -> dict[int, ListPart]:
        """The part that each column was said to hold, by its place."""
        said = {place: given.get(f"column_{place}") for place in range(len(self.probe.headings))}
        return {place: ListPart(part) for place, part in said.items() if part}

    def meanings(self) -> dict[str, str]:
        return {
            key_of(word): self.cleaned_data[f"word_{number}"] for number, word in enumerate(self._words())
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
    def can_do_without(self) -> bool:
        """Whether a list without a telling column means something: everybody on it has voted."""
        return not self.needs_word and any(word == Meaning.VOTED for word, _label in self.words)

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[f"word_{number}"] for number in range(len(self._words()))]

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

    def _words(self) -> tuple[str, ...]:
        return () if self.telling is None else self.probe.words[self.telling]

    def _refuse_two_of_one(self, given: Mapping[str, Any]) -> None:
        seen: set[ListPart] = set()
        for place, part in self.parts(given).items():
            if part in seen and part not in SEVERAL:
                self.add_error(
                    f"column_{place}", _("Another column holds this already. Choose one of the two.")
                )
            seen.add(part)
