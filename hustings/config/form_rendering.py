"""How Django writes a form: in our components, so that `{{ form }}` and `components/form.html` look alike."""

from django.forms.renderers import DjangoTemplates


class PageForms(DjangoTemplates):
    """Fields with label, hint and error in that order, after a summary of errors linked to the fields."""

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"
