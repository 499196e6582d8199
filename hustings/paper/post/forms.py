from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.paper.post.orders import PostOrder
from hustings.paper.post.sizes import SIZES

MOST_LABELS = max(size.count for size in SIZES.values())


class PostForm(forms.Form):
    """What labels and letters of a list ask alike."""

    each = forms.ChoiceField(
        choices=[("household", _("household")), ("elector", _("elector"))],
        widget=forms.RadioSelect,
        initial="household",
    )
    language = forms.ChoiceField(
        label=_("Language of the post"), choices=[("en", _("English")), ("cy", _("Welsh"))]
    )
    destroy_on = forms.DateField(
        label=_("Destroy what is left by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Posted or not, nothing is kept longer. Four weeks at most."),
    )

    def order(self, saved: UUID) -> PostOrder:
        """What was asked for, of a valid form."""
        told = self.cleaned_data
        destroy_on: date = told["destroy_on"]
        return PostOrder(
            saved_list=saved,
            each=told["each"],
            language=told["language"],
            destroy_on=destroy_on,
            size=told.get("size", ""),
            first=told.get("first", 1),
            letter=UUID(told["letter"]) if "letter" in told else None,
        )


class LabelsForm(PostForm):
    """How labels of a list shall be printed."""

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
    field_order = ("each", "size", "first", "language", "destroy_on")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["each"].label = _("One label for each")
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
