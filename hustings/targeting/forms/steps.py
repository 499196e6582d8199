"""A form for each kind of step. Each gives its condition in the JSON form of lists, which is checked once more."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hustings.access.actor import Actor
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import CORE_CODES, Question
from hustings.canvassing.schemes import label_of, scheme_for
from hustings.elections.models import Election, ElectionKind
from hustings.geography.models import Place, PollingDistrict
from hustings.register.models import AbsentVote, Door, Street
from hustings.supporters.models import Relation, Way
from hustings.targeting.forms.choosing import rows_to_choose_by

DO = [("keep", _("Keep only them")), ("leave_out", _("Leave them out")), ("add", _("Add them"))]
WITHIN = _("In the last so many days")


class StepForm(forms.Form):
    """What every step has: what it does with those who fit."""

    kind = ""
    do = forms.ChoiceField(label=_("What to do"), choices=DO, widget=forms.RadioSelect, initial="keep")

    def __init__(self, seat: Place, by: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.seat, self.by = seat, by
        self.offer()

    def offer(self) -> None:
        """Fill in what this seat has to choose from."""

    def condition(self) -> dict[str, Any]:
        """The condition in JSON form: fields that were left empty are left out."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "do"}
        return {"by": self.kind} | {
            name: value for name, value in told.items() if value not in (None, "", [])
        }

    def choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class Days(forms.IntegerField):
    def __init__(self, **named: Any) -> None:
        super().__init__(min_value=1, max_value=5000, required=False, **named)


class PlaceForm(StepForm):
    kind = "place"
    wards = Ticks(label=_("Wards"), required=False)
    districts = Ticks(label=_("Polling districts"), required=False)

    def offer(self) -> None:
        found = (
            PollingDistrict.objects.filter(constituency=self.seat).select_related("ward").order_by("letters")
        )
        self.choose(
            "wards",
            sorted({(one.ward.code, str(one.ward)) for one in found if one.ward}, key=lambda one: one[1]),
        )
        self.choose("districts", [(str(one.id), str(one)) for one in found])


class StreetForm(StepForm):
    kind = "street"
    names = forms.CharField(
        label=_("Streets"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line, as the register spells them. A street of several polling districts counts as a whole."
        ),
    )
    sides = Ticks(label=_("Only one side"), required=False, choices=Door.SIDES)

    def clean_names(self) -> list[str]:
        asked = [
            " ".join(line.upper().split()) for line in self.cleaned_data["names"].splitlines() if line.strip()
        ]
        rows = Street.objects.filter(constituency=self.seat).values_list("id", "name", "name_key")
        found_ids: dict[str, list[str]] = {}
        for id, name, key in rows:
            for word in {name.upper(), key}:
                found_ids.setdefault(word, []).append(str(id))
        missing = [line for line in asked if line not in found_ids]
        if missing:
            raise forms.ValidationError(
                _("No street of this seat is called %s. Look at its spelling under Streets.")
                % ", ".join(missing)
            )
        return [id for line in asked for id in found_ids[line]]

    def condition(self) -> dict[str, Any]:
        told = super().condition()
        return {**{key: value for key, value in told.items() if key != "names"}, "streets": told["names"]}


