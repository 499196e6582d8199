"""The form of a whole list: its name, what it is for, who sees it, and what leaves by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.access.wording import ROLE_NAMES
from hustings.targeting.forms.steps import elections
from hustings.targeting.lists.keeping import SHARERS
from hustings.targeting.lists.rules import Use
from hustings.targeting.lists.wording import use_in_words


class ListForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    use = forms.ChoiceField(label=_("What it is for"))
    polling = forms.ChoiceField(
        label=_("Polling day"), required=False, help_text=_("Who is too young on it leaves the list.")
    )
    moved = forms.BooleanField(label=_("Leave out who moved or died"), required=False)
    spoken_days = forms.IntegerField(
        label=_("Leave out households spoken to in the last so many days"),
        min_value=1,
        max_value=730,
        required=False,
        help_text=_("Empty: nobody leaves for that."),
    )
    tries = forms.BooleanField(label=_("Leave out doors tried three times in fourteen days"), required=False)
    is_shared = forms.BooleanField(label=_("Share it in this seat"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Share it with these roles only"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        use, polling, roles = (self.fields[name] for name in ("use", "polling", "roles"))
        assert isinstance(use, forms.ChoiceField)
        assert isinstance(polling, forms.ChoiceField)
        assert isinstance(roles, forms.ChoiceField)
        use.choices = [(str(one), use_in_words(one).capitalize()) for one in Use]
        polling.choices = [("", _("None chosen")), *elections()]
        roles.choices = [(str(role), ROLE_NAMES[role]) for role in SHARERS]
