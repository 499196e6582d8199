import hmac
import os
import subprocess
from base64 import b64decode
from collections.abc import Iterator

import psycopg
import pytest

from hustings.config.preparing import (
    LOGINS,
    administrators_script,
    connection_urls,
    new_passwords,
    scram_verifier,
)
from hustings.config.server.binaries import find_binaries
from hustings.config.server.data_folder import server_account
from hustings.config.tests.processes import ask
from tests.serving import serving, thrown_away_folder

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
Server = dict[str, object]


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, object]]:
    """A server whose roles may be changed."""
    with serving() as started:
        yield started


def run_in_psql(server: Server, script: str) -> None:
    passwords = server["passwords"]
    assert isinstance(passwords, dict)
    subprocess.run(
        [find_binaries(os.environ, server_account()) / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
        input=script,
        text=True,
        check=True,
        env={
            "PGHOST": str(server["host"]),
            "PGPORT": str(server["port"]),
            "PGUSER": "postgres",
            "PGPASSWORD": passwords["postgres"],
            "PGDATABASE": "postgres",
            "PGOPTIONS": "-c client_min_messages=warning",
        },
    )


def test_what_the_administrator_runs_makes_a_database_that_every_login_reaches(server: Server) -> None:
    passwords = new_passwords()
    script = administrators_script(passwords, "campaign")

    run_in_psql(server, script)
    run_in_psql(server, script)

    for address in connection_urls(passwords, "127.0.0.1", int(str(server["port"])), "campaign").values():
        with psycopg.connect(address) as connection:
            assert connection.info.dbname == "campaign"


def test_a_role_that_was_given_too_much_loses_it(server: Server) -> None:
    run_in_psql(server, "ALTER ROLE hustings_web SUPERUSER BYPASSRLS;")

    run_in_psql(server, administrators_script(new_passwords(), "campaign"))

    run_in_psql(
        server,
        "SET ROLE hustings_web; SELECT 1/(NOT rolsuper)::int FROM pg_roles WHERE rolname = current_user",
    )


def test_no_password_stands_in_what_the_administrator_runs() -> None:
    passwords = new_passwords()

    script = administrators_script(passwords)

    assert not any(password in script for password in passwords.values())
    assert script.count("SCRAM-SHA-256$4096:") == len(LOGINS)


def test_a_password_is_hashed_as_the_standard_says() -> None:
    nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
    salt = "W22ZaJ0SNY7soEsUEjb6gQ=="
    exchange = f"n=user,r=rOprNGfwEbeRWgbNEkqO,r={nonce},s={salt},i=4096,c=biws,r={nonce}"

    server_key = b64decode(scram_verifier("pencil", b64decode(salt)).split(":")[-1])

    # The server's signature in the example of RFC 7677, section 3.
    signature = b64decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
    assert hmac.digest(server_key, exchange.encode(), "sha256") == signature


def test_prepare_database_needs_no_server_and_keeps_script_and_passwords_apart() -> None:
    with thrown_away_folder() as folder:
        printed = ask(folder, "commanding", "prepare-database", "--host", "db.example")

    assert printed.returncode == 0, printed.stderr
    assert "CREATE DATABASE hustings OWNER hustings_owner" in printed.stdout
    assert "DATABASE_OWNER_URL=postgresql://hustings_owner:" in printed.stderr
    assert "DATABASE_OWNER_URL" not in printed.stdout
