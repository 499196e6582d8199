"""What templates ask of the first wall, so that nobody is shown a door that is shut to them."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from hustings.access.actor import Actor
from hustings.access.letting_in.people import shortages
from hustings.access.stopping.telling import told_to
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


@register.simple_tag(takes_context=True)
def standing_address(context: template.Context) -> SafeString:
    """`<body{% standing_address %}>`: where an open page asks whether it still may be; nothing where nobody is known,
    or what was asked for is refused already.
    """
    request: HttpRequest | None = context.get("request")
    declaration = getattr(request, "declaration", None)
    if getattr(request, "actor", None) is None or declaration is None or getattr(request, "refused", None):
        return SafeString("")
    asked = {"action": declaration.action, "purpose": declaration.purpose}
    seat = getattr(request, "seat", None)
    if seat is not None:
        asked["seat"] = str(seat.id)
    return format_html(' data-standing="/standing/?{}"', urlencode(asked))


@register.inclusion_tag("access/stops_here.html", takes_context=True)
def stops_here(context: template.Context) -> dict[str, object]:
    """`{% stops_here %}`: the stops of seats in reach, of tools and of all, so that nobody learns of one by a locked
    door; nothing, and no query, while there are none.
    """
    actor: Actor | None = getattr(context.get("request"), "actor", None)
    return {"stops": told_to(actor) if actor is not None and actor.stops else []}


SHOWN = 5


@register.inclusion_tag("access/short_of_keys.html")
def short_of_keys() -> dict[str, object]:
    """`{% short_of_keys %}`: a warning where fewer than two people hold a unit's keys; nothing where all is well."""
    found = shortages()
    return {"shortages": found[:SHOWN], "total": len(found), "more": max(0, len(found) - SHOWN)}
