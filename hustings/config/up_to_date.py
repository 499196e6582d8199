"""Knowing, without starting Django, that a start has nothing to migrate: it is most of the wait at a second start."""

import hashlib
import json
from pathlib import Path

import psycopg

from hustings.config.preparing import DATABASE
from hustings.config.server.data_folder import CLONE, DataFolder
from hustings.config.server.postgres import Server


def is_up_to_date(folder: DataFolder, server: Server) -> bool:
    """Whether this very code has migrated this very database; in doubt it has not, and `migrate` looks itself."""
    try:
        kept = json.loads(_note(folder).read_text("ascii"))
    except (OSError, ValueError):
        return False
    return bool(kept == {"code": _code(folder), "database": _stamp(server)})


def note_up_to_date(folder: DataFolder, server: Server) -> None:
    """Keep what is true after `migrate`."""
    said = json.dumps({"code": _code(folder), "database": _stamp(server)})
    _note(folder).write_text(said, "ascii")


def _note(folder: DataFolder) -> Path:
    return folder.path / "up-to-date.json"


def _code(folder: DataFolder) -> str:
    """A hash of all our code, the libraries' versions, and the secret that the walls rest on."""
    digest = hashlib.sha256()
    code = CLONE / "hustings"
    for path in (*sorted(code.rglob("*.py")), *sorted(code.rglob("*.sql")), CLONE / "locks" / "core.txt"):
        digest.update(str(path).encode() + path.read_bytes())
    digest.update(folder.secret_key.read_bytes())
    return digest.hexdigest()


def _stamp(server: Server) -> str | None:
    """What `migrate` wrote into the database when it was done; None where it never was."""
    try:
        with server.connect(DATABASE) as connection:
            found = connection.execute("SELECT fingerprint FROM access.stamp").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return str(found[0]) if found else None
