"""The wall as it is printed, beside the wall that the database has: every policy, function, privilege and table row."""

from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from conftest import superuser
from hustings.access.building import DEFINED, statements
from hustings.access.gate import RUNTIME
from hustings.config.checking.drawing import DRAWN
from hustings.config.checking.faults import rows
from hustings.config.migrating import all_walls
from hustings.lib.walls import Shelf

pytestmark = pytest.mark.both_databases
CLEAR = """
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) FROM pg_policies
    UNION ALL SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc
        WHERE pronamespace = to_regnamespace('access') LOOP
        EXECUTE one;
    END LOOP;
END $$
"""


def printed() -> str:
    said = StringIO()
    call_command("policies", stdout=said)
    return said.getvalue()


def picture(looked: psycopg.Connection[Any]) -> dict[str, set[str]]:
    return {kind: {str(row) for row in rows(looked, statement)} for kind, statement in DRAWN.items()}


def test_what_is_printed_is_what_the_database_has(template_database: str) -> None:
    with superuser(template_database) as looked, looked.transaction(force_rollback=True):
        # What tests alone may call is no part of the wall.
        looked.execute("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA access FROM hustings_arranger")
        looked.execute("SET LOCAL ROLE hustings_owner")
        looked.execute("SET LOCAL check_function_bodies = off")
        before = picture(looked)
        looked.execute(CLEAR)
        looked.execute(printed().encode())
        after = picture(looked)

    assert {kind: after[kind] ^ before[kind] for kind in before} == {kind: set() for kind in before}


def test_no_policy_is_there_that_is_not_printed(template_database: str) -> None:
    with superuser(template_database) as looked:
        found = looked.execute(
            "SELECT format('CREATE POLICY %s ON %s ', policyname, tablename) FROM pg_policies"
        ).fetchall()
    said = printed()

    assert found
    assert [policy for (policy,) in found if policy not in said] == []


def test_the_key_of_the_seals_is_not_printed() -> None:
    assert "INSERT INTO access.key" not in printed()


def test_every_function_of_the_gate_has_a_name_of_its_own() -> None:
    names = DEFINED.findall("\n".join(statements(())))

    assert len(names) == len(set(names))


def test_every_table_but_the_log_can_be_read_by_some_policy() -> None:
    said = printed()

    assert [
        wall.table
        for wall in all_walls()
        if f"ON {wall.table} FOR SELECT TO {RUNTIME}" not in said and wall.shelf is not Shelf.LOG
    ] == []
