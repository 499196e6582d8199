from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hustings.access.forms import JoinForm
from hustings.config.setting_up.one_time_code import code_fits
from hustings.geography.models import Place
from hustings.lib.colours import UnreadableColour, parse_colour
from hustings.organisation.models import OrganisationKind


class DescriptionForm(forms.Form):
    """Who answers for the data of this installation."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("It stands where Hustings was started, and in the file setup.code of its data folder."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=OrganisationKind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A registered party and its branches may hold political opinions for their political activities "
            "(Data Protection Act 2018, Schedule 1, paragraph 22). An independent asks each person’s consent."
        ),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Who answers for the data: it stands on every page and sheet."),
    )
    party_name = forms.CharField(
        label=_("Name of the party on ballot papers"),
        max_length=120,
        required=False,
        help_text=_("So that past results show which votes were yours. Leave it empty for an independent."),
    )
    colour = forms.CharField(
        label=_("Colour"), initial="#1d5c63", widget=forms.TextInput(attrs={"type": "color"})
    )
    contact_telephone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        help_text=_("Printed on every sheet for whoever finds a lost one."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, *arguments: Any, wants_code: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if not wants_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not code_fits(settings.DATA, typed):
            raise forms.ValidationError(_("That is not the code. Nothing was changed; copy it once more."))
        return typed

    def clean_colour(self) -> str:
        colour: str = self.cleaned_data["colour"]
        try:
            parse_colour(colour)
        except UnreadableColour as unreadable:
            raise forms.ValidationError(
                _("Give the colour as # and six signs, like #1d5c63.")
            ) from unreadable
        return colour


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name of the constituency"))


class TypedSeatForm(forms.Form):
    """A seat typed by hand, where no published files were loaded."""

    name = forms.CharField(label=_("Name of the constituency"), max_length=120)
    council = forms.CharField(
        label=_("Council of its registration officer"),
        max_length=120,
        help_text=_(
            "Whoever sends you the electoral register. Where there are two, the second can be added later."
        ),
    )
    nation = forms.ChoiceField(label=_("Nation"), choices=Place.Nation.choices)


class NationsForm(forms.Form):
    nations = forms.MultipleChoiceField(
        label=_("Nations"), choices=Place.Nation.choices, widget=forms.CheckboxSelectMultiple
    )


class FolderForm(forms.Form):
    folder = forms.CharField(
        label=_("Folder on this server"),
        help_text=_(
            "With the published files as they are: names and codes, postcodes, boundaries, past results."
        ),
    )


class FoundersForm(JoinForm):
    """The person at the keyboard, who chooses a password, and a second one, who gets a link."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    second_name = forms.CharField(label=_("Name of the second key-holder"), max_length=120, required=False)
    second_email = forms.EmailField(
        label=_("E-mail address of the second key-holder"),
        required=False,
        help_text=_("They get a link and choose their own password."),
    )
    field_order = ("name", "email", "password", "second_name", "second_email")

    def __init__(self, *arguments: Any, may_be_alone: bool, **more: Any) -> None:
        super().__init__(*arguments, email="", **more)
        if not may_be_alone:
            self.fields["second_name"].required = self.fields["second_email"].required = True

    def clean_email(self) -> str:
        self.address = self.cleaned_data["email"].lower()
        return self.address

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, second = data.get("email"), (data.get("second_email") or "").lower()
        if second and second == first:
            self.add_error("second_email", _("This is your own address. Two people want two."))
        if bool(data.get("second_name")) != bool(second) and "second_email" not in self.errors:
            self.add_error("second_email", _("Give both name and address of the second person, or neither."))
        return data
