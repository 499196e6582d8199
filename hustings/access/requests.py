"""What a request carries once the scope middleware has let it through."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest
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


def ids_of(texts: Iterable[str]) -> list[UUID]:
    """Identifiers that a page of ours sent back. Raises Http404 for anything else: no page of ours sends it."""
    try:
        return [UUID(text) for text in texts]
    except ValueError as error:
        raise Http404 from error
