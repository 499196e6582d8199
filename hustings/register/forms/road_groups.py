from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hustings.lib.walking_order import Side
from hustings.register.doors.drift import GroupRow
from hustings.register.doors.road_groups import LONGEST_NAME, Numbers, StreetSide

NEW = "new"


class GatherForm(forms.Form):
    """Which doors go into which road group; the sides of streets are ticked in the table above it."""

    group = forms.ChoiceField(label=_("Road group"))
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Of a new road group, such as “Mill Lane, lower end”."),
    )
    first = forms.IntegerField(
        label=_("From number"),
        min_value=0,
        required=False,
        help_text=_("Only where a part of the street is meant."),
    )
    last = forms.IntegerField(label=_("To number"), min_value=0, required=False)

    def __init__(self, groups: Iterable[GroupRow], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.names = {str(row.group.id): row.group.name for row in groups}
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = [(NEW, _("A new one, named below")), *self.names.items()]

    def clean(self) -> dict[str, Any]:
        """Ask for a name where a new group is meant, and that the numbers go upwards."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("group") == NEW and not given.get("name") and not self.is_release:
            self.add_error("name", _("Choose a road group, or give a new one a name."))
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None and first > last:
            self.add_error("last", _("The last number comes before the first."))
        return given

    @property
    def is_release(self) -> bool:
        return "release" in self.data

    @property
    def group_name(self) -> str:
        given = self.cleaned_data
        return str(self.names.get(given["group"], given["name"]))

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.cleaned_data["first"], self.cleaned_data["last"])


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)


def sides_ticked(values: Iterable[str]) -> list[StreetSide]:
    """Read what was ticked: a street's identifier and a side. Raises ValidationError for anything else."""
    try:
        parted = [value.split(":") for value in values]
        return [StreetSide(UUID(street), Side(side).value) for street, side in parted]
    except ValueError as error:
        raise ValidationError(
            _("The page and the register do not agree any more. Load the page again.")
        ) from error
