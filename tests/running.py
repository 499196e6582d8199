"""`bin/test`: all tests, or the paths named; what is marked for both databases, on the oldest one too."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hustings.config.server.binaries import major_version
from hustings.config.server.postgres import OLDEST
from hustings.config.starting import REFUSALS
from tests.serving import call_with, serving

ROOT = Path(__file__).resolve().parents[1]
MARK = "both_databases"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_VARIABLE = "HUSTINGS_CHROMIUM"
OLDEST_BINARIES = Path(f"/usr/lib/postgresql/{OLDEST}/bin")
NO_TESTS = 5


class UnableToTest(Exception):
    """Something the tests need is missing; the message says what to install."""


def main(arguments: list[str]) -> int:
    """Run the tests and return pytest's exit code: on the oldest PostgreSQL we support, then on ours."""
    paths = [ROOT / "hustings", ROOT / "tests"] if _names_no_path(arguments) else _paths(arguments)
    try:
        _find_browser(is_needed=_any_holds(paths, "journey"))
        oldest = _run_on_oldest(arguments) if _any_holds(paths, MARK) and "-m" not in arguments else 0
        with serving() as server:
            ours = call_with(server, _pytest(*arguments))
    except (UnableToTest, *REFUSALS) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return ours or oldest


def _run_on_oldest(arguments: Sequence[str]) -> int:
    binaries = _find_oldest()
    if binaries is None:
        print(
            f"Left out: the tests on PostgreSQL {OLDEST}, the oldest we support; this machine has none. "
            f"On Debian 12: apt-get install -y postgresql-{OLDEST}"
        )
        return 0
    with serving(binaries) as server:
        print(f"On PostgreSQL {server['version']}, what is marked {MARK}:", flush=True)
        code = call_with(server, _pytest("-m", MARK, *arguments))
    return 0 if code == NO_TESTS else code


def _pytest(*arguments: str) -> list[str]:
    """Keep a file's tests together, and files in the order that `conftest.py` gives them."""
    spread = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    return [sys.executable, "-m", "pytest", *spread, *arguments]


def _names_no_path(arguments: Sequence[str]) -> bool:
    return not any(Path(argument.split("::")[0]).exists() for argument in arguments)


def _paths(arguments: Sequence[str]) -> list[Path]:
    named = [Path(argument.split("::")[0]) for argument in arguments]
    return [path for path in named if path.exists()]


def _any_holds(paths: Sequence[Path], mark: str) -> bool:
    """Whether a test below these paths carries the mark; reading is quicker than collecting."""
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("test_*.py"))]
    return any(f"mark.{mark}" in file.read_text("utf-8") for file in files)


def _find_browser(*, is_needed: bool) -> None:
    named = os.environ.get(BROWSER_VARIABLE)
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and is_needed:
        _install("chromium", "fonts-liberation")
        found = shutil.which("chromium")
    if found:
        os.environ[BROWSER_VARIABLE] = found
    elif is_needed:
        raise UnableToTest(
            "The tests in a browser need Chromium, and this machine has none. Install it: on Debian or "
            "Ubuntu as root 'apt-get install -y chromium fonts-liberation', on Fedora 'dnf install "
            f"chromium', on macOS 'brew install --cask chromium'; or name one in {BROWSER_VARIABLE}. Then "
            "start again."
        )


def _find_oldest() -> Path | None:
    if not (OLDEST_BINARIES / "initdb").exists():
        _install_oldest()
    for binaries in (OLDEST_BINARIES, _pg_config()):
        if binaries and (binaries / "initdb").exists() and major_version(binaries) == OLDEST:
            return binaries
    return None


def _pg_config() -> Path | None:
    if (program := shutil.which("pg_config")) is None:
        return None
    said = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    return Path(said.stdout.strip()) if said.returncode == 0 else None


def _install_oldest() -> None:
    # Debian's package would start a server of its own, on a port that somebody may want.
    keep_quiet = Path("/etc/postgresql-common/createcluster.d/hustings-tests.conf")
    if os.geteuid() == 0 and shutil.which("apt-get") and not keep_quiet.exists():
        keep_quiet.parent.mkdir(parents=True, exist_ok=True)
        keep_quiet.write_text("create_main_cluster = false\n", "ascii")
    _install(f"postgresql-{OLDEST}")


def _install(*packages: str) -> None:
    """Install packages of the system where we are root on Debian or its kin; elsewhere do nothing."""
    program = shutil.which("apt-get")
    if os.geteuid() != 0 or program is None:
        return
    print(f"Installing {' and '.join(packages)} for the tests.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run([program, "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
