"""One approval used twice at once, each over a connection of its own: exactly one wins."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from conftest import clone, drop, url
from hustings.lib.uuid7 import uuid7
from tests.real_server import put_on_stage

ASK = "SELECT access.ask_approval(%s, 'export', '{}', 2, 'for the printer', 24)"
USE = "SELECT access.use_approval(%s, 'export', '{}')"
Session = psycopg.Connection[Any]


@pytest.fixture
def staged(template_database: str) -> Iterator[tuple[str, dict[str, str]]]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name, put_on_stage(name)
    drop(name)


def come_in(name: str, cookie: str, action: str) -> Session:
    session = psycopg.connect(url("hustings_web", name))
    session.execute("SELECT access.begin(%s, 'administration', %s)", [cookie, action])
    return session


def test_of_two_uses_at_once_exactly_one_wins(staged: tuple[str, dict[str, str]]) -> None:
    name, cookies = staged
    approval = uuid7()
    with come_in(name, cookies["priya"], "access:grant:end") as session:
        session.execute(ASK, [approval])
    with come_in(name, cookies["moira"], "access:approval:decide") as session:
        session.execute("SELECT access.approve(%s)", [approval])

    def use(_number: int) -> str:
        try:
            with come_in(name, cookies["priya"], "access:grant:end") as session:
                session.execute(USE, [approval])
                session.execute("SELECT pg_sleep(0.2)")
        except psycopg.errors.UniqueViolation:
            return "refused"
        return "used"

    with ThreadPoolExecutor(6) as many:
        answers = sorted(many.map(use, range(6)))

    assert answers == ["refused"] * 5 + ["used"]
