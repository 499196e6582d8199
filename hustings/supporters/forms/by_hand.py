"""The forms by which somebody records one elector's membership, or their consent to be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.supporters.models import Relation, Way

LONGEST_SOURCE = 200


def day(label: Any, hint: Any = "") -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, help_text=hint)


def source() -> forms.CharField:
    """A field for where it is written down."""
    return forms.CharField(
        label=_("Where that is written"),
        max_length=LONGEST_SOURCE,
        help_text=_("Such as “joining form” or “card at the spring fair”."),
    )


class RelationForm(forms.Form):
    prefix = "relation"
    relation = forms.ChoiceField(label=_("They are a"), choices=Relation.choices)
    since = day(_("Since"))
    source = source()


class DetailForm(forms.Form):
    prefix = "detail"
    way = forms.ChoiceField(label=_("They agreed to be reached"), choices=Way.choices)
    value = forms.CharField(label=_("At this number or address"), max_length=200)
    consented_on = day(
        _("They agreed on"), _("Without the day nothing is kept: it is how we show that they agreed.")
    )
    source = source()
