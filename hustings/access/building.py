"""The second wall, made from the first one's table: scope functions, permissions and row policies.

`build` is run by the wrapped `migrate` as the owner, after every migration; nothing of it stands in a migration,
so what the database holds is always what this code says (`checking.py` compares).
"""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from psycopg import Connection, sql

from hustings.access.approval_kinds import APPROVERS
from hustings.access.gate import (
    BACKUP,
    FOR_THE_BACKUP_TOO,
    FOR_THE_WORKER_ALONE,
    GATE,
    GATE_ROWS,
    GATE_TABLES,
    RUNTIME,
    WORK,
)
from hustings.access.letting_in.offering import KINDS, LIFETIMES, OFFERS, OFFICERS, STAFF
from hustings.access.policies import policies
from hustings.access.reach import TOUCHES
from hustings.access.roles import ALL_PURPOSES, DOORS_ONLY, STRONG, TABLE, Role
from hustings.access.stops import Ground, nature_rows
from hustings.access.terms import term_rows
from hustings.access.watching.limits import allowance_rows, uplift_row
from hustings.lib.walls import Wall

SOURCES = (
    *("scope.sql", "calling.sql", "stops.sql", "standing.sql", "members.sql"),
    *("writing.sql", "handing_out.sql", "stopping.sql", "approving.sql", "second_steps.sql"),
    *("record.sql", "log.sql"),
    *("affected.sql", "quarantine.sql", "drilling.sql"),
    *("retraining.sql", "telling.sql"),
    *("quotas.sql", "watching.sql", "reckoning.sql"),
    *("retention.sql", "retention_of_lists.sql", "retention_of_paper.sql"),
)

DUTIES = {
    "admit what nobody opened": ("access:quarantine:settle",),
    "chase copies": ("copies:copy:settle",),
    "forget absent voters' details": ("register:absent:import",),
    "keep members": ("access:members:reconcile",),
    "review support": ("access:support:suspend",),
    "forget who was read": ("audit:entry:forget",),
    "keep terms": ("data_protection:term:keep",),
    "reckon what was read": ("audit:entry:forget",),
    "rebuild summaries": ("canvassing:summary:rebuild",),
    "read mail to invented people": ("copies:copy:trace", "data_protection:incident:open"),
    "tell of incidents": ("data_protection:incident:decide",),
}
"""Work that belongs to the installation and to nobody."""


DEFINED = re.compile(r"^CREATE OR REPLACE FUNCTION access\.(\w+)", re.MULTILINE)
"""Functions of the gate: each name once, so that a privilege needs no signature."""

DROPPED_POLICIES = """
SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) FROM pg_policies
WHERE policyname LIKE 'hustings%'
"""
DROPPED_FUNCTIONS = """
SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = to_regnamespace('access')
"""


class UnableToBuild(Exception):
    """The database was left as it was: a function of the gate would have belonged to somebody else."""


def build(
    connection: Connection[tuple[object, ...]], walls: Iterable[Wall], key: tuple[bytes, bytes]
) -> None:
    """Lay the scope functions, the permissions and every policy anew, in the caller's transaction.

    Raises UnableToBuild where a source makes a function that no privilege is drawn for.
    """
    _clear(connection)
    for statement in statements(walls):
        connection.execute(statement.encode())
    connection.execute("TRUNCATE access.key")
    connection.execute("INSERT INTO access.key VALUES (%s, %s)", key)
    _refuse_foreign_functions(connection)


def statements(walls: Iterable[Wall]) -> Iterator[str]:
    """The whole second wall as SQL, from nothing but the tables in code: all but the key of the seals."""
    yield from _sources()
    yield from _laid()
    yield from _privileges()
    yield from _functions()
    yield from _all_policies(walls)


def _sources() -> Iterator[str]:
    for name in SOURCES:
        yield (files("hustings.access") / "sql" / name).read_text("utf-8")


