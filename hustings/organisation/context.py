"""What the shell of every page shows of the organisation."""

from django.http import HttpRequest

from hustings.organisation.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Organisation | None]:
    """The one organisation of this installation, or None before it is set up."""
    return {"organisation": Organisation.objects.filter(pk=1).first()}
