"""What somebody who may run any SQL in one request leaves on the kept connection for the next: nothing that stays."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from conftest import superuser
from hustings.access.scope import LEFT_BEHIND
from tests.bench.databases import WALLED, connect_as, speaking_by
from tests.walls import world as written
from tests.walls.intruder import ME, OTHER, as_login

pytestmark = pytest.mark.both_databases
HELD = "DECLARE kept CURSOR WITH HOLD FOR SELECT id FROM register_elector"
LEAVES = (
    "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on;"
    " SET statement_timeout = 60000; SET row_security = off; SET TimeZone = 'Asia/Tokyo'; SET search_path = pg_temp;"
    " PREPARE kept AS SELECT 1; LISTEN kept; SELECT pg_advisory_lock(7)"
)
LEFT = """
SELECT current_setting('default_transaction_isolation'), current_setting('default_transaction_read_only'),
    current_setting('statement_timeout'), current_setting('row_security'), current_setting('TimeZone'),
    current_setting('search_path'), (SELECT count(*) FROM pg_prepared_statements),
    (SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_cursors WHERE is_holdable),
    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory')
"""


@pytest.mark.parametrize("opens", [
    "SELECT access.begin_sign_in()",
    f"SELECT * FROM access.begin('{written.cookie(OTHER, strong=True)}', 'organise', 'register:elector:list')",
])  # fmt: skip
def test_a_cursor_that_was_left_open_ends_when_the_next_scope_opens(database: str, opens: str) -> None:
    with as_login("hustings_web", database, in_scope=True) as connection:
        connection.execute(HELD)
        connection.commit()
        assert connection.execute("SELECT count(*) FROM pg_cursors WHERE is_holdable").fetchone() == (1,)
        connection.execute(opens.encode())

        with pytest.raises(psycopg.errors.InvalidCursorName):
            connection.execute("FETCH ALL FROM kept")


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_no_scope_opens_where_a_stop_would_not_be_seen(database: str, level: str) -> None:
    with as_login("hustings_web", database, in_scope=False) as connection:
        connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())

        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="reads what is committed"):
            connection.execute(
                "SELECT * FROM access.begin(%s, 'organise', 'register:elector:list')",
                (written.cookie(ME, strong=True),),
            )


@pytest.fixture
def kept(database: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection of the web's login as a worker process keeps it between two requests."""
    connection = connect_as(WALLED, database)
    yield connection
    connection.close()


def left_on(kept: BaseDatabaseWrapper) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = kept.connection.execute(LEFT).fetchone()
    return found


def test_the_next_request_finds_the_connection_as_it_was_made(kept: BaseDatabaseWrapper) -> None:
    kept.ensure_connection()
    as_made = left_on(kept)
    with kept.connection.transaction():
        kept.connection.execute("SELECT access.begin_sign_in()")
        kept.connection.execute("DECLARE kept CURSOR WITH HOLD FOR SELECT id FROM accounts_person")
    kept.connection.execute(LEAVES)
    assert left_on(kept) != as_made

    with speaking_by(kept):
        answer = Client().get("/")

    assert answer.status_code == 302
    assert left_on(kept) == as_made


def test_a_connection_that_answers_nothing_in_time_is_made_anew(kept: BaseDatabaseWrapper) -> None:
    kept.ensure_connection()
    kept.connection.execute("SET statement_timeout = 1")

    with speaking_by(kept):
        answer = Client().get("/")

    assert answer.status_code == 302
    assert left_on(kept)


def test_a_connection_that_the_server_closed_is_made_anew(kept: BaseDatabaseWrapper, database: str) -> None:
    kept.ensure_connection()
    with superuser(database) as server:
        server.execute("SELECT pg_terminate_backend(%s)", (kept.connection.info.backend_pid,))

    with speaking_by(kept):
        answer = Client().get("/")

    assert answer.status_code == 302


def test_what_is_cleared_is_all_that_discard_all_would_clear_but_for_plans_and_roles(
    kept: BaseDatabaseWrapper,
) -> None:
    kept.ensure_connection()
    kept.connection.execute("DISCARD ALL")
    discarded = left_on(kept)
    kept.connection.execute(LEAVES)

    kept.connection.execute(LEFT_BEHIND)

    assert left_on(kept) == discarded


@pytest.mark.parametrize("login", ["hustings_web", "hustings_worker"])
def test_nothing_else_can_be_left(database: str, login: str) -> None:
    """Temporary tables and other roles are refused, so that nobody needs to clear them."""
    for attempt in ("CREATE TEMP TABLE kept (i int)", "SET ROLE hustings_owner", "SELECT 1 INTO TEMP kept"):
        with (
            as_login(login, database, in_scope=False) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(attempt.encode())
