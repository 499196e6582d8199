from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.paper.post.orders import PostOrder
from hustings.paper.post.sizes import SIZES

MOST_LABELS = max(size.count for size in SIZES.values())


class LabelsForm(forms.Form):
    """How labels of a list shall be printed."""

    each = forms.ChoiceField(
        label=_("One label for each"),
        choices=[("household", _("household")), ("elector", _("elector"))],
        widget=forms.RadioSelect,
        initial="household",
    )
    size = forms.ChoiceField(label=_("Sheets of labels"))
    first = forms.IntegerField(
        label=_("Begin at label"),
        min_value=1,
        max_value=MOST_LABELS,
        initial=1,
        help_text=_(
            "The first one that is left on a part-used sheet, counted along the rows from the top left."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the post"), choices=[("en", _("English")), ("cy", _("Welsh"))]
    )
    destroy_on = forms.DateField(
        label=_("Destroy what is left by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Posted or not, no label is kept longer. Four weeks at most."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sizes = self.fields["size"]
        assert isinstance(sizes, forms.ChoiceField)
        sizes.choices = [
            (
                size.code,
                _("%(size)s: %(count)d a page, %(width)s × %(height)s mm")
                % {"size": size.code, "count": size.count, "width": size.width, "height": size.height},
            )
            for size in SIZES.values()
        ]

    def order(self, saved: UUID) -> PostOrder:
        """What was asked for, of a valid form."""
        told = self.cleaned_data
        destroy_on: date = told["destroy_on"]
        return PostOrder(
            saved_list=saved,
            each=told["each"],
            language=told["language"],
            destroy_on=destroy_on,
            size=told["size"],
            first=told["first"],
        )
