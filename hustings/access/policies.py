"""The row policies of one table, from its wall: the same scope for every action, asked once a statement."""

from collections.abc import Iterator

from hustings.access.gate import GATE, GATE_TABLES, RUNTIME
from hustings.lib.walls import Wall


def policies(wall: Wall) -> Iterator[str]:
    """The statements that draw one table's wall, from nothing: old policies of these names are dropped first."""
    table = wall.table
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for name in ("gate", "read", "add", "change", "remove"):
        yield f"DROP POLICY IF EXISTS hustings_{name} ON {table}"
    if refused := _refused(wall):
        yield f"REVOKE {refused} ON {table} FROM {RUNTIME}"
    if table in GATE_TABLES:
        yield f"CREATE POLICY hustings_gate ON {table} TO {GATE} USING (true) WITH CHECK (true)"
    read, write, change = (
        _condition(wall, "read"),
        _condition(wall, "write"),
        _condition(wall, "write", changes=True),
    )
    reading = f"({read}) AND ({wall.extra})" if wall.extra else read
    if not wall.hidden:
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
    read = {"SELECT"} if wall.hidden else set()
    return ", ".join(sorted(({"INSERT", "UPDATE", "DELETE"} - wall.writes) | read))


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
