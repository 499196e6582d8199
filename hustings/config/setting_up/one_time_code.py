"""The code that keeps a stranger from setting up a server that others can reach: printed where it was started."""

import hmac
import os
import secrets
from pathlib import Path

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
GROUPS, IN_A_GROUP = 4, 4


def one_time_code(folder: Path) -> str:
    """Read the code from `setup.code` in the data folder; make it, for its owner's eyes alone, where it is missing.

    Empty once the installation is set up.
    """
    path = folder / "setup.code"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(code + "\n")
    return code


def code_fits(folder: Path, typed: str) -> bool:
    """Whether somebody typed the code; capitals, spaces and hyphens do not matter."""
    code = _bare(one_time_code(folder))
    return bool(code) and hmac.compare_digest(_bare(typed), code)


def forget_code(folder: Path) -> None:
    """Wipe the code once the installation is set up; the empty file says that it was."""
    one_time_code(folder)
    (folder / "setup.code").write_text("", "ascii")


def _bare(code: str) -> bytes:
    return "".join(letter for letter in code.upper() if letter.isalnum()).encode()