def _clear(connection: Connection[tuple[object, ...]]) -> None:
    """Take every policy and scope function away, so that one that the code no longer has is gone too."""
    # One after the other: policies call functions, and a query of both promises no order of its halves.
    for each in (DROPPED_POLICIES, DROPPED_FUNCTIONS):
        for (statement,) in connection.execute(each.encode()).fetchall():
            connection.execute(str(statement).encode())


def _refuse_foreign_functions(connection: Connection[tuple[object, ...]]) -> None:
    stray = connection.execute(
        "SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_proc"
        " WHERE pronamespace = 'access'::regnamespace AND proowner <> %s::regrole",
        (GATE,),
    ).fetchone()
    if stray != (None,):
        raise UnableToBuild(f"Not made the way that building.DEFINED finds: {stray}. Nothing was changed.")


def _laid() -> Iterator[str]:
    """The tables in code, laid into the gate's own."""
    for table, rows in laid_rows().items():
        yield f"TRUNCATE access.{table}"
        values = ",\n    ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)
        yield f"INSERT INTO access.{table} VALUES\n    {values}"


def _literal(value: object) -> str:
    """A value of the tables in code as SQL."""
    plain = [str(one) for one in value] if isinstance(value, list) else value
    return sql.Literal(str(plain) if isinstance(plain, str) else plain).as_string(None)


def laid_rows() -> dict[str, list[tuple[object, ...]]]:
    """What the gate's tables hold, by their names: the tables in code, row by row."""
    return {
        "allowance": list(allowance_rows()),
        "approver": list(approver_rows()),
        "danger": [(ground,) for ground in Ground],
        "duty": [(name, action) for name, actions in DUTIES.items() for action in actions],
        "nature": list(nature_rows()),
        "offer": list(offer_rows()),
        "officer": [(role,) for role in sorted(OFFICERS)],
        "permission": list(permission_rows()),
        "role": list(role_rows()),
        "staff": [(role,) for role in sorted(STAFF)],
        "strong": [(action,) for action in sorted(STRONG)],
        "term": list(term_rows()),
        "touch": list(touch_rows()),
        "uplift": [uplift_row()],
    }


def permission_rows() -> Iterator[tuple[str, str, str, bool]]:
    """Role, action, purpose and whether only handed-out doors are reached: the table of roles, a row each."""
    for role, action, purpose in sorted(TABLE):
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


def approver_rows() -> Iterator[tuple[str, str]]:
    """What wants a second person, and a role that can be that person."""
    for kind, roles in APPROVERS.items():
        for role in sorted(roles):
            yield kind, role


def _privileges() -> Iterator[str]:
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {RUNTIME}, {GATE}"
    yield f"GRANT USAGE ON SCHEMA access TO {BACKUP}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {RUNTIME}, {GATE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {RUNTIME}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {RUNTIME}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {RUNTIME}"
    for table, verbs in GATE_TABLES.items():
        yield f"GRANT {verbs} ON {table} TO {GATE}"
    for table in GATE_ROWS:
        yield f"REVOKE ALL ON access.{table} FROM PUBLIC, {RUNTIME}"
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON access.{table} TO {GATE}"


def _functions() -> Iterator[str]:
    """Hand every function to the gate and open to the runtime what it may call; a leading `_` opens to nobody."""
    for name in DEFINED.findall("\n".join(_sources())):
        yield f"ALTER FUNCTION access.{name} OWNER TO {GATE}"
        yield f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC, {RUNTIME}, {WORK}"
        if not name.startswith("_"):
            yield f"GRANT EXECUTE ON FUNCTION access.{name} TO {_callers(name)}"
    yield f"REVOKE CREATE ON SCHEMA access FROM {GATE}"


def _callers(name: str) -> str:
    if name in FOR_THE_BACKUP_TOO:
        return f"{RUNTIME}, {BACKUP}"
    return WORK if name in FOR_THE_WORKER_ALONE else RUNTIME


def _all_policies(walls: Iterable[Wall]) -> Iterator[str]:
    for wall in walls:
        yield from policies(wall)
