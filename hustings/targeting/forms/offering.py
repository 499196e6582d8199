"""The form by which headquarters offers a list: its name, why, and to which seats. Its steps come beside it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.targeting.lists.offering import LONGEST_NAME, LONGEST_WHY
from hustings.targeting.lists.rules import Use
from hustings.targeting.lists.wording import use_in_words

NATIONAL_KINDS = (
    "intention",
    "contacted",
    "absent_vote",
    "turnout",
    "franchise",
    "age",
    "household",
    "supporter",
    "reachable",
    "everybody",
)
"""Kinds of step that mean the same in every seat."""


class OfferForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    why = forms.CharField(
        label=_("Why you offer it"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every seat reads this, with your name. A good reason is what makes a seat take it."),
    )
    use = forms.ChoiceField(label=_("What it is for"))
    to = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect, initial="all")
    seats = forms.ModelMultipleChoiceField(
        label=_("These seats"),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, seats: "QuerySet[Place]", *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.reach = seats
        use, to, chosen = (self.fields[name] for name in ("use", "to", "seats"))
        assert isinstance(use, forms.ChoiceField)
        assert isinstance(to, forms.ChoiceField)
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        use.choices = [(str(one), use_in_words(one).capitalize()) for one in Use]
        to.choices = [
            ("all", _("All seats in my reach, %d") % len(seats)),
            ("some", _("Only the seats ticked below")),
        ]
        chosen.queryset = seats

    def clean(self) -> dict[str, Any]:
        """Ask for seats where only some are meant."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("to") == "some" and not given.get("seats"):
            self.add_error("seats", _("Tick the seats that are offered this list."))
        return given

    def chosen(self) -> list[Place]:
        """The seats that are meant, once the form is valid."""
        return list(self.reach if self.cleaned_data["to"] == "all" else self.cleaned_data["seats"])
