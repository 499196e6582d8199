from django import forms
from django.utils.translation import gettext_lazy as _

from hustings.register.models import Channel


class ObjectionForm(forms.Form):
    channel = forms.ChoiceField(label=_("How they do not want to be contacted"), choices=Channel.choices)
    whole_household = forms.BooleanField(label=_("The whole household asks for it"), required=False)
    source = forms.CharField(
        label=_("How we know"),
        max_length=200,
        required=False,
        help_text=_("Such as “said so at the door” or “wrote on 3 May”. Nothing else about the person."),
    )
