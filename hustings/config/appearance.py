"""How pages look: the style sheets in their order, the organisation's colour, and the living page of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hustings.audit.words import Action, Purpose
from hustings.config.component_examples import examples
from hustings.lib.colours import UnreadableColour, accent_stylesheet
from hustings.lib.declaring import declare_signing_in
from hustings.organisation.models import Organisation

DEFAULT_COLOUR = "1d5c63"
STYLESHEETS = (
    "tokens",
    "base",
    "layout",
    "shell",
    "actions",
    "blocks",
    "notices",
    "forms",
    "tables",
    "charts",
    "print",
)
A_YEAR = 365 * 24 * 3600


@require_safe
@declare_signing_in(action=Action.ORGANISATION_COLOUR_READ, purpose=Purpose.ADMINISTRATION)
def colour_stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """The shades of one colour. The address holds the colour, so a browser may keep it for good."""
    try:
        text = accent_stylesheet(colour)
    except UnreadableColour as unreadable:
        raise Http404 from unreadable
    kept = f"public, max-age={A_YEAR}, immutable"
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": kept})


@require_safe
@declare_signing_in(action=Action.ORGANISATION_COLOUR_READ, purpose=Purpose.ADMINISTRATION)
def components(request: HttpRequest) -> HttpResponse:
    """The living page of components; only where somebody builds or tries things out, never on a real installation."""
    if not settings.DEBUG and not Organisation.objects.filter(is_demonstration=True).exists():
        raise Http404
    return render(request, "components.html", examples())
