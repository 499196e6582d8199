"""The test database: a template migrated once by the real `migrate`, cloned for each worker.

`bin/test` starts the server and says in HUSTINGS_TEST_SERVER where it is. The tests' login may become the web's
role, the worker's, or (inside `arranging()`) one that sees past the walls and exists on test servers only.
"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

ROOT = Path(__file__).parent
SERVER: dict[str, Any] = json.loads(os.environ.get("HUSTINGS_TEST_SERVER", "{}"))
TEMPLATE = "HUSTINGS_TEST_TEMPLATE"
TEST_SECRET = "a secret of the tests alone, longer than thirty-two characters"


# A busy machine draws slowly and answers late, and neither is a fault; what never ends still is. Tests that bound what
# they call more closely say so themselves.
property_settings.register_profile("hustings", deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("hustings")


def url(role: str, name: str) -> str:
    """The address of a database on the test server, as one of its logins."""
    return f"postgresql://{role}:{SERVER['passwords'][role]}@{SERVER['host']}:{SERVER['port']}/{name}"


def prepare_environment() -> None:
    """Name the database before Django reads its settings. Without a server only tests without one can run."""
    os.environ["HUSTINGS_SECRET_KEY"] = TEST_SECRET
    os.environ.pop("HUSTINGS_SECRET_KEY_FILE", None)
    os.environ["HUSTINGS_DATABASE_ROLE"] = "web"
    os.environ.setdefault("HUSTINGS_DATA", str(ROOT / "build" / "test-data"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "hustings.config.settings"
    os.environ["DATABASE_URL"] = (
        url("hustings_tester", "postgres") + "?options=-c%20role%3Dhustings_web"
        if SERVER
        else "postgresql://nobody@127.0.0.1:1/none"
    )


prepare_environment()
django.setup()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys, whatever the order drawn: few and long, they would keep one worker alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


def superuser(name: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(url("postgres", name), autocommit=True)


def template_name() -> str:
    """One template for one state of the schema, so that a second run finds it made; workers take the first's word."""
    from hustings.config.migrating import fingerprint

    return os.environ.setdefault(TEMPLATE, f"hustings_template_{fingerprint()[:16]}")


def make_template(name: str) -> None:
    """Create and migrate the template unless it stands; the last grant marks it as whole."""
    with superuser() as server:
        server.execute("SELECT pg_advisory_lock(7)")
        if server.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", (name,)
        ).fetchone():
            return
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}" OWNER hustings_owner'.encode())
        environment = {
            **os.environ,
            "HUSTINGS_DATABASE_ROLE": "owner",
            "DATABASE_OWNER_URL": url("hustings_owner", name),
        }
        subprocess.run(
            [sys.executable, "-m", "hustings", "migrate", "-v0"], check=True, env=environment, cwd=ROOT
        )
        with superuser(name) as made:
            made.execute("GRANT USAGE ON SCHEMA public, access TO hustings_arranger")
            made.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO hustings_arranger")
            made.execute("GRANT ALL ON ALL TABLES IN SCHEMA access TO hustings_arranger")
            made.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO hustings_arranger")
            # Past the walls a test writes to the log, and the bare side of a bench runs the page's own code.
            made.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO hustings_arranger")
        server.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true'.encode())


def clone(template: str, name: str) -> None:
    """Clone the template; what a template does not pass on is said again."""
    with superuser() as server:
        for _attempt in range(50):
            try:
                server.execute(
                    f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER hustings_owner'.encode()
                )
                break
            except psycopg.errors.ObjectInUse:
                time.sleep(0.2)
        server.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'.encode())
        server.execute(
            f'GRANT CONNECT ON DATABASE "{name}" TO hustings_runtime, hustings_tester, hustings_backup'.encode()
        )


def drop(name: str) -> None:
    with superuser() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    if SERVER and not hasattr(config, "workerinput") and not config.option.collectonly:
        make_template(template_name())


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    if not SERVER:
        pytest.skip("there is no test server: run bin/test")
    from django.db import connection

    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_name(), name)
    connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
    drop(name)


@pytest.fixture(scope="session")
def template_database() -> str:
    """The migrated template's name, for tests that run a real server process on a clone of their own."""
    return template_name()


pytest_plugins = ["tests.cast"]
