"""The second wall, made from the first one's table: scope functions, permissions and row policies.

`build` is run by the wrapped `migrate` as the owner, after every migration; nothing of it stands in a migration,
so what the database holds is always what this code says (`checking.py` compares).
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files

from psycopg import Connection

from hustings.access.offering import KINDS, LIFETIMES, OFFERS
from hustings.access.reach import TOUCHES
from hustings.access.roles import ALL_PURPOSES, DOORS_ONLY, HOLDS, PURPOSES, STRONG, Role
from hustings.lib.walls import Shelf, Wall

RUNTIME, GATE, WORK = "hustings_runtime", "hustings_gate", "hustings_work"
SOURCES = ("scope.sql", "writing.sql")

GATE_TABLES = {
    "access_errand": "SELECT, INSERT",
    "access_grant": "SELECT, INSERT, UPDATE",
    "access_handout": "SELECT, INSERT, UPDATE",
    "access_invitation": "SELECT, INSERT, UPDATE",
    "accounts_person": "SELECT",
    "accounts_session": "SELECT",
    "organisation_membership": "SELECT, INSERT, UPDATE",
    "organisation_organisation": "SELECT",
    "organisation_unit": "SELECT, INSERT",
    "organisation_unitabove": "SELECT, INSERT",
    "organisation_unitseat": "SELECT, INSERT",
    "work_job": "SELECT, UPDATE",
}
"""The only tables that the scope functions touch, and how."""

FOR_THE_WORKER_ALONE = ("begin_errand", "begin_as", "begin_duty", "report_job", "restore_keys")

GATE_ROWS = ("duty", "founding", "key", "offer", "permission", "role", "scope", "strong", "touch")
"""The scope functions' own tables, which nobody else can read."""

DUTIES = {
    "forget absent voters' details": ("register:absent:import",),
    "rebuild summaries": ("canvassing:summary:rebuild",),
}
"""Work that belongs to the installation and to nobody."""


def build(
    connection: Connection[tuple[object, ...]], walls: Iterable[Wall], key: tuple[bytes, bytes]
) -> None:
    """Lay the scope functions, the permissions and every policy anew, in the caller's transaction."""
    _clear(connection)
    for name in SOURCES:
        connection.execute((files("hustings.access") / "sql" / name).read_text("utf-8").encode())
    _lay_tables(connection, key)
    for statement in (*_privileges(), *_functions(connection), *_all_policies(walls)):
        connection.execute(statement.encode())


def _clear(connection: Connection[tuple[object, ...]]) -> None:
    """Take every policy and scope function away, so that one that the code no longer has is gone too."""
    drawn = connection.execute(
        "SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) FROM pg_policies"
        " WHERE policyname LIKE 'hustings%' UNION ALL"
        " SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc"
        " WHERE pronamespace = to_regnamespace('access')"
    ).fetchall()
    for (statement,) in drawn:
        connection.execute(str(statement).encode())


def _lay_tables(connection: Connection[tuple[object, ...]], key: tuple[bytes, bytes]) -> None:
    connection.execute(
        "TRUNCATE access.permission, access.touch, access.strong, access.duty, access.key, access.role, access.offer"
    )
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO access.key VALUES (%s, %s)", key)
        cursor.executemany("INSERT INTO access.permission VALUES (%s, %s, %s, %s)", list(permission_rows()))
        cursor.executemany("INSERT INTO access.touch VALUES (%s, %s, %s)", list(touch_rows()))
        cursor.executemany("INSERT INTO access.strong VALUES (%s)", [(action,) for action in sorted(STRONG)])
        cursor.executemany("INSERT INTO access.role VALUES (%s, %s, %s, %s)", list(role_rows()))
        cursor.executemany("INSERT INTO access.offer VALUES (%s, %s)", list(offer_rows()))
        duties = [(name, action) for name, actions in DUTIES.items() for action in actions]
        cursor.executemany("INSERT INTO access.duty VALUES (%s, %s)", duties)


def permission_rows() -> Iterator[tuple[str, str, str, bool]]:
    """Role, action, purpose and whether only handed-out doors are reached: the table of roles, a row each."""
    for role, actions in HOLDS.items():
        for action in sorted(actions):
            for purpose in sorted(PURPOSES[action]):
                yield role, action, purpose, role in DOORS_ONLY


def touch_rows() -> Iterator[tuple[str, str, bool]]:
    """Action, shelf and whether it is opened for writing."""
    for action, touch in TOUCHES.items():
        for shelf in sorted(touch.reads):
            yield action, shelf, shelf in touch.writes


def role_rows() -> Iterator[tuple[str, list[str], list[str], int]]:
    """Role, kinds of unit it is held in, purposes it can have, and the days it lasts at most."""
    for role in Role:
        yield role, sorted(KINDS[role]), sorted(ALL_PURPOSES[role]), LIFETIMES[role]


def offer_rows() -> Iterator[tuple[str, str]]:
    """Who holds the first may offer the second."""
    for holder, roles in OFFERS.items():
        for role in sorted(roles):
            yield holder, role


