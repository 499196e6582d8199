"""The roles and the database Hustings stands on: of the embedded server, and of an administrator's own."""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from urllib.parse import quote

from psycopg import Connection, sql

DATABASE = "hustings"
LOGINS = ("hustings_web", "hustings_worker", "hustings_owner", "hustings_backup")
VARIABLES = {
    "DATABASE_URL": "hustings_web",
    "DATABASE_WORKER_URL": "hustings_worker",
    "DATABASE_OWNER_URL": "hustings_owner",
    "DATABASE_BACKUP_URL": "hustings_backup",
}


def prepare_server(connection: Connection[tuple[object, ...]], passwords: Mapping[str, str]) -> None:
    """Make roles and database on a server of our own, as its superuser. Doing it again changes nothing."""
    connection.execute(roles_sql().encode())
    for login in LOGINS:
        set_password(connection, login, passwords[login])
    if connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
        connection.execute(_make_database(DATABASE).encode())
    for statement in connect_statements(DATABASE):
        connection.execute(statement.encode())
    connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")


def set_password(connection: Connection[tuple[object, ...]], login: str, password: str) -> None:
    """Give a login its password, hashed here, so that it stands in no log of the server."""
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(statement.format(sql.Identifier(login), sql.Literal(_verifier(password))))


def roles_sql() -> str:
    """The roles: groups that the walls name, and logins that belong to them."""
    return (files("hustings.config") / "sql" / "roles.sql").read_text("utf-8")


def connect_statements(database: str) -> Iterator[str]:
    """Who may enter a database: our logins and nobody else, none of them with temporary tables.

    A copy made from a template does not take these with it; whoever makes one says them again.
    """
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO hustings_runtime, hustings_backup"


def administrators_script(passwords: Mapping[str, str], database: str = DATABASE) -> str:
    """What the administrator of another server runs in psql. Hashes stand in it, no passwords."""
    lines = [
        "-- Roles and database of Hustings. For psql, by a superuser of PostgreSQL 15 or later. Harmless again.",
        "\\set ON_ERROR_STOP on",
        roles_sql(),
        *(f"ALTER ROLE {login} PASSWORD '{_verifier(word)}';" for login, word in passwords.items()),
        f"SELECT $make${_make_database(database)}$make$",
        f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec",
        *(f"{statement};" for statement in connect_statements(database)),
    ]
    return "\n".join(lines) + "\n"


def new_passwords(logins: Iterable[str] = LOGINS) -> dict[str, str]:
    """A fresh password for each login."""
    return {login: secrets.token_urlsafe(24) for login in logins}


def connection_urls(
    passwords: Mapping[str, str], host: str, port: int, database: str = DATABASE
) -> dict[str, str]:
    """The addresses by which the web, the worker, the owner and the backup reach the database."""
    return {
        variable: f"postgresql://{login}:{quote(passwords[login])}@{host}:{port}/{database}"
        for variable, login in VARIABLES.items()
    }


def scram_verifier(password: str, salt: bytes, iterations: int = 4096) -> str:
    """Hash a password as PostgreSQL stores it (RFC 5802), so that the server need never be told it."""
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    shown = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${iterations}:{shown[0]}${shown[1]}:{shown[2]}"


def _verifier(password: str) -> str:
    return scram_verifier(password, os.urandom(16))


def _make_database(database: str) -> str:
    return (
        f"CREATE DATABASE {database} OWNER hustings_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
    )
