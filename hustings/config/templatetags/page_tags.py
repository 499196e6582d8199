"""What the shell asks for: its style sheets and its menu."""

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hustings.access.actor import Actor
from hustings.config.appearance import DEFAULT_COLOUR, STYLESHEETS
from hustings.config.navigation import menu_for

register = template.Library()


@register.simple_tag
def stylesheets(colour: str | None) -> SafeString:
    """Link our style sheets and, last, the organisation's colour."""
    ours = [static(f"css/{name}.css") for name in STYLESHEETS]
    address = reverse("colour_stylesheet", args=[(colour or DEFAULT_COLOUR).lstrip("#").lower()])
    return format_html_join(
        "\n  ", '<link rel="stylesheet" href="{}">', ((href,) for href in [*ours, address])
    )


@register.inclusion_tag("components/menu.html", takes_context=True)
def menu(context: template.Context) -> dict[str, object]:
    """Write the menu of whoever is signed in; nothing for anybody else, nor on the page of our own faults."""
    request: HttpRequest | None = context.get("request")
    actor: Actor | None = getattr(request, "actor", None)
    if request is None or actor is None or actor.person_id is None:
        return {"signed_in": False}
    return {
        "signed_in": True,
        "entries": menu_for(request, actor),
        "name": actor.name,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
