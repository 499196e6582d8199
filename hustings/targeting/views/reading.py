"""What is told of a form that is answered by a message."""

from django import forms


def first_fault(form: forms.Form) -> str:
    """The first field that is wrong and its fault."""
    field, faults = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    return f"{label}: {faults[0]}" if label else str(faults[0])
