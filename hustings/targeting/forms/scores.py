from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.targeting.scores.importing import ScoreTold
from hustings.work.scanning import SentFileField


class ScoresForm(forms.Form):
    """A file of scores, and what somebody must be able to read about them."""

    file = SentFileField(
        label=_("The file"),
        help_text=_(
            "CSV, TSV or XLSX with a column “Elector number” (AA1-124) and a column “Score”, from 0 to 100."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Export it again.")},
    )
    name = forms.CharField(
        label=_("What the score is called here"),
        max_length=80,
        help_text=_(
            "Such as “Likely to vote”. A file of the same name replaces the one before, in lists too."
        ),
    )
    model = forms.CharField(
        label=_("The model"), max_length=200, help_text=_("Its name and version, and who made it.")
    )
    inputs = forms.CharField(
        label=_("What it was made from"),
        max_length=2_000,
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

    def told(self) -> ScoreTold:
        """What was said of the file, once the form is valid."""
        given = self.cleaned_data
        return ScoreTold(
            " ".join(given["name"].split()),
            given["model"],
            given["inputs"],
            given["made_on"],
            given["column"],
        )
