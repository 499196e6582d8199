"""Files on a disk whose power goes at any moment: what was promised is there, and nothing is there by half."""

import os
from pathlib import Path
from typing import Any

import pytest

from hustings.lib import durable_files
from hustings.lib.durable_files import MANY, write_durably

FEW = {f"tile/0/x001/{number:03d}": b"hashes" * number for number in range(1, 4)}
LOTS = {f"tile/{number % 3}/{number:03d}": os.urandom(9) for number in range(MANY + 5)}


class Disk:
    """What would be left after a power cut: contents that were synced, under names that were synced."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.contents: dict[int, bytes] = {}
        self.names: dict[str, int] = {}
        self.left: list[dict[str, bytes]] = []
        self._fsync, self._sync_all = os.fsync, durable_files.sync_file_system
        patch.setattr(os, "fsync", self.fsync)
        patch.setattr(durable_files, "sync_file_system", self.sync_all)

    def fsync(self, descriptor: int) -> None:
        self._fsync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_dir():
            self._keep_names(path)
        else:
            self.contents[path.stat().st_ino] = path.read_bytes()
        self._cut()

    def sync_all(self, folder: Path) -> None:
        self._sync_all(folder)
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.contents[path.stat().st_ino] = path.read_bytes()
        for path in [self.folder, *self.folder.rglob("*")]:
            if path.is_dir():
                self._keep_names(path)
        self._cut()

    def _keep_names(self, folder: Path) -> None:
        for path in folder.iterdir():
            self.names[path.relative_to(self.folder).as_posix()] = path.stat().st_ino

    def _cut(self) -> None:
        """What is left if the power goes now: a name that is reached by synced names alone."""
        left = {}
        for name, inode in self.names.items():
            way = [parent.as_posix() for parent in Path(name).parents][:-1]
            if (self.folder / name).is_file() and all(parent in self.names for parent in way):
                left[name] = self.contents.get(inode, b"torn")
        self.left.append(left)


@pytest.mark.parametrize("files", [FEW, LOTS], ids=["few", "many"])
def test_all_is_on_the_disk_and_was_never_there_by_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]
) -> None:
    disk = Disk(tmp_path, monkeypatch)
    write_durably(tmp_path, files)

    assert disk.left[-1] == files
    for left in disk.left:
        named = {name: content for name, content in left.items() if not Path(name).name.startswith(".")}
        assert named == {name: files[name] for name in named}


def test_many_files_take_two_syncs_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(tmp_path, monkeypatch)
    write_durably(tmp_path, LOTS)

    assert len(disk.left) == 2


def test_where_the_file_system_cannot_be_synced_each_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable_files, "C_LIBRARY", object())
    disk = Disk(tmp_path, monkeypatch)
    write_durably(tmp_path, LOTS)

    assert disk.left[-1] == LOTS
    assert len(disk.left) > len(LOTS)


def test_a_disk_that_does_not_take_it_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def syncfs(self, descriptor: int) -> int:
            return -1

    monkeypatch.setattr(durable_files, "C_LIBRARY", Full())

    with pytest.raises(OSError):  # noqa: PT011 - the number is the system's last one
        write_durably(tmp_path, LOTS)
    assert not any((tmp_path / name).exists() for name in LOTS)


def test_what_was_there_is_replaced_whole(tmp_path: Path) -> None:
    write_durably(tmp_path, {"checkpoint": b"a long first one"})
    write_durably(tmp_path, {"checkpoint": b"second"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"checkpoint": b"second"}


def test_nothing_to_write_is_written_at_once(tmp_path: Path) -> None:
    given: dict[str, Any] = {}
    write_durably(tmp_path, given)

    assert list(tmp_path.iterdir()) == []
