from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hustings.access.letting_in.offering import LIFETIMES, Offer, longest_day
from hustings.access.letting_in.supporting import MINUTES, MOST_MINUTES
from hustings.access.models import SUPPORT_CODES, StopReview
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.access.second_steps import KNOWN_NAMES
from hustings.access.stops import Ground, Verb
from hustings.access.wording import GROUND_NAMES, PURPOSE_USES, ROLE_NAMES, ROLE_TASKS, VERB_NAMES
from hustings.accounts.models import Person
from hustings.audit.words import Purpose
from hustings.organisation.models import MembershipStatus, Unit

SHORTEST = 10
"""A word is no reason; the database asks for as many letters."""


class DayField(forms.DateField):
    """A day, asked with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OfferForm(forms.Form):
    """A role, its purposes and its last day. Left empty, purposes and day are all that the role can have."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    purposes = forms.MultipleChoiceField(
        label=_("Purposes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the data may be opened for. Tick none for everything that the role is for."),
    )
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_(
            "Leave it empty for the longest: 90 days for volunteers, 180 for officers. It can be renewed."
        ),
    )

    def __init__(self, *arguments: Any, roles: Iterable[Role], today: date, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.today = today
        offered = list(roles)
        self.fields["role"].choices = [(role, f"{ROLE_NAMES[role]}. {ROLE_TASKS[role]}") for role in offered]  # type: ignore[attr-defined]
        whys = sorted(frozenset[Purpose]().union(*(ALL_PURPOSES[role] for role in offered)))
        self.fields["purposes"].choices = [(why, PURPOSE_USES[why]) for why in whys]  # type: ignore[attr-defined]

    def offer(self) -> Offer:
        """What was chosen; only after `is_valid`."""
        role = Role(self.cleaned_data["role"])
        chosen = frozenset(Purpose(why) for why in self.cleaned_data["purposes"])
        last_day = self.cleaned_data["last_day"] or longest_day(role, self.today)
        return Offer(role, chosen or ALL_PURPOSES[role], last_day)


class InvitationForm(OfferForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As colleagues will see it."))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link works only for somebody who signs in with this address."),
    )
    field_order = ("name", "email", "role", "purposes", "last_day")


class GrantForm(OfferForm):
    person = forms.ChoiceField(label=_("Who"))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
    field_order = ("person", "role", "purposes", "last_day", "reason")

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class RenewalForm(forms.Form):
    last_day = DayField(label=_("New last day"))

    def __init__(self, *arguments: Any, role: Role, today: date, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["last_day"].initial = longest_day(role, today)
        self.fields["last_day"].help_text = _("At most %(days)s days from today.") % {"days": LIFETIMES[role]}


class DeputyForm(forms.Form):
    person = forms.ChoiceField(label=_("Who stands in"))
    last_day = DayField(
        label=_("Last day"), help_text=_("At most six weeks, and never beyond the grant itself.")
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing to fill in: the button alone."""


class ReasonForm(forms.Form):
    """What takes two people: the reason is what the second person reads."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("The second person reads this, and so does the log.")
    )


LEFT_AS = [
    (status.value, status.label)
    for status in (
        MembershipStatus.RESIGNED,
        MembershipStatus.EXPELLED,
        MembershipStatus.MOVED,
        MembershipStatus.DIED,
        MembershipStatus.LAPSED,
    )
]


class LeavingForm(forms.Form):
    status = forms.ChoiceField(label=_("How"), choices=LEFT_AS, widget=forms.RadioSelect)


class LeavingWithTwoForm(ReasonForm, LeavingForm):
    """An officer, while an election is called: the second person reads the reason."""

    field_order = ("status", "reason")


class LostStepForm(ReasonForm):
    """How a key-holder knows who asks; the reason is what the second person reads."""

    known = forms.ChoiceField(
        label=_("How do you know that it is really them?"),
        choices=list(KNOWN_NAMES.items()),
        widget=forms.RadioSelect,
    )
    field_order = ("known", "reason")


class EmployerForm(forms.Form):
    """Whom somebody of the unit works for: when that person leaves, a key-holder is asked whether they stay."""

    employer = forms.ChoiceField(
        label=_("Works for"),
        required=False,
        help_text=_("When this person leaves, a key-holder says within a day whether their staff stay."),
    )
    is_contract = forms.BooleanField(
        label=_("Is here by a contract, and need be no member"),
        required=False,
        help_text=_("No lapse and no list of members touches what a contract brings."),
    )

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["employer"].choices = [("", _("Nobody here")), *people]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    said = forms.CharField(
        label=_("What you say to it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is kept as it is and shown to whoever decides about your roles."),
    )


class SupportForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Part"), queryset=Unit.objects.none())
    code = forms.ChoiceField(label=_("Why"), choices=SUPPORT_CODES)
    words = forms.CharField(
        label=_("In words"), min_length=10, max_length=500, help_text=_("Oversight reads this at once.")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=MINUTES,
        min_value=5,
        max_value=MOST_MINUTES,
        help_text=_("Four hours at most."),
    )

    def __init__(self, *arguments: Any, units: QuerySet[Unit], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SupportReviewForm(forms.Form):
    words = forms.CharField(label=_("What you found"), max_length=500)


class SettlingForm(forms.Form):
    because = forms.CharField(
        label=_("Why it is in order"),
        min_length=3,
        max_length=300,
        help_text=_("Whoever it is about reads this. One sentence will do."),
    )
    expected_days = forms.TypedChoiceField(
        label=_("Is more of it expected?"),
        coerce=int,
        choices=((0, _("No")), (1, _("For a day")), (3, _("For three days")), (7, _("For a week"))),
        initial=0,
        help_text=_("Until then the same is no surprise, and nothing follows."),
    )


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"), max_length=300, help_text=_("Whoever asked reads this. One sentence will do.")
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As colleagues will see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class JoinForm(NameForm):
    """A name and a password for somebody who has no account yet."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_(
            "At least 12 characters. Four words that do not belong together are easy to keep in mind."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, email: str, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.address = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self.address))
        return password


class StopForm(forms.Form):
    """What is withheld, for which danger, and what was seen. A thing wider than the trigger says why."""

    ground = forms.ChoiceField(
        label=_("Which danger"),
        choices=[(ground, GROUND_NAMES[ground]) for ground in Ground],
        widget=forms.RadioSelect,
    )
    verb = forms.ChoiceField(
        label=_("What is stopped"),
        choices=[(verb, VERB_NAMES[verb]) for verb in Verb],
        widget=forms.RadioSelect,
        initial=Verb.ALL,
    )
    words = forms.CharField(
        label=_("What was seen, by whom, when"),
        min_length=SHORTEST,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by those who confirm and review. Whoever is stopped reads the danger alone."),
    )
    wider_because = forms.CharField(
        label=_("Why nothing narrower will do"),
        min_length=SHORTEST,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *arguments: Any, is_wider: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if not is_wider:
            del self.fields["wider_because"]


class MotionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), min_length=SHORTEST, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReviewForm(forms.Form):
    finding = forms.ChoiceField(
        label=_("Looking back"), choices=StopReview.Finding.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What you found"),
        min_length=SHORTEST,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
