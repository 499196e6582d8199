from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hustings.canvassing.schemes import Scheme
from hustings.elections.models import ElectionKind

MINUTES = "%Y-%m-%dT%H:%M"
EVENING = time(21, 0)


class PrintForm(forms.Form):
    """What stands on the sheets besides the doors; streets and districts are ticked in the page's own table."""

    WHAT = [("all", _("Every door")), ("new", _("Only doors with somebody whom no sheet has named yet"))]

    what = forms.ChoiceField(
        label=_("Which doors"),
        choices=WHAT,
        widget=forms.RadioSelect,
        initial="all",
        help_text=_(
            "After an update of the register only the new doors need printing; old sheets still key in."
        ),
    )
    election_kind = forms.ChoiceField(
        label=_("Kind of election"),
        choices=ElectionKind.choices,
        initial=ElectionKind.WESTMINSTER,
        help_text=_("The intentions on these sheets are for this kind."),
    )
    return_to = forms.CharField(label=_("Return the sheets to"), max_length=80)
    return_by = forms.DateTimeField(
        label=_("Return them by"),
        input_formats=[MINUTES],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES),
    )
    call_number = forms.CharField(
        label=_("Number to call if a sheet is found"),
        max_length=30,
        help_text=_("Somebody should answer it; it is printed on every page."),
    )
    language = forms.ChoiceField(
        label=_("Language of the sheets"), choices=[("en", _("English")), ("cy", _("Welsh"))]
    )
    together = forms.BooleanField(
        label=_("Put small streets of one district on a sheet together"), required=False, initial=True
    )
    boxes = forms.MultipleChoiceField(
        label=_("Boxes to mark"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "All other codes can be written in the note and keyed as well. Without a choice, the usual ones."
        ),
    )

    def __init__(self, *arguments: Any, scheme: Scheme, **named: Any) -> None:
        super().__init__(*arguments, **named)
        boxes = self.fields["boxes"]
        assert isinstance(boxes, forms.MultipleChoiceField)
        boxes.choices = [(entry.letters, f"{entry.letters}: {entry.label}") for entry in scheme.entries]


def next_evening(at: datetime) -> datetime:
    """Nine in the evening, today while that is some way off, else tomorrow."""
    local = timezone.localtime(at)
    tonight = timezone.make_aware(datetime.combine(local.date(), EVENING))
    return tonight if local < tonight - timedelta(hours=1) else tonight + timedelta(days=1)


class CodeForm(forms.Form):
    """A sheet's code, typed or scanned."""

    code = forms.CharField(
        label=_("Code of the sheet"),
        max_length=300,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Type the eight characters, or scan the square code into this field."),
    )


class KeyForm(forms.Form):
    """Lines and letters of a sheet, and the day they were heard on."""

    happened_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    marks = forms.CharField(
        label=_("Lines and letters"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("3 1 PS for one line, 4-7 NI for several, 12* NI for everybody at the door of line 12."),
    )