def _privileges() -> Iterator[str]:
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {RUNTIME}, {GATE}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {RUNTIME}, {GATE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {RUNTIME}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {RUNTIME}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {RUNTIME}"
    for table, verbs in GATE_TABLES.items():
        yield f"GRANT {verbs} ON {table} TO {GATE}"
    for table in GATE_ROWS:
        yield f"REVOKE ALL ON access.{table} FROM PUBLIC, {RUNTIME}"
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON access.{table} TO {GATE}"


def _functions(connection: Connection[tuple[object, ...]]) -> Iterator[str]:
    """Hand every function to the gate and open to the runtime what it may call; a leading `_` opens to nobody."""
    found = connection.execute(
        "SELECT oid::regprocedure::text, proname FROM pg_proc WHERE pronamespace = 'access'::regnamespace"
    ).fetchall()
    for signature, name in found:
        yield f"ALTER FUNCTION {signature} OWNER TO {GATE}"
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, {RUNTIME}, {WORK}"
        if not str(name).startswith("_"):
            yield f"GRANT EXECUTE ON FUNCTION {signature} TO {WORK if name in FOR_THE_WORKER_ALONE else RUNTIME}"
    yield f"REVOKE CREATE ON SCHEMA access FROM {GATE}"


def _all_policies(walls: Iterable[Wall]) -> Iterator[str]:
    for wall in walls:
        yield from policies(wall)


def policies(wall: Wall) -> Iterator[str]:
    """The statements that draw one table's wall, from nothing: old policies of these names are dropped first."""
    table = wall.table
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for name in ("gate", "read", "add", "change", "remove"):
        yield f"DROP POLICY IF EXISTS hustings_{name} ON {table}"
    yield f"REVOKE {_refused(wall)} ON {table} FROM {RUNTIME}" if _refused(wall) else "SELECT 1"
    if table in GATE_TABLES:
        yield f"CREATE POLICY hustings_gate ON {table} TO {GATE} USING (true) WITH CHECK (true)"
    if wall.shelf is Shelf.LOG:
        yield f"CREATE POLICY hustings_add ON {table} FOR INSERT TO {RUNTIME} WITH CHECK (true)"
        return
    read, write, change = (
        _condition(wall, "read"),
        _condition(wall, "write"),
        _condition(wall, "write", changes=True),
    )
    reading = f"({read}) AND ({wall.extra})" if wall.extra else read
    yield f"CREATE POLICY hustings_read ON {table} FOR SELECT TO {RUNTIME} USING ({reading})"
    if "INSERT" in wall.writes:
        yield f"CREATE POLICY hustings_add ON {table} FOR INSERT TO {RUNTIME} WITH CHECK ({write})"
    if "UPDATE" in wall.writes:
        yield f"CREATE POLICY hustings_change ON {table} FOR UPDATE TO {RUNTIME} USING ({change})"
    elif wall.hands_on:
        yield f"GRANT UPDATE ({', '.join(sorted(wall.hands_on))}) ON {table} TO {RUNTIME}"
        handing = f"({change}) AND (SELECT access.hands_on())"
        yield f"CREATE POLICY hustings_change ON {table} FOR UPDATE TO {RUNTIME} USING ({handing})"
    if "DELETE" in wall.writes:
        yield f"CREATE POLICY hustings_remove ON {table} FOR DELETE TO {RUNTIME} USING ({change})"


def _refused(wall: Wall) -> str:
    reads = {"SELECT"} if wall.shelf is Shelf.LOG else set()
    return ", ".join(sorted(({"INSERT", "UPDATE", "DELETE"} - wall.writes) | reads))


def _condition(wall: Wall, mode: str, *, changes: bool = False) -> str:
    """Scope as arrays in scalar subqueries: evaluated once a statement, not once a row.

    `changes`: for rows that are there already; those of no one seat only the whole organisation changes.
    """
    asked = f"'{wall.shelf}', '{mode}'"
    ways = []
    if wall.constituency:
        ways.append(f"{wall.constituency} = ANY ((SELECT access.seats({asked}))::int[])")
    if wall.constituency and wall.national:
        asking = "opens_everywhere" if changes else "opens"
        ways.append(f"{wall.constituency} IS NULL AND (SELECT access.{asking}({asked}))")
    if wall.door:
        ways.append(f"{wall.door} = ANY ((SELECT access.doors({asked}))::uuid[])")
    if wall.unit:
        ways.append(f"{wall.unit} = ANY ((SELECT access.units({asked}))::int[])")
    if wall.own:
        ways.append(f"{wall.own} = (SELECT access.person())")
    if wall.signing_in:
        ways.append("(SELECT access.signing_in())")
    if wall.everyone:
        everywhere = f"(SELECT access.opens_everywhere({asked}))"
        ways.append("(SELECT access.purpose()) IS NOT NULL" if mode == "read" else everywhere)
    return " OR ".join(ways) or "false"
