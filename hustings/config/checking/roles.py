"""The database's roles: what none of ours may be, belong to or own."""

from collections.abc import Iterable, Iterator

from hustings.config.checking.faults import Fault, Looked, rows

GROUPS = ("hustings_runtime", "hustings_work", "hustings_gate")
RUNTIME = ("hustings_web", "hustings_worker", *GROUPS)
BELONGS = {
    "hustings_web": {"hustings_runtime"},
    "hustings_worker": {"hustings_runtime", "hustings_work"},
    "hustings_owner": {"hustings_gate"},
    "hustings_backup": {"pg_read_all_data", "pg_write_all_data"},
    **{group: set[str]() for group in GROUPS},
    # A stop ends what a stopped person has running.
    "hustings_gate": {"pg_signal_backend"},
}
"""Our roles, and what each belongs to; to nothing else."""

PASSES_WALLS = "hustings_backup"
"""A copy must hold every row; nobody else may see past the walls."""

POWERS = """
SELECT rolname, unnest(array_remove(ARRAY[
    CASE WHEN rolsuper THEN 'is a superuser' END,
    CASE WHEN rolbypassrls AND rolname <> %s THEN 'passes row-level security' END,
    CASE WHEN rolcreaterole THEN 'may make roles' END,
    CASE WHEN rolcreatedb THEN 'may make databases' END,
    CASE WHEN rolreplication THEN 'may replicate' END,
    CASE WHEN rolcanlogin AND rolname = ANY (%s) THEN 'can sign in, though it is a group' END
], NULL)) FROM pg_roles WHERE rolname = ANY (%s)
"""
MEMBERS = """
SELECT member.rolname, held.rolname FROM pg_auth_members given
JOIN pg_roles held ON held.oid = given.roleid JOIN pg_roles member ON member.oid = given.member
WHERE (member.rolname = ANY (%s) OR held.rolname = ANY (%s)) AND NOT (member.rolsuper OR member.rolcreaterole)
"""
PAST_THE_WALLS = "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper AND rolname <> %s"
OWNED = """
SELECT owner.rolname, thing.kind || ' ' || thing.name FROM (
    SELECT relowner AS owner, 'the table' AS kind, oid::regclass::text AS name FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL SELECT proowner, 'the function', oid::regprocedure::text FROM pg_proc
    UNION ALL SELECT nspowner, 'the schema', nspname::text FROM pg_namespace
    UNION ALL SELECT datdba, 'the database', datname::text FROM pg_database WHERE datname = current_database()
) thing JOIN pg_roles owner ON owner.oid = thing.owner
WHERE owner.rolname = ANY (%s)
  AND NOT (owner.rolname = 'hustings_gate' AND thing.kind = 'the function' AND starts_with(thing.name, 'access.'))
"""
SETTINGS = """
SELECT r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
WHERE r.rolname = ANY (%s)
"""
RIGHTS = """
SELECT r.rolname, may.what FROM pg_roles r, LATERAL (VALUES
    ('make temporary tables', has_database_privilege(r.rolname, current_database(), 'TEMP')),
    ('make schemas', has_database_privilege(r.rolname, current_database(), 'CREATE')),
    ('make tables in public', has_schema_privilege(r.rolname, 'public', 'CREATE')),
    ('make functions in access', has_schema_privilege(r.rolname, 'access', 'CREATE'))
) may (what, does) WHERE r.rolname = ANY (%s) AND may.does
"""
MYSELF = """
SELECT rolname, rolsuper OR rolbypassrls,
       ARRAY(SELECT above.rolname::text FROM pg_roles above
             WHERE above.rolname IN ('hustings_owner', 'hustings_gate') AND NOT me.rolsuper
               AND pg_has_role(me.oid, above.oid, 'MEMBER'))
FROM pg_roles me WHERE rolname = current_user
"""


def role_faults(connection: Looked, tolerated: Iterable[str] = ()) -> Iterator[Fault]:
    """Roles that are more than they should be. `tolerated` names those that only a test server has."""
    known = {*BELONGS, *tolerated}
    for (name,) in rows(connection, PAST_THE_WALLS, PASSES_WALLS):
        if name not in known:
            yield Fault("role", name, f"{name} passes row-level security. Run: ALTER ROLE {name} NOBYPASSRLS")
    yield from _powers(connection)
    yield from _memberships(connection, set(tolerated))
    for role, thing in rows(connection, OWNED, list(RUNTIME)):
        yield Fault("ownership", role, f"{role} owns {thing}. Give it to hustings_owner.")
    for role, setting in rows(connection, SETTINGS, [*BELONGS]):
        yield Fault("setting", role, f"{role} begins with {setting}. Run: ALTER ROLE {role} RESET ALL")


def right_faults(connection: Looked) -> Iterator[Fault]:
    """What would let the runtime make something of its own that leads a query astray."""
    for role, what in rows(connection, RIGHTS, list(RUNTIME)):
        yield Fault("privilege", role, f"{role} may {what}, and must not.")


def own_faults(connection: Looked) -> Iterator[Fault]:
    """The login that is looking: what the web and the worker must not be themselves."""
    for name, sees_all, belongs in rows(connection, MYSELF):
        if sees_all:
            yield Fault("role", name, f"This process signs in as {name}, which no policy holds back.")
        for held in belongs:
            yield Fault("membership", name, f"{name} belongs to {held}, and could become it.")


def _powers(connection: Looked) -> Iterator[Fault]:
    there = {name for (name,) in rows(connection, "SELECT rolname::text FROM pg_roles")}
    for name in sorted(set(BELONGS) - there):
        yield Fault(
            "role", name, f"The role {name} is missing. Run what bin/hustings prepare-database prints."
        )
    for name, power in rows(connection, POWERS, PASSES_WALLS, list(GROUPS), [*BELONGS]):
        yield Fault("role", name, f"{name} {power}, and must not.")


def _memberships(connection: Looked, tolerated: set[str]) -> Iterator[Fault]:
    for member, held in rows(connection, MEMBERS, [*BELONGS], [*BELONGS]):
        if member not in tolerated and held not in BELONGS.get(member, set()):
            yield Fault(
                "membership",
                member,
                f"{member} belongs to {held}, and must not. Run: REVOKE {held} FROM {member}",
            )
