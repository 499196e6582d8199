"""The forms of tags: a new one, and on whose people one is put or off whose it is taken."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.access.actor import Actor
from hustings.geography.models import Place
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.models import SavedList, Tag
from hustings.targeting.tagging import LONGEST

EVERYBODY = "everybody"


class NewTagForm(forms.Form):
    prefix = "new"
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST,
        help_text=_("A word or two, such as “has a garden for a poster”."),
    )


class TagPeopleForm(forms.Form):
    """Which tag, and on or off the people of which list that its reader sees."""

    prefix = "people"
    tag = forms.ModelChoiceField(label=_("Tag"), queryset=Tag.objects.none(), empty_label=None)
    do = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("on", _("Put it on everybody of the list")),
            ("off", _("Take it off everybody of the list")),
            (EVERYBODY, _("Take it off everybody who bears it")),
        ],
        initial="on",
        widget=forms.RadioSelect,
    )
    kept = forms.ModelChoiceField(
        label=_("List"),
        queryset=SavedList.objects.none(),
        required=False,
        empty_label=_("Choose a list"),
        help_text=_("Not needed to take it off everybody who bears it."),
    )

    def __init__(self, seat: Place, by: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, rows in (
            ("tag", Tag.objects.filter(constituency=seat)),
            ("kept", lists_for(by, seat.id).select_related("constituency")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows.order_by("name")

    def clean(self) -> dict[str, Any]:
        """Ask for a list, unless the tag is taken off everybody."""
        given: dict[str, Any] = super().clean() or {}
        if (
            given.get("do") not in (None, EVERYBODY)
            and given.get("kept") is None
            and "kept" not in self.errors
        ):
            self.add_error("kept", _("Choose the list whose people are meant."))
        return given
