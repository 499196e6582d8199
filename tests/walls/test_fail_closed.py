"""Whatever the walls need goes missing or goes wrong, one thing at a time: nobody is shown anything."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.test import Client

from conftest import clone, drop, superuser
from hustings.config.checking.looking import quick_faults
from tests.bench.databases import new_connection, speaking_by
from tests.cast import Cast, arranging, make_cast, sign_in

SHOWN = "Nia Sandpiper"

BROKEN = {
    "no action is permitted any more": "TRUNCATE access.permission",
    "no key of the seals": "TRUNCATE access.key",
    "another key of the seals": "UPDATE access.key SET ipad = 'x'",
    "no shelf is opened by anything": "TRUNCATE access.touch",
    "a role that this version does not know": "UPDATE access_grant SET role = 'emperor'",
    "a purpose that this version does not know": "UPDATE access_grant SET purposes = '{conquest}'",
    "no table of scopes": "DROP TABLE access.scope CASCADE",
    "no table of permissions": "DROP TABLE access.permission CASCADE",
    "a database that is read only": "ALTER DATABASE {database} SET default_transaction_read_only = on",
    "a function gone": "DROP FUNCTION access._live CASCADE",
    "the gate without its rights": "REVOKE SELECT ON access_grant FROM hustings_gate",
    "a clock far ahead": "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz STABLE"
    " RETURN '2099-01-01'::timestamptz",
    "a clock far behind": "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz STABLE"
    " RETURN '1999-01-01'::timestamptz",
    "a clock that does not answer": "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz STABLE"
    " RETURN NULL::timestamptz",
    "time running out while it begins": "ALTER DATABASE {database} SET statement_timeout = '1ms'",
    "a membership that is over": "UPDATE organisation_membership SET ends_on = '2020-01-01'",
    "an account that was shut": "UPDATE accounts_person SET is_active = false",
}
EMPTY = (
    "no action is permitted any more",
    "no shelf is opened by anything",
    "a clock far behind",
)
"""The Python wall, which has its own table and clock, still lets the page be; the database puts nothing on it."""
SEEN_AT_THE_START = ("a clock far ahead", "a clock far behind", "a clock that does not answer")


@contextmanager
def installation(template: str, breaking: str) -> Iterator[tuple[Cast, Client]]:
    """A clone with the small cast, in which one thing is broken after Priya has signed in."""
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template, name)
    speaking = new_connection(name)
    try:
        with speaking_by(speaking):
            with transaction.atomic(), arranging():
                cast = make_cast()
            client = sign_in(Client(raise_request_exception=False), cast.priya)
            speaking.close()
            with superuser(name) as hand:
                hand.execute(breaking.replace("{database}", name).encode())
            yield cast, client
    finally:
        speaking.close()
        drop(name)


def page_of(cast: Cast) -> str:
    """The people of Northmoor, whom Priya may see."""
    return f"/people/{cast.northmoor_unit.key}/"


def test_as_long_as_nothing_is_broken_the_page_shows_its_people(
    template_database: str, django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), installation(template_database, "SELECT 1") as (cast, client):
        answer = client.get(page_of(cast))

        assert (answer.status_code, SHOWN in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("broken", BROKEN)
def test_nobody_is_shown_anything(
    template_database: str, django_db_setup: None, django_db_blocker: Any, broken: str
) -> None:
    with django_db_blocker.unblock(), installation(template_database, BROKEN[broken]) as (cast, client):
        answer = client.get(page_of(cast))

        assert SHOWN not in answer.content.decode()
        assert answer.status_code in (302, 403, 404, 503) or broken in EMPTY


@pytest.mark.parametrize("broken", ["a database that is read only", "no table of scopes"])
def test_it_is_said_that_nobody_can_be_answered_now(
    template_database: str, django_db_setup: None, django_db_blocker: Any, broken: str
) -> None:
    with django_db_blocker.unblock(), installation(template_database, BROKEN[broken]) as (cast, client):
        answer = client.get(page_of(cast))

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


@pytest.mark.parametrize("broken", SEEN_AT_THE_START)
def test_another_clock_keeps_the_installation_from_starting(template_database: str, broken: str) -> None:
    with superuser(template_database) as looked, looked.transaction(force_rollback=True):
        looked.execute(BROKEN[broken].encode())
        looked.execute("SET LOCAL ROLE hustings_web")

        assert "clock" in {fault.kind for fault in quick_faults(looked)}


@pytest.mark.parametrize(("major", "minor"), [(14, 20), (15, 8), (16, 4), (17, 0)])
def test_a_server_with_a_known_hole_keeps_the_installation_from_starting(
    template_database: str, monkeypatch: pytest.MonkeyPatch, major: int, minor: int
) -> None:
    with superuser(template_database) as looked:
        monkeypatch.setattr(
            psycopg.ConnectionInfo, "server_version", property(lambda _info: major * 10000 + minor)
        )

        assert "version" in {fault.kind for fault in quick_faults(looked)}
