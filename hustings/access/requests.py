"""What a request carries once the scope middleware has let it through."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hustings.access.actor import Actor
from hustings.geography.models import Place
from hustings.organisation.models import Unit


class ScopedRequest(HttpRequest):
    """The request of every declared view: who acts, and the seat or unit that its address names."""

    actor: Actor
    htmx: HtmxDetails
    seat: Place
    unit: Unit
