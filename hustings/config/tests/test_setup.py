import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hustings.config.server.data_folder import CLONE

WITHOUT_VENV = """#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
exit 0
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with nothing in it but what `bin/setup` reads."""
    for folder in ("bin", "locks"):
        (tmp_path / folder).mkdir()
    shutil.copy2(CLONE / "bin" / "setup", tmp_path / "bin")
    for lock in (CLONE / "locks").glob("*.txt"):
        shutil.copy2(lock, tmp_path / "locks")
    return tmp_path


def tools(folder: Path, *more: str) -> str:
    """A search path with the few programs of a bare machine."""
    folder.mkdir()
    for name in ("bash", "cat", "cmp", "cp", "dirname", "env", "mkdir", "readlink", "rm", *more):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return str(folder)


def set_up(clone: Path, path: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [clone / "bin" / "setup", *arguments],
        env={"PATH": path, **more},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def pretend_it_is_installed(clone: Path, lock: str) -> None:
    venv = clone / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to("/bin/sh")
    (venv / "installed").mkdir()
    (venv / "installed" / "place").write_text(str(venv), "utf-8")
    shutil.copy2(clone / "locks" / f"{lock}.txt", venv / "installed")


def test_a_python_without_venv_is_told_what_to_install(clone: Path) -> None:
    python = clone / "python3"
    python.write_text(WITHOUT_VENV, "ascii")
    python.chmod(0o755)

    refused = set_up(clone, tools(clone / "tools"), PYTHON=str(python))

    assert refused.returncode == 1
    assert "apt-get install -y python3-venv" in refused.stderr
    assert not (clone / ".venv").exists()


def test_a_machine_without_python_is_told_what_to_install(clone: Path) -> None:
    refused = set_up(clone, tools(clone / "tools"))

    assert refused.returncode == 1
    assert "needs Python 3.11 or later, and found none" in refused.stderr


@pytest.mark.parametrize(
    ("lock", "asked"), [("core", []), ("development", []), ("development", ["development"])]
)
def test_where_the_same_locks_are_installed_nothing_is_done(clone: Path, lock: str, asked: list[str]) -> None:
    pretend_it_is_installed(clone, lock)

    done = set_up(clone, tools(clone / "tools"), *asked)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("changed", ["locks/core.txt", ".venv/installed/place"])
def test_another_lock_or_another_place_is_set_up_anew(clone: Path, changed: str) -> None:
    pretend_it_is_installed(clone, "core")
    (clone / changed).write_text("something else", "utf-8")

    begun = set_up(clone, tools(clone / "tools"))

    assert "Setting up Hustings" in begun.stderr


def test_nothing_is_set_up_by_a_name_that_means_nothing(clone: Path) -> None:
    refused = set_up(clone, os.environ["PATH"], "produktion")

    assert refused.returncode == 2
    assert "usage: bin/setup [development]" in refused.stderr
