"""A street's and a ward's list of electors among a million of fourteen seats, over the same query without policies."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from hustings.access.scope import begin
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.register.models import Elector, ElectorQuerySet, Street
from tests.bench.databases import UNWALLED, WALLED, connect_as, speaking_by
from tests.bench.figures import Figure, ratio, side_by_side
from tests.bench.fourteen_seats import ELECTORS, EMAIL, fourteen_seats
from tests.cast import sign_in

BARE = "the same SQL in the same database, by a role that no policy binds"
GOAL = 1.5

Query = tuple[str, tuple[Any, ...]]


def measure_lists(electors: int = ELECTORS) -> list[Figure]:
    """Time both lists in a scope that reaches all fourteen seats, in turns with a role that has no walls."""
    name = fourteen_seats(electors)
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled):
        lists = {"a street's list": (_of_a_street(), 300), "a ward's list": (_of_a_ward(), 60)}
        gwen = Person.objects.get(email=EMAIL)
    with speaking_by(walled):
        token = sign_in(Client(), gwen).cookies[settings.SESSION_COOKIE_NAME].value
        with transaction.atomic():
            begin(token, action=Action.REGISTER_ELECTOR_LIST, purpose=Purpose.ORGANISE)
            return [_compare(walled, unwalled, what, *how) for what, how in lists.items()]


def _compare(
    walled: BaseDatabaseWrapper, unwalled: BaseDatabaseWrapper, what: str, query: Query, rounds: int
) -> Figure:
    found = [len(_fetch(side, query)) for side in (walled, unwalled)]
    assert found[0] == found[1] > 0, f"the walls changed what {what} holds: {found}"
    ours, bare = side_by_side(_fetching(walled, query), _fetching(unwalled, query), rounds=rounds)
    detail = f"{found[0]} electors"
    return ratio(name=what, ours=ours, bare=bare, goal=GOAL, unit="ms", bare_is=BARE, detail=detail)


def _of_a_street() -> Query:
    street = Street.objects.get(constituency__slug="northmoor", name="Example Street 0")
    return _sql(Elector.objects.on_street(street.constituency_id, street))


def _of_a_ward() -> Query:
    seat = Place.objects.get(slug="northmoor")
    electors = Elector.objects.of_seat(seat.id).on_the_register().filter(district__ward__name="Ward 0")
    walked = electors.order_by("street__name_key", "door__walk_order", "surname_key", "given_key")
    return _sql(walked)


def _sql(electors: ElectorQuerySet) -> Query:
    shown = electors.values_list(
        "id", "seat_no", "surname", "forenames", "markers", "street__name", "door__number"
    )
    sql, parameters = shown.query.sql_with_params()
    return sql, parameters


def _fetching(side: BaseDatabaseWrapper, query: Query) -> Callable[[], object]:
    return lambda: _fetch(side, query)


def _fetch(side: BaseDatabaseWrapper, query: Query) -> list[Any]:
    with side.cursor() as cursor:
        cursor.execute(*query)
        rows: list[Any] = cursor.fetchall()
        return rows


MEASURES = {"lists": measure_lists}
