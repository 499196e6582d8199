"""Somebody who may run any SQL in the web's login, or the worker's, and writes to the log: in their own name alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.walls.intruder import ME, OTHER, as_login, open_mine

pytestmark = pytest.mark.both_databases
LOG = """
SELECT access.log_entry(gen_random_uuid(), now(), %s::uuid, %s, 'organise', 'done', NULL, '', 0, NULL, NULL, '', '{}',
    '{}', '{}')
"""
READING, SIGNING_IN = "register:elector:list", "accounts:person:sign-in"
FOUNDING, ACCEPTING, CHASING = "organisation:setup:make", "access:invitation:accept", "copies:copy:settle"
WEB, WORKER = "hustings_web", "hustings_worker"
REFUSED = {
    "somebody else's, in my scope": (WEB, "mine", OTHER, READING),
    "somebody else's sign-in, in my scope": (WEB, "mine", OTHER, SIGNING_IN),
    "nobody's, in my scope": (WEB, "mine", None, READING),
    "somebody else's, on my errand": (WORKER, "errand", OTHER, READING),
    "nobody's, on my errand": (WORKER, "errand", None, READING),
    "somebody else's, as me at the console": (WORKER, "console", OTHER, READING),
    "a reading of mine, while nobody is known": (WEB, "sign in", ME, READING),
    "a founder's, long after": (WEB, "sign in", ME, FOUNDING),
    "whose invitation was taken up by nobody": (WEB, "sign in", ME, ACCEPTING),
    "mine, on the installation's duty": (WORKER, "duty", ME, CHASING),
    "my sign-in, on the installation's duty": (WORKER, "duty", ME, SIGNING_IN),
    "mine, in no scope": (WEB, "none", ME, READING),
    "my sign-in, in no scope": (WEB, "none", ME, SIGNING_IN),
    "mine, in no scope of the worker": (WORKER, "none", ME, READING),
    "mine, in no scope of the group": (WEB, "group", ME, READING),
}
TAKEN = {
    "mine, in my scope": (WEB, "mine", ME, READING),
    "mine, on my errand": (WORKER, "errand", ME, READING),
    "mine, as me at the console": (WORKER, "console", ME, READING),
    "who signs in": (WEB, "sign in", ME, SIGNING_IN),
    "nobody's, while nobody is known": (WEB, "sign in", None, READING),
    "nobody's, on the installation's duty": (WORKER, "duty", None, CHASING),
    "nobody's, in no scope": (WORKER, "none", None, READING),
}


@contextmanager
def standing(login: str, where: str, database: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of a login in some scope, and in a transaction that is taken back."""
    with as_login(login, database, in_scope=where == "mine") as connection:
        if where == "errand":
            nonce = open_mine(connection)
            left = connection.execute("SELECT access.delegate(gen_random_uuid(), 1)").fetchone()
            connection.execute("SELECT access.finish(%s)", (nonce,))
            begun = connection.execute("SELECT person FROM access.begin_errand(%s)", left).fetchone()
            assert begun == (ME,)
        elif where == "console":
            asked = "SELECT person FROM access.begin_as(%s, 'organise', %s)"
            assert connection.execute(asked, (f"{ME.int}@moor.example", READING)).fetchone() == (ME,)
        elif where == "sign in":
            connection.execute("SELECT access.begin_sign_in()")
        elif where == "duty":
            connection.execute("SELECT access.begin_duty('chase copies', %s, 'administration')", (CHASING,))
        elif where == "group":
            connection.execute("SET ROLE hustings_runtime")
        yield connection


@pytest.mark.parametrize("attack", REFUSED)
def test_an_entry_in_another_name_is_refused(database: str, attack: str) -> None:
    login, where, who, what = REFUSED[attack]
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="nobody else's name")
    with standing(login, where, database) as connection, refused:
        connection.execute(LOG, (who, what))


@pytest.mark.parametrize("entry", TAKEN)
def test_an_entry_in_ones_own_name_is_taken(database: str, entry: str) -> None:
    login, where, who, what = TAKEN[entry]
    with standing(login, where, database) as connection:
        assert connection.execute(LOG, (who, what)).fetchone()


def test_who_may_do_the_workers_errands_and_no_more_writes_no_entry_at_all(database: str) -> None:
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied")
    with standing(WORKER, "none", database) as connection, refused:
        connection.execute("SET ROLE hustings_work")
        connection.execute(LOG, (ME, READING))