class HouseholdForm(StepForm):
    kind = "household"
    at_least = forms.IntegerField(label=_("At least so many electors"), min_value=1, max_value=99, initial=1)
    at_most = forms.IntegerField(label=_("At most so many"), min_value=1, max_value=99, required=False)
    in_flats = forms.TypedChoiceField(
        label=_("Flats"),
        required=False,
        choices=[("", _("In flats or not")), ("yes", _("Only in flats")), ("no", _("Not in flats"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )


class AgeForm(StepForm):
    kind = "age"
    band = forms.ChoiceField(
        label=_("Age"), choices=[("attainer", _("Not yet eighteen")), ("adult", _("Everybody else"))],
        help_text=_("The register gives a birthday only of those who are about to turn eighteen."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Eighteen from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Eighteen by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def condition(self) -> dict[str, Any]:
        return {
            name: value if isinstance(value, str) else value.isoformat()
            for name, value in super().condition().items()
        }


class FranchiseForm(StepForm):
    kind = "franchise"
    election = forms.ChoiceField(label=_("Election"))

    def offer(self) -> None:
        self.choose("election", elections())


class AbsentVoteForm(StepForm):
    kind = "absent_vote"
    kinds = Ticks(
        label=_("How they vote"),
        choices=[*AbsentVote.Kind.choices, ("none", _("votes at the polling station"))],
    )


class IntentionForm(StepForm):
    kind = "intention"
    election = forms.ChoiceField(label=_("Kind of election"), choices=ElectionKind.choices)
    said = Ticks(label=_("What they said"))
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("As their last answer")), ("ever", _("Ever"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    within_days = Days(label=WITHIN)
    older_than_days = Days(label=_("More than so many days ago"))

    def offer(self) -> None:
        said = [
            (str(code.meaning), label_of(code)) for code in CORE_CODES if code.question is Question.INTENTION
        ]
        self.choose("said", [*said, ("nothing", _("Nothing yet"))])


class ContactedForm(StepForm):
    kind = "contacted"
    reached = forms.TypedChoiceField(
        label=_("Reached"), choices=[("yes", _("Spoken to")), ("no", _("Tried, whether or not they answered"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    channels = Ticks(label=_("Channels"), required=False, choices=Conversation.Channel.choices)
    within_days = Days(label=WITHIN)


class TurnoutForm(StepForm):
    kind = "turnout"
    elections = Ticks(label=_("Elections"))
    voted = forms.TypedChoiceField(
        label=_("Voted"), choices=[("yes", _("Voted")), ("no", _("Did not vote"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    at_least = forms.IntegerField(
        label=_("In at least so many of them"), min_value=1, max_value=40, initial=1
    )

    def offer(self) -> None:
        self.choose("elections", elections())


class SupporterForm(StepForm):
    kind = "supporter"
    relations = Ticks(label=_("Who they are"), choices=Relation.choices)


class ReachableForm(StepForm):
    kind = "reachable"
    ways = Ticks(label=_("Ways that they agreed to"), choices=Way.choices)


class AnswerForm(StepForm):
    kind = "answer"
    codes = Ticks(label=_("Answers"))
    within_days = Days(label=WITHIN)

    def offer(self) -> None:
        scheme = scheme_for(self.seat.id)
        answers = [*scheme.of(Question.ACTION), *scheme.of(Question.LOCAL)]
        self.choose("codes", [(str(one.id), one.label) for one in answers])


class TagForm(StepForm):
    kind = "tag"
    tags = Ticks(label=_("Tags"))

    def offer(self) -> None:
        self.choose(
            "tags", [(str(one.id), one.name) for one in rows_to_choose_by(self.seat, self.by)[self.kind]]
        )


class ScoreForm(StepForm):
    kind = "score"
    score = forms.ChoiceField(
        label=_("Score"), help_text=_("Advice of a model, not orders: look at what it was made from.")
    )
    at_least = forms.FloatField(label=_("At least"), required=False)
    at_most = forms.FloatField(label=_("At most"), required=False)

    def offer(self) -> None:
        found = rows_to_choose_by(self.seat, self.by)[self.kind]
        self.choose("score", [(str(one.id), f"{one.name} ({one.model})") for one in found])


class OnListForm(StepForm):
    kind = "list"
    list = forms.ChoiceField(label=_("List"))

    def offer(self) -> None:
        self.choose(
            "list", [(str(one.id), one.name) for one in rows_to_choose_by(self.seat, self.by)[self.kind]]
        )


class EverybodyForm(StepForm):
    kind = "everybody"


def elections() -> list[tuple[str, str]]:
    """The elections to choose from, the newest first."""
    found = Election.objects.order_by("-polling_day", "name")
    return [(str(one.id), f"{one}, {date_format(one.polling_day, 'j F Y')}") for one in found]


STEP_FORMS: dict[str, type[StepForm]] = {
    form.kind: form
    for form in (
        PlaceForm,
        StreetForm,
        IntentionForm,
        ContactedForm,
        AbsentVoteForm,
        TurnoutForm,
        FranchiseForm,
        AgeForm,
        HouseholdForm,
        SupporterForm,
        ReachableForm,
        AnswerForm,
        TagForm,
        ScoreForm,
        OnListForm,
        EverybodyForm,
    )
}


def kinds_offered(seat: Place, by: Actor) -> list[str]:
    """The kinds of step that somebody can add in a seat: those by which there is something to choose there."""
    rows = rows_to_choose_by(seat, by)
    return [kind for kind in STEP_FORMS if kind not in rows or rows[kind].exists()]
