"""What templates ask of the first wall, so that nobody is shown a door that is shut to them."""

from django import template
from django.http import HttpRequest

from hustings.access.actor import Actor
from hustings.access.people import shortages
from hustings.access.wording import role_name
from hustings.audit.words import Action

register = template.Library()
register.filter("role_name", role_name)


@register.filter
def may(actor: Actor | None, action: str) -> bool:
    """`{% if request.actor|may:"register:edition:import" %}`: at any place."""
    return actor is not None and actor.may(Action(action))


@register.simple_tag(takes_context=True)
def may_here(context: template.Context, action: str) -> bool:
    """`{% may_here "paper:sheet:print" as can_print %}`: at the seat of this page."""
    request: HttpRequest | None = context.get("request")
    actor: Actor | None = getattr(request, "actor", None)
    seat = getattr(request, "seat", None)
    return actor is not None and seat is not None and actor.may(Action(action), seat.id)


SHOWN = 5


@register.inclusion_tag("access/short_of_keys.html")
def short_of_keys() -> dict[str, object]:
    """`{% short_of_keys %}`: a warning where fewer than two people hold a unit's keys; nothing where all is well."""
    found = shortages()
    return {"shortages": found[:SHOWN], "total": len(found), "more": max(0, len(found) - SHOWN)}
