"""Somebody who may run any SQL in the web's login, or the worker's, and what it gets them: nothing.

The login is the real one, on a clone in which every table holds rows of every seat.
"""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from conftest import superuser
from hustings.accounts.sessions import hashed, seal
from tests.walls import world as written
from tests.walls.ground import DECIDE, PROVED, SEATS
from tests.walls.intruder import HOME, ME, OTHER, as_login

pytestmark = pytest.mark.both_databases
NEXT_DOOR = SEATS[1]
DENIED = "permission denied|must be owner|must be member|must be superuser|cannot be changed|no scope is open|row-level"
DENIED += "|must have admin option|only roles with|does not exist|already open|affected by row"
LOGINS = ("hustings_web", "hustings_worker")

REFUSED = {
    "writes a scope": "INSERT INTO access.scope SELECT * FROM access.scope",
    "widens its scope": "UPDATE access.scope SET seats = '{4,5,6,7}'",
    "forgets its scope": "DELETE FROM access.scope",
    "reads its scope": "SELECT * FROM access.scope",
    "reads the key of the seals": "SELECT * FROM access.key",
    "writes a key of its own": "UPDATE access.key SET ipad = 'x', opad = 'x'",
    "permits itself an action": "INSERT INTO access.permission VALUES ('member', 'register:elector:list', 'x', false)",
    "needs no second factor": "DELETE FROM access.strong",
    "opens a shelf": "INSERT INTO access.touch VALUES ('work:job:read', 'register', true)",
    "makes a duty": "INSERT INTO access.duty VALUES ('x', 'register:elector:list')",
    "founds once more": "DELETE FROM access.founding",
    "gives itself a grant": "INSERT INTO access_grant SELECT * FROM access_grant",
    "lengthens its grant": "UPDATE access_grant SET ends_at = ends_at + interval '1 year'",
    "takes another's grant": "UPDATE access_grant SET person_id = '00000000-0000-0000-0000-000000000001'",
    "joins": "UPDATE organisation_membership SET ends_on = NULL",
    "moves a seat": "UPDATE organisation_unitseat SET unit_id = 1",
    "moves a unit": "INSERT INTO organisation_unitabove VALUES (4, 5)",
    "hands itself a door": "INSERT INTO access_handout SELECT * FROM access_handout",
    "leaves itself an errand": "INSERT INTO access_errand SELECT * FROM access_errand",
    "approves its own asking": "UPDATE access_approval SET is_approved = true",
    "reads the queue of the log": "SELECT * FROM audit_queuedleaf",
    "reads the keys of the log": "SELECT * FROM audit_subjectkey",
    "changes the log": "UPDATE audit_entry SET action = 'x'",
    "empties the log": "TRUNCATE audit_entry",
    "takes a wall down": "ALTER TABLE register_elector DISABLE ROW LEVEL SECURITY",
    "lowers a wall": "ALTER TABLE register_elector NO FORCE ROW LEVEL SECURITY",
    "drops a policy": "DROP POLICY hustings_read ON register_elector",
    "widens a policy": "ALTER POLICY hustings_read ON register_elector USING (true)",
    "adds a policy": "CREATE POLICY mine ON register_elector USING (true)",
    "turns policies off": "SET row_security = off; SELECT * FROM register_elector",
    "becomes the owner": "SET ROLE hustings_owner",
    "becomes the gate": "SET ROLE hustings_gate",
    "becomes the backup": "SET ROLE hustings_backup",
    "becomes who is past all walls": "SET ROLE hustings_arranger",
    "becomes a superuser": "SET SESSION AUTHORIZATION postgres",
    "lets itself in": "GRANT hustings_gate TO CURRENT_USER",
    "passes the walls": "ALTER ROLE CURRENT_USER BYPASSRLS",
    "makes a temporary table": "CREATE TEMP TABLE mine (i int)",
    "makes a temporary function": "CREATE FUNCTION pg_temp.peep(text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    "makes a function": "CREATE FUNCTION public.peep(text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    "makes a function of the gate's": "CREATE FUNCTION access.peep() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "replaces the clock": "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz RETURN 'epoch'::timestamptz",
    "makes an operator": "CREATE OPERATOR public.<<< (FUNCTION = int4lt, LEFTARG = int, RIGHTARG = int)",
    "makes a view": "CREATE VIEW public.mine AS SELECT * FROM register_elector",
    "makes a table": "CREATE TABLE public.mine (i int)",
    "makes a schema": "CREATE SCHEMA mine",
    "makes a trigger": "CREATE TRIGGER mine BEFORE UPDATE ON register_elector"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "fetches an extension": "CREATE EXTENSION dblink",
    "opens by hand": "SELECT access._open(NULL, true, 'x', 'x', '{1}', '{4,5}', '{}', true)",
    "asks for another's grants": f"SELECT access._live('{OTHER}', 'register:elector:list', 'organise')",
    "reads a file": "SELECT pg_read_file('/etc/passwd')",
    "writes a file": "COPY register_street TO '/tmp/mine'",
    "runs a program": "COPY register_street TO PROGRAM 'true'",
    "reads raw statistics": "SELECT * FROM pg_statistic",
    "reads a large object's bytes": "SELECT * FROM pg_largeobject",
    "reads the passwords": "SELECT rolpassword FROM pg_authid",
}
FOR_THE_WORKER = {
    "takes up an errand": f"SELECT access.begin_errand('{OTHER}')",
    "acts as somebody": "SELECT access.begin_as('2@moor.example', 'organise', 'register:elector:list')",
    "does a duty": "SELECT access.begin_duty('rebuild summaries', 'canvassing:summary:rebuild', 'administration')",
    "restores keys": "SELECT access.restore_keys('2@moor.example', 'x')",
}
ASIDE = {
    "the log, without leave to read it": "SELECT count(*) FROM audit_entry",
    "statistics of columns": "SELECT count(*) FROM pg_stats WHERE tablename = 'register_elector'",
    "extended statistics": "SELECT count(*) FROM pg_stats_ext WHERE tablename = 'register_elector'",
    "a setting of its own": f"SELECT set_config('access.seats', '{{{NEXT_DOOR}}}', false) IS NULL",
    "rows to lock": "SELECT count(*) FROM (SELECT FROM register_elector"
    f" WHERE constituency_id = {NEXT_DOOR} FOR UPDATE) locked",
    "errors of rows behind the wall": "SELECT count(*) FROM register_elector"
    f" WHERE constituency_id = {NEXT_DOOR} AND 1 / (CASE WHEN constituency_id = {NEXT_DOOR} THEN 0 ELSE 1 END) = 1",
    "casts of rows behind the wall": "SELECT count(*) FROM register_elector"
    f" WHERE constituency_id = {NEXT_DOOR} AND (surname || 'x')::int > 0",
    "rows by a search path": "SET search_path = pg_temp, access, public; SELECT count(*) FROM register_elector"
    f" WHERE constituency_id = {NEXT_DOOR}",
}
"""What gives no error and nothing else either: each counts none."""


@pytest.mark.parametrize("in_scope", [True, False], ids=["in a scope", "in none"])
@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused(database: str, attack: str, login: str, in_scope: bool) -> None:
    with (
        as_login(login, database, in_scope=in_scope) as connection,
        pytest.raises(psycopg.Error, match=DENIED),
    ):
        connection.execute(REFUSED[attack].encode())


@pytest.mark.parametrize("attack", FOR_THE_WORKER)
def test_the_web_has_not_what_the_worker_has(database: str, attack: str) -> None:
    refused = pytest.raises(psycopg.Error, match="permission denied for function")
    with as_login("hustings_web", database, in_scope=False) as connection, refused:
        connection.execute(FOR_THE_WORKER[attack].encode())


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("attack", ASIDE)
def test_it_shows_nothing(database: str, attack: str, login: str) -> None:
    with as_login(login, database, in_scope=True) as connection:
        cursor = connection.execute(ASIDE[attack].encode())
        while cursor.nextset():
            pass

        assert cursor.fetchone() in ((0,), (False,))


def test_a_scope_shows_its_own_seat_so_that_showing_nothing_means_something(database: str) -> None:
    with as_login("hustings_web", database, in_scope=True) as connection:
        seats = connection.execute("SELECT DISTINCT constituency_id FROM register_elector").fetchall()

    assert seats == [(HOME,)]


FILLED = [wall for wall in PROVED if wall.table not in DECIDE]


@pytest.mark.parametrize("wall", FILLED, ids=lambda wall: wall.table)
def test_no_table_can_be_read_without_a_scope(database: str, wall: Any) -> None:
    refused = pytest.raises(psycopg.Error, match="no scope is open")
    with as_login("hustings_web", database, in_scope=False) as connection, refused:
        connection.execute(f"SELECT * FROM {wall.table}".encode())


@pytest.mark.parametrize("column", ["person_id = %(other)s", "is_strong = NOT is_strong", "seal = 'x'"])
def test_a_session_that_somebody_wrote_to_opens_nothing(database: str, column: str) -> None:
    token = written.cookie(ME, strong=False)
    told = {"token": token, "other": OTHER}
    with as_login("hustings_web", database, in_scope=False) as connection:
        connection.execute("SELECT access.begin_sign_in()")
        key = "encode(sha256(convert_to(%(token)s, 'UTF8')), 'hex')"
        changed = connection.execute(
            f"UPDATE accounts_session SET {column} WHERE session_key = {key}".encode(), told
        )
        assert changed.rowcount == 1
        connection.commit()
        opened = connection.execute(
            "SELECT nonce FROM access.begin(%(token)s, 'organise', 'x')", told
        ).fetchone()
        connection.rollback()
    with superuser(database) as mending:
        key = hashed(token)
        mending.execute(
            "UPDATE accounts_session SET person_id = %s, is_strong = false, seal = %s WHERE session_key = %s",
            (ME, seal(key, str(ME), is_strong=False), key),
        )

    assert opened == (None,)


def test_a_nonce_closes_one_scope_once_and_a_guessed_one_none(database: str) -> None:
    with as_login("hustings_web", database, in_scope=False) as connection:
        begun = connection.execute("SELECT access.begin_sign_in()").fetchone()
        guessed = connection.execute("SELECT access.finish(%s)", (UUID(int=0),)).fetchone()
        closed = [connection.execute("SELECT access.finish(%s)", begun).fetchone() for _ in range(2)]

    assert (guessed, closed) == ((False,), [(True,), (False,)])


def test_no_scope_outlives_its_transaction(database: str) -> None:
    with as_login("hustings_web", database, in_scope=True) as connection:
        connection.commit()
        with pytest.raises(psycopg.Error, match="no scope is open"):
            connection.execute("SELECT * FROM register_elector")


def test_a_second_scope_is_refused_in_the_same_transaction(database: str) -> None:
    refused = pytest.raises(psycopg.Error, match="already open")
    with as_login("hustings_web", database, in_scope=True) as connection, refused:
        connection.execute("SELECT * FROM access.begin(%s, 'x', 'x')", (written.cookie(OTHER, strong=True),))


def test_what_runs_elsewhere_is_not_told_and_holds_no_cookie(database: str) -> None:
    token = written.cookie(ME, strong=True)
    with (
        as_login("hustings_worker", database, in_scope=True),
        as_login("hustings_web", database, in_scope=False) as me,
    ):
        seen = me.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()

    assert ("<insufficient privilege>",) in seen
    assert not any(token in query for (query,) in seen)


@pytest.mark.parametrize("wall", [wall for wall in PROVED if wall.constituency], ids=lambda wall: wall.table)
def test_nothing_of_another_seat_is_changed(database: str, wall: Any) -> None:
    with as_login("hustings_web", database, in_scope=True) as connection:
        for statement in ("DELETE FROM {}", "UPDATE {} SET {seat} = {seat}"):
            own = f" AND {wall.own} IS DISTINCT FROM '{ME}'" if wall.own else ""
            text = statement.format(wall.table, seat=wall.constituency)
            try:
                with connection.transaction():
                    done = connection.execute(f"{text} WHERE {wall.constituency} = {NEXT_DOOR}{own}".encode())
                    assert done.rowcount == 0
            except psycopg.errors.InsufficientPrivilege:
                continue
