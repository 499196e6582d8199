import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hustings.canvassing.schemes import Scheme
from hustings.elections.models import ElectionKind
from hustings.work.scanning import SentFileField

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
    large = forms.BooleanField(
        label=_("Large print"),
        required=False,
        help_text=_("Letters of 16 points and larger boxes, on more pages."),
    )
    line_codes = forms.BooleanField(
        label=_("Codes beside the names"),
        required=False,
        help_text=_("For keying in with a scanner; the note grows narrower."),
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


class PrintWalksForm(PrintForm):
    """What stands on the sheets of walks; each walk is a sheet, so that nothing is put together."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        del self.fields["what"], self.fields["together"]


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
        max_length=120,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_(
            "3 1 PS for one line, 4-7+9 NI for several, 12* NI for everybody at the door of line 12; okaf 1 by name."
        ),
    )

    def written(self) -> str:
        """Lines and letters as they were typed."""
        return str(self.cleaned_data.get("marks", ""))


class CodeFirstForm(KeyForm):
    """The same the other way round: letters that stay, and the lines on which they were ticked."""

    letters = forms.CharField(
        label=_("Letters"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    marks = forms.CharField(
        label=_("Their lines"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "text"}),
        help_text=_(
            "4-7 9 12 for lines, 12* 15* for everybody at those doors. The letters stay for the next."
        ),
    )

    def written(self) -> str:
        """Both as they are keyed line first; lines alone while the letters are still to come."""
        lines = re.sub(r"\s*-\s*", "-", super().written())
        return "+".join(re.findall(r"[^\s,;+]+", lines)) + f" {self.cleaned_data.get('letters', '')}"


class ScannedInput(forms.TextInput):
    """Never holds what was scanned: the next code begins anew."""

    def format_value(self, value: Any) -> None:
        return None


class ScanForm(forms.Form):
    """One scanned code, and which line is current."""

    scan = forms.CharField(
        label=_("Scan"),
        max_length=80,
        widget=ScannedInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("The scanner types the code and Enter."),
        error_messages={"required": _("Scan a code into this field. Nothing was changed.")},
    )
    line = forms.IntegerField(required=False, min_value=0, max_value=9999, widget=forms.HiddenInput)
    fresh = forms.BooleanField(required=False, widget=forms.HiddenInput)
    happened_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PhotographsInput(forms.ClearableFileInput):
    """Takes many files; a telephone offers its camera as well as its pictures."""

    allow_multiple_selected = True


class PhotographsField(SentFileField):
    """One or many photographs; an empty one is no photograph."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file as a single field would take it. Raises ValidationError for none and for an empty one."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotographsField, self).clean(file, initial) for file in files or [None]]


class PhotographsForm(forms.Form):
    """Photographs or scans of sheets, and the day they were marked on."""

    # JPEG, not any picture: then a telephone that keeps HEIC hands over JPEG by itself.
    TAKEN = "image/jpeg,image/png,image/webp,application/pdf"

    photographs = PhotographsField(
        label=_("Photographs or a PDF"),
        widget=PhotographsInput(attrs={"accept": TAKEN, "multiple": True}),
        help_text=_(
            "The whole page with its four black corners, flat and sharp; several sheets on one picture will do. Up to "
            "60 pictures, or PDFs of up to 50 pages each."
        ),
        error_messages={
            "required": _("Choose at least one photograph or PDF."),
            "empty": _("One of these files is empty. Send it again."),
        },
    )
    happened_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SettleForm(forms.Form):
    """The day on which a photographed page was marked; what was decided comes by line."""

    happened_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
