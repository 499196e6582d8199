from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from hustings.access.actor import Actor
from hustings.access.deciding import Held
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.audit.words import Action, Purpose
from hustings.config.navigation import MENU, Entry, menu_for
from hustings.geography.models import Place

AT = datetime(2027, 4, 3, 10, tzinfo=UTC)
ABERFLINT = Place(id=7, slug="aberflint", name="Aberflint")
SEAT = Entry("Seat", "canvassing:seat", Action.CANVASSING_AREA_COUNT)
PEOPLE = Entry("People", "access:people", Action.ACCESS_PEOPLE_LIST, is_of_a_seat=False)


def person(*roles: Role, seats: frozenset[int] = frozenset({7})) -> Actor:
    held = (Held(role, ALL_PURPOSES[role], seats, frozenset(), AT, AT + timedelta(days=1)) for role in roles)
    return Actor(None, "Priya", Action.HEADQUARTERS_HOME_OPEN, Purpose.ORGANISE, AT, grants=tuple(held))


def page(path: str, seat: Place | None = ABERFLINT) -> HttpRequest:
    request = RequestFactory().get(path)
    request.seat = seat  # type: ignore[attr-defined]
    return request


def labels(actor: Actor, seat: Place | None = ABERFLINT) -> list[str]:
    return [link.label for link in menu_for(page("/", seat), actor, (SEAT, PEOPLE))]


def test_an_organiser_sees_what_an_organiser_may_do() -> None:
    assert labels(person(Role.ORGANISER)) == ["Seat", "People"]


def test_a_canvasser_is_not_shown_the_people() -> None:
    assert "People" not in labels(person(Role.CANVASSER))


def test_somebody_without_a_role_is_shown_nothing() -> None:
    assert labels(person()) == []


def test_a_seat_next_door_is_not_in_the_menu() -> None:
    assert labels(person(Role.ORGANISER, seats=frozenset({8}))) == ["People"]


def test_where_no_seat_is_chosen_its_pages_are_not_in_the_menu() -> None:
    assert labels(person(Role.ORGANISER, seats=frozenset({7, 8})), seat=None) == ["People"]


def test_the_entry_of_this_page_is_marked() -> None:
    (seat, people) = menu_for(page("/seats/aberflint/"), person(Role.ORGANISER), (SEAT, PEOPLE))

    assert (seat.is_here, people.is_here) == ("page", "")


def test_the_entry_above_this_page_is_marked_as_the_way_here() -> None:
    (seat, _people) = menu_for(page("/seats/aberflint/scheme/"), person(Role.ORGANISER), (SEAT, PEOPLE))

    assert seat.is_here == "true"


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.url_name)
def test_every_entry_of_the_menu_leads_somewhere(entry: Entry) -> None:
    assert reverse(entry.url_name, args=["aberflint"] if entry.is_of_a_seat else []).startswith("/")


def path_for(actor: Actor) -> str:
    request = page("/seats/aberflint/register/")
    request.actor = actor  # type: ignore[attr-defined]
    return render_to_string("components/seat_crumb.html", {"request": request})


def test_the_path_leads_back_to_the_seat() -> None:
    assert '<a href="/seats/aberflint/">Aberflint</a>' in path_for(person(Role.ORGANISER))


def test_the_path_names_the_seat_to_whoever_may_not_see_its_figures() -> None:
    assert path_for(person(Role.DATA_ENTRY_HELPER)).strip() == "<li><span>Aberflint</span></li>"
