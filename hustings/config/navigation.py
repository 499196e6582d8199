"""The menu: one line an entry. Somebody sees the entries whose action they may do, and no others."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.geography.models import Place


@dataclass(frozen=True)
class Entry:
    """A word of the menu. An entry of a seat leads to the seat of the page, or to the only one in reach."""

    label: str | Promise
    url_name: str
    action: Action
    is_of_a_seat: bool = True


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it; `is_here` is `page`, `true` (a page below it) or empty."""

    label: str
    url: str
    is_here: str


MENU = (
    Entry(_("Home"), "headquarters:home", Action.HEADQUARTERS_HOME_OPEN, is_of_a_seat=False),
    Entry(_("Seat"), "canvassing:seat", Action.CANVASSING_AREA_COUNT),
    Entry(_("Find"), "register:find", Action.REGISTER_ELECTOR_FIND),
    Entry(_("Streets"), "register:streets", Action.REGISTER_STREET_LIST),
    Entry(_("Walks"), "targeting:plans", Action.TARGETING_WALK_OPEN),
    Entry(_("Lists"), "targeting:lists", Action.TARGETING_LIST_BUILD),
    Entry(_("Supporters"), "supporters:home", Action.SUPPORTERS_SUPPORTER_OPEN),
    Entry(_("Sheets"), "paper:packs", Action.PAPER_SHEET_LIST),
    Entry(_("Keying in"), "paper:keying_in", Action.PAPER_SHEET_KEY),
    Entry(_("Register"), "register:imports", Action.REGISTER_IMPORT_READ),
    Entry(
        _("Seats compared"),
        "headquarters:seats_compared",
        Action.HEADQUARTERS_SEATS_COMPARE,
        is_of_a_seat=False,
    ),
    Entry(_("Lists offered"), "targeting:offers", Action.TARGETING_LIST_OFFER, is_of_a_seat=False),
    Entry(_("People"), "access:people", Action.ACCESS_PEOPLE_LIST, is_of_a_seat=False),
    Entry(_("Support"), "access:support", Action.ACCESS_SUPPORT_OPEN, is_of_a_seat=False),
    Entry(
        _("Oversight"),
        "headquarters:oversight",
        Action.HEADQUARTERS_OVERSIGHT_OPEN,
        is_of_a_seat=False,
    ),
    Entry(
        _("Data protection"), "data_protection:papers", Action.DATA_PROTECTION_PAPER_READ, is_of_a_seat=False
    ),
)


def menu_for(request: HttpRequest, actor: Actor, entries: tuple[Entry, ...] = MENU) -> list[Link]:
    """Choose the entries for one person on one page; at most one query, and none on a seat's page."""
    seat = getattr(request, "seat", None) or _only_seat(actor)
    found = [(entry, url) for entry, url in _addresses(actor, seat, entries)]
    here = _nearest([url for _entry, url in found], request.path)
    return [Link(str(entry.label), url, _mark(url, request.path, here)) for entry, url in found]


def _addresses(actor: Actor, seat: Place | None, entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        if not entry.is_of_a_seat and actor.may(entry.action):
            yield entry, reverse(entry.url_name)
        elif entry.is_of_a_seat and seat is not None and actor.may(entry.action, seat.id):
            yield entry, reverse(entry.url_name, args=[seat.slug])


def _only_seat(actor: Actor) -> Place | None:
    reach = frozenset().union(*(held.seats for held in actor.grants))
    return Place.objects.filter(id__in=reach).first() if len(reach) == 1 else None


def _nearest(urls: list[str], path: str) -> str:
    """Give the longest address that the page is at or below; the front page counts only for itself."""
    return max(
        (url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=""
    )


def _mark(url: str, path: str, here: str) -> str:
    if url != here:
        return ""
    return "page" if url == path else "true"
