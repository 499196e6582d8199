"""Each fault is planted as a superuser in a transaction that is taken back, and must be found by its kind."""

import secrets
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from conftest import clone, drop, superuser
from hustings.config.checking.drawing import drawing_faults
from hustings.config.checking.faults import Fault, version_faults
from hustings.config.checking.looking import all_faults, quick_faults

TOLERATED = ("hustings_arranger", "hustings_tester")

PLANTED = {
    "a login that passes the walls": ("ALTER ROLE hustings_web BYPASSRLS", "role"),
    "a superuser": ("ALTER ROLE hustings_worker SUPERUSER", "role"),
    "a stranger past the walls": ("CREATE ROLE hustings_stranger BYPASSRLS", "role"),
    "a group that signs in": ("ALTER ROLE hustings_runtime LOGIN", "role"),
    "the web inside the gate": ("GRANT hustings_gate TO hustings_web", "membership"),
    "the web as a worker": ("GRANT hustings_work TO hustings_web", "membership"),
    "a table of the runtime's own": ("ALTER TABLE work_job OWNER TO hustings_web", "ownership"),
    "a setting at sign-in": ("ALTER ROLE hustings_web SET search_path = evil", "setting"),
    "temporary tables": ("GRANT TEMP ON DATABASE {database} TO hustings_web", "privilege"),
    "tables in public": ("GRANT CREATE ON SCHEMA public TO hustings_runtime", "privilege"),
    "walls switched off": ("ALTER TABLE register_elector DISABLE ROW LEVEL SECURITY", "policy"),
    "walls not forced": ("ALTER TABLE register_elector NO FORCE ROW LEVEL SECURITY", "force"),
    "a policy gone": ("DROP POLICY hustings_read ON register_elector", "policy"),
    "a policy widened": ("ALTER POLICY hustings_read ON register_elector USING (true)", "policy"),
    "a policy too many": (
        "CREATE POLICY all_of_it ON register_elector TO hustings_runtime USING (true)",
        "policy",
    ),
    "grants written by hand": ("GRANT INSERT ON access_grant TO hustings_runtime", "privilege"),
    "the keys of the log": ("GRANT SELECT ON audit_subjectkey TO hustings_runtime", "privilege"),
    "a column opened": ("GRANT SELECT (seal) ON accounts_session TO PUBLIC", "privilege"),
    "a stranger let in": ("GRANT SELECT ON register_elector TO pg_monitor", "privilege"),
    "everybody": ("GRANT SELECT ON register_elector TO PUBLIC", "privilege"),
    "another clock": (
        "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz STABLE RETURN 'epoch'::timestamptz",
        "clock",
    ),
    "a function of another owner": ("ALTER FUNCTION access.seats(text, text) OWNER TO postgres", "function"),
    "a function without its owner's rights": (
        "ALTER FUNCTION access.seats(text, text) SECURITY INVOKER",
        "function",
    ),
    "a function with an open search path": (
        "ALTER FUNCTION access.seats(text, text) RESET search_path",
        "function",
    ),
    "a function opened to everybody": (
        "GRANT EXECUTE ON FUNCTION access._live(uuid, text, text) TO PUBLIC",
        "function",
    ),
    "a permission too many": (
        "INSERT INTO access.permission VALUES ('canvasser', 'register:elector:list', 'organise', false)",
        "permission",
    ),
    "a permission gone": ("DELETE FROM access.permission WHERE role = 'canvasser'", "permission"),
    "a shelf opened": ("INSERT INTO access.touch VALUES ('work:job:read', 'register', true)", "touch"),
    "no second factor": ("TRUNCATE access.strong", "strong"),
    "longer grants": ("UPDATE access.role SET days = 9999", "role row"),
    "another version": ("UPDATE access.stamp SET fingerprint = 'older'", "stamp"),
    "another key": ("UPDATE access.key SET ipad = 'x'", "key"),
    "a table without a wall": ("CREATE TABLE diary (who text)", "wall"),
    "a view past the walls": ("CREATE VIEW everybody AS SELECT * FROM register_elector", "view"),
    "a kept view": ("CREATE MATERIALIZED VIEW everybody AS SELECT 1", "view"),
    "a function of a stranger": (
        "CREATE FUNCTION public.all_of_it() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "function",
    ),
    "a trigger that copies": (
        "CREATE TRIGGER copies BEFORE UPDATE ON register_elector EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "trigger",
    ),
}
QUICKLY = {
    "temporary tables",
    "walls switched off",
    "walls not forced",
    "a policy gone",
    "a policy too many",
    "grants written by hand",
    "another clock",
    "a table without a wall",
    "a view past the walls",
}


@pytest.fixture(scope="module")
def database(template_database: str) -> Iterator[str]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name
    drop(name)


@pytest.fixture
def looked(database: str) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection in a transaction of its own, taken back afterwards."""
    with superuser(database) as connection, connection.transaction(force_rollback=True):
        # What tests alone may call is no part of the wall.
        connection.execute("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA access FROM hustings_arranger")
        yield connection


def kinds(faults: list[Fault]) -> set[str]:
    return {fault.kind for fault in faults}


def test_a_database_as_this_version_made_it_has_no_fault(looked: psycopg.Connection[Any]) -> None:
    assert all_faults(looked, TOLERATED) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(looked: psycopg.Connection[Any], name: str) -> None:
    statement, kind = PLANTED[name]
    looked.execute(statement.format(database=looked.info.dbname).encode())

    assert kind in kinds(all_faults(looked, TOLERATED))


@pytest.mark.parametrize("name", sorted(QUICKLY))
def test_the_look_before_the_start_finds_the_worst(looked: psycopg.Connection[Any], name: str) -> None:
    statement, kind = PLANTED[name]
    looked.execute(statement.format(database=looked.info.dbname).encode())
    looked.execute("SET LOCAL ROLE hustings_web")

    assert kind in kinds(quick_faults(looked))


def test_the_web_finds_nothing_wrong_with_itself(looked: psycopg.Connection[Any]) -> None:
    looked.execute("SET LOCAL ROLE hustings_web")

    assert quick_faults(looked) == []


def test_who_sees_past_the_walls_is_not_let_serve(looked: psycopg.Connection[Any]) -> None:
    assert "role" in kinds(quick_faults(looked))


def test_looking_changes_nothing(looked: psycopg.Connection[Any]) -> None:
    looked.execute("ALTER POLICY hustings_read ON register_elector USING (true)")

    first = list(drawing_faults(looked))

    assert list(drawing_faults(looked)) == first != []


@pytest.mark.parametrize(
    ("version", "told"), [(150008, 1), (150009, 0), (140020, 1), (170000, 1), (180006, 0)]
)
def test_a_server_with_a_known_hole_is_too_old(version: int, told: int) -> None:
    class Old:
        info = type("Info", (), {"server_version": version})

    assert len(list(version_faults(Old()))) == told  # type: ignore[arg-type]
