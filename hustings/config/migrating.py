"""The wrapped `migrate`: migrations see every row, and the walls stand again, drawn anew, before anybody else does.

FORCE ROW LEVEL SECURITY blinds the owner too, and a foreign key added then would take an orphan for valid; so FORCE
is lowered for the migrations, the policies are made from the code, and FORCE is raised in the same transaction that
checks every deferred constraint.
"""

import hashlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

from hustings.access import building
from hustings.accounts.sessions import sealing_key
from hustings.config.renewing_secret import take_up_new_secret
from hustings.lib.walls import Wall

LOCK = 0x48757374
STAMP = "access.stamp"


def all_walls() -> Iterator[Wall]:
    """Every wall that a room declares in its `walls.py`."""
    for config in apps.get_app_configs():
        if config.name.startswith("hustings.") and (Path(config.path) / "walls.py").exists():
            yield from import_module(f"{config.name}.walls").WALLS


def migrate(run_migrations: Callable[[], None]) -> bool:
    """Bring the database to this code's state. Returns False where it was there already and nothing was done."""
    connection.ensure_connection()
    owner: psycopg.Connection[tuple[object, ...]] = connection.connection
    stamp = fingerprint()
    owner.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
    try:
        if _stands(owner, stamp):
            return False
        _force(owner, "NO FORCE")
        run_migrations()
        take_up_new_secret()
        _draw_walls(owner, stamp)
    finally:
        owner.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
    return True


def redraw() -> None:
    """Draw every wall, function and privilege anew, and force the policies again; no migration is run."""
    connection.ensure_connection()
    owner: psycopg.Connection[tuple[object, ...]] = connection.connection
    owner.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
    try:
        _force(owner, "NO FORCE")
        _draw_walls(owner, fingerprint())
    finally:
        owner.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))


def fingerprint() -> str:
    """A hash of everything the database's shape comes from: migrations, walls, roles, SQL and the secret."""
    digest = hashlib.sha256(sealing_key())
    root = Path(settings.ROOT) / "hustings"
    sources = [*root.glob("*/migrations/*.py"), *root.glob("*/walls.py"), *root.glob("access/*.py")]
    offers = [root / "access" / "letting_in" / "offering.py", root / "access" / "watching" / "limits.py"]
    words = [root / "audit" / "words.py", *offers]
    for path in sorted([*sources, *root.glob("access/sql/*.sql"), *words]):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update((Path(settings.ROOT) / "locks" / "core.txt").read_bytes())
    return digest.hexdigest()


def key_pads() -> tuple[bytes, bytes]:
    """The two pads of HMAC-SHA-256 (RFC 2104), so that the database checks a seal with `sha256` alone."""
    key = sealing_key().ljust(64, b"\0")
    return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)


def _stands(owner: psycopg.Connection[tuple[object, ...]], stamp: str) -> bool:
    if owner.execute("SELECT to_regclass(%s)", (STAMP,)).fetchone() == (None,):
        return False
    return owner.execute("SELECT fingerprint FROM access.stamp").fetchone() == (stamp,)


def _force(owner: psycopg.Connection[tuple[object, ...]], word: str) -> None:
    tables = owner.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
    ).fetchall()
    for (table,) in tables:
        owner.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY".encode())


def _draw_walls(owner: psycopg.Connection[tuple[object, ...]], stamp: str) -> None:
    with owner.transaction():
        building.build(owner, all_walls(), key_pads())
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _force(owner, "FORCE")
        owner.execute("CREATE TABLE IF NOT EXISTS access.stamp (fingerprint text NOT NULL)")
        owner.execute("DELETE FROM access.stamp")
        owner.execute("INSERT INTO access.stamp VALUES (%s)", (stamp,))
