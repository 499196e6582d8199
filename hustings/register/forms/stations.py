from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.register.councils import officers_of
from hustings.work.scanning import SentFileField

MOST_FILES = 4


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(SentFileField):
    """One or more files; each is checked as a file of its own."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        sent = data if isinstance(data, Sequence) else [data]
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(
                _("These are more files than a council's system writes. Choose one council's.")
            )
        return [super(SeveralFilesField, self).clean(one, initial) for one in sent or [None]]


class SendStationsForm(forms.Form):
    sent = SeveralFilesField(
        label=_("The council's file of polling stations"),
        help_text=_(
            "As its system wrote it: CSV, TSV, XLSX or JSON. Democracy Counts writes two: choose both."
        ),
        widget=SeveralFilesInput(attrs={"multiple": True}),
        error_messages={
            "required": _("Choose the file that the council sent."),
            "empty": _("The file is empty. Ask the council to send it again."),
        },
    )
    officer = forms.ModelChoiceField(label=_("Council"), queryset=Place.objects.none(), empty_label=None)
    polling_day = forms.DateField(
        label=_("Polling day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only where the file does not name it."),
    )

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = officers_of(seat)
