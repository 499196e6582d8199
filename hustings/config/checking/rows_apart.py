"""Row-level security: on and forced wherever personal data lies, with our policies and nobody else's."""

from collections.abc import Iterable, Iterator

from hustings.access.gate import RUNTIME
from hustings.config.checking.faults import Fault, Looked, rows
from hustings.data_protection.holdings import FREE
from hustings.lib.walls import Wall

CLOCK = "SELECT now()"
FLAGS = """
SELECT relname::text, relrowsecurity, relforcerowsecurity FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
"""
POLICIES = """
SELECT tablename::text, policyname::text, cmd, permissive, roles::text[] FROM pg_policies WHERE schemaname = 'public'
"""
VIEWS = """
SELECT oid::regclass::text, relkind FROM pg_class
WHERE relkind IN ('v', 'm') AND relnamespace IN ('public'::regnamespace, 'access'::regnamespace)
  AND NOT (relkind = 'v' AND coalesce(reloptions::text LIKE '%%security_invoker=true%%', false))
"""
DEFINERS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE prosecdef AND pronamespace NOT IN ('access'::regnamespace, 'pg_catalog'::regnamespace)
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger
WHERE NOT tgisinternal AND NOT starts_with(tgrelid::regclass::text, 'procrastinate_')
"""
REFUSED = "SELECT privilege FROM unnest(%s::text[]) privilege WHERE has_table_privilege(%s, %s, privilege)"
CLOCK_SOURCE = "SELECT btrim(prosrc), prosecdef FROM pg_proc WHERE oid = to_regprocedure('access.clock()')"
COMMANDS = {
    "hustings_read": "SELECT",
    "hustings_add": "INSERT",
    "hustings_change": "UPDATE",
    "hustings_remove": "DELETE",
}


def wall_faults(connection: Looked, walls: Iterable[Wall]) -> Iterator[Fault]:
    """Tables whose wall is down or has a hole, and tables of personal data without one. A few quick queries."""
    drawn = list(walls)
    yield from _flag_faults(connection, drawn)
    yield from _policy_faults(connection, drawn)
    yield from _write_faults(connection, drawn)
    yield from clock_faults(connection)


def clock_faults(connection: Looked) -> Iterator[Fault]:
    """The one clock of all SQL must be the server's own; with another, grants that are over would live on."""
    if rows(connection, CLOCK_SOURCE) != [(CLOCK, False)]:
        yield Fault("clock", "access.clock()", "access.clock() is not the server's clock. " + MEND)


MEND = "Run: bin/hustings check-database --mend"


def passage_faults(connection: Looked) -> Iterator[Fault]:
    """Ways round the policies: views that read as their owner, functions that act as theirs, triggers that copy."""
    for name, kind in rows(connection, VIEWS):
        says = "a materialised view keeps rows" if kind == "m" else "a view reads as its owner"
        yield Fault("view", name, f"{name}: {says}, past the policies. Drop it.")
    for (name,) in rows(connection, DEFINERS):
        yield Fault("function", name, f"{name} acts with its owner's rights and is none of ours. Drop it.")
    for table, name in rows(connection, TRIGGERS):
        yield Fault("trigger", table, f"The trigger {name} on {table} is none of ours. Drop it.")


def _flag_faults(connection: Looked, walls: list[Wall]) -> Iterator[Fault]:
    flags = {name: (on, forced) for name, on, forced in rows(connection, FLAGS)}
    walled = {wall.table for wall in walls}
    for table in sorted(walled):
        on, forced = flags.get(table, (False, False))
        if not on:
            yield Fault("policy", table, f"Row-level security is off on {table}. {MEND}")
        elif not forced:
            yield Fault(
                "force", table, f"Row-level security is not forced on {table}: its owner sees all. {MEND}"
            )
    for table in sorted(set(flags) - walled - set(FREE) - NO_ROWS_OF_A_UNIT):
        yield Fault(
            "wall",
            table,
            f"{table} may hold personal data and has no wall. Declare one in its room's walls.py.",
        )


NO_ROWS_OF_A_UNIT = {"hustings_cache", "elections_partyvotes"}
"""Held, but not anybody's of a unit or a seat: hashed keys of failed tries, and published results."""


def _policy_faults(connection: Looked, walls: list[Wall]) -> Iterator[Fault]:
    found = {(table, name): told for table, name, *told in rows(connection, POLICIES)}
    wanted = {
        (wall.table, name): [COMMANDS[name], "PERMISSIVE", [RUNTIME]]
        for wall in walls
        for name in _names(wall)
    }
    for table, name in sorted(wanted.keys() - found.keys()):
        yield Fault("policy", table, f"The policy {name} of {table} is missing. {MEND}")
    for table, name in sorted(found.keys() - wanted.keys()):
        if name != "hustings_gate":
            yield Fault("policy", table, f"The policy {name} of {table} is none of ours. Drop it.")
    for (table, name), told in wanted.items():
        if found.get((table, name), told) != told:
            yield Fault(
                "policy", table, f"The policy {name} of {table} is for another command or role. {MEND}"
            )


def _names(wall: Wall) -> Iterator[str]:
    if not wall.hidden:
        yield "hustings_read"
    for statement, name in (("INSERT", "add"), ("UPDATE", "change"), ("DELETE", "remove")):
        if statement in wall.writes or (statement == "UPDATE" and wall.hands_on):
            yield f"hustings_{name}"


def _write_faults(connection: Looked, walls: list[Wall]) -> Iterator[Fault]:
    """What no action can open the runtime must not be allowed at all."""
    for wall in walls:
        refused = sorted({"INSERT", "UPDATE", "DELETE", "TRUNCATE"} - wall.writes)
        if wall.hidden:
            refused.append("SELECT")
        for (privilege,) in rows(connection, REFUSED, refused, RUNTIME, wall.table):
            yield Fault(
                "privilege", wall.table, f"{RUNTIME} may {privilege} on {wall.table}, and must not. {MEND}"
            )
