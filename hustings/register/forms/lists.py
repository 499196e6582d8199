"""Forms for lists of elector numbers: absent voters and marked registers, and what their columns hold."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.register.councils import EditionField, editions_of
from hustings.register.models import AbsentVote, RegisterEdition, Turnout
from hustings.work.scanning import SentFileField

DETAILS_KEPT = timedelta(days=30)
"""How long after the poll where votes are sent, and who the proxies are, may be of use for finding a mistake."""


class ElectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, election: Election) -> str:
        return f"{election}, {date_format(election.polling_day, 'j F Y')}"


class ListForm(forms.Form):
    """What every list asks: its file and the edition whose numbers it gives."""

    file = SentFileField(
        label=_("The council's list"),
        help_text=_("CSV, TSV or XLSX. If we do not know its columns we ask you what they hold."),
        error_messages={
            "required": _("Choose the file that the council sent."),
            "empty": _("The file is empty. Ask the council to send it again."),
        },
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

    KINDS = [("column", _("A column of the list says which")), *AbsentVote.Kind.choices]
    EXTENTS = [
        ("full", _("The full list: who is not on it any more has ended their absent vote")),
        ("addition", _("An addition to the list before")),
    ]

    kind = forms.ChoiceField(label=_("Everybody on it"), choices=KINDS)
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
            "kind": "" if given["kind"] == "column" else given["kind"],
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
