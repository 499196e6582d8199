from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hustings.access.offering import LIFETIMES, Offer, longest_day
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.access.wording import PURPOSE_USES, ROLE_NAMES, ROLE_TASKS
from hustings.accounts.models import Person
from hustings.audit.words import Purpose


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
