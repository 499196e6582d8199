"""The form that asks for a hold-out group."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import Election
from hustings.targeting.lists.holding_out import SHARES


class HoldOutForm(forms.Form):
    share = forms.ChoiceField(label=_("Households of a hundred"), choices=[(one, str(one)) for one in SHARES])
    election = forms.ChoiceField(
        label=_("Until the polling day of"),
        help_text=_("On that day the group is dissolved, and everybody is asked."),
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        coming = Election.objects.filter(polling_day__gt=today).order_by("polling_day", "name")
        field = self.fields["election"]
        assert isinstance(field, forms.ChoiceField)
        self.has_polls = coming.exists()
        field.choices = [(str(one.id), f"{one}, {date_format(one.polling_day, 'j F Y')}") for one in coming]
