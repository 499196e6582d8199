"""The database beside a fresh drawing: everything is drawn anew in a transaction that is taken back, and compared."""

from collections.abc import Iterable, Iterator

from psycopg import errors

from hustings.access import building
from hustings.access.gate import GATE, RUNTIME
from hustings.config.checking.faults import Fault, Looked, rows
from hustings.config.checking.rows_apart import MEND
from hustings.config.migrating import all_walls, fingerprint, key_pads

GRANTEES = "coalesce(nullif(acl.grantee, 0)::regrole::text, 'PUBLIC')"
ACL = f"""ARRAY(SELECT {GRANTEES} || ' ' || acl.privilege_type FROM aclexplode({{column}}) acl ORDER BY 1)"""
DRAWN = {
    "policy": """
        SELECT policyname || ' of ' || tablename, permissive, roles::text, cmd, qual, with_check FROM pg_policies
        WHERE schemaname = 'public' AND policyname LIKE 'hustings%%'""",
    "function": f"""
        SELECT oid::regprocedure::text, prosrc, prosecdef, proconfig, proowner::regrole::text, provolatile,
               proparallel, prolang, prorettype::regtype::text, {ACL.format(column="proacl")}
        FROM pg_proc WHERE pronamespace = 'access'::regnamespace""",
    "privilege": f"""
        SELECT 'the privileges on ' || oid::regclass::text, {ACL.format(column="relacl")} FROM pg_class
        WHERE relnamespace IN ('public'::regnamespace, 'access'::regnamespace) AND relkind IN ('r', 'p', 'S', 'v')
        UNION ALL
        SELECT 'the privileges on ' || attrelid::regclass::text || '.' || attname, {ACL.format(column="attacl")}
        FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384
        UNION ALL
        SELECT 'the privileges on the schema ' || nspname, {ACL.format(column="nspacl")} FROM pg_namespace
        WHERE nspname IN ('public', 'access')""",
    "permission": "SELECT 'permission ' || concat_ws(', ', role, action, purpose), doors_only FROM access.permission",
    "touch": "SELECT 'touch ' || concat_ws(', ', action, shelf), writes FROM access.touch",
    "strong": "SELECT 'second factor for ' || action FROM access.strong",
    "duty": "SELECT 'duty ' || concat_ws(', ', name, action) FROM access.duty",
    "role row": "SELECT 'role ' || name, kinds, purposes, days FROM access.role",
    "offer": "SELECT 'offer ' || concat_ws(', ', holder, role) FROM access.offer",
    "allowance": "SELECT 'quota ' || concat_ws(', ', role, purpose, meter), most, seconds FROM access.allowance",
    "term": "SELECT 'the term of ' || name, span FROM access.term",
    "uplift": "SELECT 'the rules of the quota', u.* FROM access.uplift u",
    "key": "SELECT 'the key of the seals', ipad, opad FROM access.key",
}
"""What is drawn, as queries: a name, then what stands there."""

STRANGERS = f"""
SELECT DISTINCT relation::text, {GRANTEES} FROM (
    SELECT oid::regclass AS relation, relnamespace, relowner, relacl AS held FROM pg_class
    UNION ALL
    SELECT c.oid::regclass, c.relnamespace, c.relowner, a.attacl
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
) thing, aclexplode(held) acl
WHERE relnamespace IN ('public'::regnamespace, 'access'::regnamespace) AND acl.grantee <> relowner
  AND {GRANTEES} <> ALL (%s) ORDER BY 1, 2
"""
OUR_GRANTEES = (RUNTIME, GATE, "hustings_owner")
Picture = dict[tuple[str, str], tuple[object, ...]]


def stamp_faults(connection: Looked) -> Iterator[Fault]:
    """A database that another version, or one with another secret key, has drawn."""
    if rows(connection, "SELECT fingerprint FROM access.stamp") != [(fingerprint(),)]:
        yield Fault(
            "stamp",
            "access.stamp",
            "The database is of another version of Hustings, or of another secret key. Run: bin/hustings migrate",
        )


def drawing_faults(connection: Looked, tolerated: Iterable[str] = ()) -> Iterator[Fault]:
    """Where the database differs from what this version draws. As the owner; waits five seconds for its locks."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL lock_timeout = '5s'")
            # Their bodies read tables whose policies are forced on the owner too; migrate has checked them.
            connection.execute("SET LOCAL check_function_bodies = off")
            before = _picture(connection)
            building.build(connection, all_walls(), key_pads())
            after = _picture(connection)
    except errors.LockNotAvailable:
        yield Fault(
            "busy", "", "The database is busy, and the walls could not be compared. Try again in a minute."
        )
        return
    yield from _differences(before, after)
    for table, who in rows(connection, STRANGERS, [*OUR_GRANTEES, *tolerated]):
        yield Fault("privilege", table, f"{who} has rights on {table}. Run: REVOKE ALL ON {table} FROM {who}")


def _picture(connection: Looked) -> Picture:
    return {
        (kind, name): tuple(told)
        for kind, statement in DRAWN.items()
        for name, *told in rows(connection, statement)
    }


def _differences(before: Picture, after: Picture) -> Iterator[Fault]:
    for kind, name in sorted(before.keys() | after.keys()):
        stands, drawn = before.get((kind, name)), after.get((kind, name))
        if stands is None:
            yield Fault(kind, name, f"Missing: {name}. {MEND}")
        elif drawn is None:
            yield Fault(kind, name, f"Not of this version: {name}. {MEND}")
        elif stands != drawn:
            yield Fault(kind, name, f"Not as this version has it: {name}. {MEND}")
