"""Where an installation keeps what is its own, and who may enter."""

import hashlib
import json
import os
import pwd
import secrets
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hustings.config.server.children import Account

CLONE = Path(__file__).resolve().parents[3]
ROOTS_FOLDER = Path("/var/lib/hustings")


class UnableToUseFolder(Exception):
    """The data folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class DataFolder:
    """Everything of one installation that is not in the clone: database, secrets, files, logs."""

    path: Path

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def server(self) -> Path:
        return self.path / "server"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def connection(self) -> Path:
        return self.path / "connection.json"

    @property
    def contents(self) -> Path:
        """Says `demo` or `own`, once it is known."""
        return self.path / "contents"

    @property
    def secret_key(self) -> Path:
        return self.keys / "secret-key"


def choose_folder(environment: Mapping[str, str], *, new: bool = False) -> DataFolder:
    """Find the data folder: HUSTINGS_DATA, else this clone's own; `new` is the one without the demo."""
    if chosen := environment.get("HUSTINGS_DATA"):
        return DataFolder(Path(chosen).expanduser().absolute())
    digest = hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]
    name = f"{CLONE.name}-{digest}{'-own' if new else ''}"
    if os.geteuid() == 0:
        return DataFolder(ROOTS_FOLDER / name)
    home = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return DataFolder(Path(home) / "hustings" / name)


def server_account() -> Account | None:
    """The account of the database server: our own, but never root's, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise UnableToUseFolder(
        "PostgreSQL refuses to run as root, and this machine has no account 'postgres' or 'nobody' to run it "
        "under. Start Hustings as an ordinary user, or make an account named 'postgres'."
    )


def prepare_folder(folder: DataFolder, account: Account | None) -> None:
    """Make the folder and its parts, closed to everyone else.

    Under root the database server has another account: it may pass through the folder to its own part and
    read nothing else. Where a folder above is closed to it, its part lies under /var/lib/hustings behind a
    link.
    """
    try:
        for part in (folder.path, folder.keys, folder.logs, folder.files):
            part.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.chmod(0o700)
        if account is None:
            folder.server.mkdir(exist_ok=True, mode=0o700)
        else:
            folder.path.chmod(0o711)
            _give_server_part(folder, account)
    except OSError as error:
        raise UnableToUseFolder(
            f"The data folder {folder.path} cannot be used: {error.strerror}. Nothing was changed. "
            "Name another with HUSTINGS_DATA, or mend the permissions."
        ) from None


def _give_server_part(folder: DataFolder, account: Account) -> None:
    if not folder.server.exists():
        # Two starts at once may both come here; the second finds it made.
        with suppress(FileExistsError):
            _make_server_part(folder, account)
    os.chown(folder.server, account.uid, account.gid)
    if not _can_enter(folder.server.resolve(), account):
        raise UnableToUseFolder(
            f"The account {account.name} may not enter {folder.server.resolve()}, where its database lies. "
            f"Open the folders above it again (chmod a+x), or name another data folder with HUSTINGS_DATA."
        )


def _make_server_part(folder: DataFolder, account: Account) -> None:
    if _can_enter(folder.path, account):
        folder.server.mkdir(mode=0o700)
        return
    elsewhere = ROOTS_FOLDER / f"server-{secrets.token_hex(6)}"
    elsewhere.mkdir(parents=True, mode=0o700)
    try:
        folder.server.symlink_to(elsewhere)
    except FileExistsError:
        elsewhere.rmdir()


def _can_enter(path: Path, account: Account) -> bool:
    asked = subprocess.run(
        ["/bin/sh", "-c", 'cd "$0"', str(path)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0


def keep_secret_key(folder: DataFolder) -> Path:
    """Make the installation's secret key once; every later start finds the same."""
    if not folder.secret_key.exists():
        made = folder.keys / f"secret-key.{secrets.token_hex(4)}"
        write_secret(made, secrets.token_urlsafe(48))
        # Of two starts at once one wins, and both read what it made.
        with suppress(FileExistsError):
            os.link(made, folder.secret_key)
        made.unlink()
    return folder.secret_key


def keep_passwords(folder: DataFolder, roles: Iterable[str]) -> dict[str, str]:
    """Read one password for each role, making those that are missing."""
    file = folder.keys / "passwords.json"
    known: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    missing = {role: secrets.token_urlsafe(24) for role in roles if role not in known}
    if missing:
        known |= missing
        write_secret(file, json.dumps(known, indent=1))
    return known


def write_secret(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    making = file.with_name(f"{file.name}.making")
    making.unlink(missing_ok=True)
    with os.fdopen(
        os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    making.rename(file)
