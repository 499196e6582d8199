from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.register.councils import EditionField, editions_of
from hustings.register.models import RegisterEdition
from hustings.targeting.scores.importing import LONGEST, ScoreTold
from hustings.work.scanning import SentFileField


class ScoresForm(forms.Form):
    """A file of scores, and what somebody must be able to read about them."""

    file = SentFileField(
        label=_("The file"),
        help_text=_("CSV, TSV or XLSX with a column “Elector number” (AA1-124) and a column “Score”."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Export it again.")},
    )
    edition = EditionField(
        label=_("Register"),
        queryset=RegisterEdition.objects.none(),
        required=False,
        empty_label=_("The register in force"),
        help_text=_("The numbers are those of one edition. The wrong one would name the wrong people."),
    )
    scale = forms.ChoiceField(
        label=_("How its scores are written"),
        choices=[("hundred", _("From 0 to 100")), ("one", _("From 0 to 1, such as 0.83"))],
        widget=forms.RadioSelect,
        help_text=_("Lists ask for scores from 0 to 100: 0.83 is kept as 83."),
    )
    name = forms.CharField(
        label=_("What the score is called here"),
        max_length=LONGEST["name"],
        help_text=_(
            "Such as “Likely to vote”. A file of the same name replaces the one before, in lists too."
        ),
    )
    model = forms.CharField(
        label=_("The model"),
        max_length=LONGEST["model"],
        help_text=_("Its name and version, and who made it."),
    )
    inputs = forms.CharField(
        label=_("What it was made from"),
        max_length=LONGEST["inputs"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "In words, as you would tell an elector who asks: “turnout at the last two elections and age”."
        ),
    )
    made_on = forms.DateField(
        label=_("Made on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    column = forms.CharField(
        label=_("Heading of the score's column"),
        max_length=100,
        required=False,
        help_text=_("Only where it is not “Score”."),
    )

    def __init__(self, seat: Place, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        edition = self.fields["edition"]
        assert isinstance(edition, EditionField)
        edition.queryset = editions_of(seat)

    def told(self) -> ScoreTold:
        """What was said of the file, once the form is valid."""
        given = self.cleaned_data
        return ScoreTold(
            " ".join(given["name"].split()),
            given["model"],
            given["inputs"],
            given["made_on"],
            given["column"],
            are_shares=given["scale"] == "one",
            edition=given["edition"].id if given["edition"] else None,
        )
