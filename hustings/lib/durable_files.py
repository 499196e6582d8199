"""Files that are on the disk, and not only promised, when the call returns."""

import ctypes
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MANY = 32
"""From so many files on, one call for the whole file system is quicker than one for each."""

C_LIBRARY = ctypes.CDLL(None, use_errno=True)


def write_durably(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files under their names below a folder: each whole or not at all, and all on the disk when this returns.

    In which order they get there is not said: what must not be seen before the others comes in a later call. Raises
    OSError where the disk did not take them.
    """
    _make_parents(folder, files)
    if len(files) >= MANY and hasattr(C_LIBRARY, "syncfs"):
        for name, content in files.items():
            _write(folder / name, content)
        sync_file_system(folder)
        for name in files:
            _name(folder / name)
        sync_file_system(folder)
        return
    with ThreadPoolExecutor(8) as pool:
        # Side by side: a disk takes many waiting writes in about the time of one.
        list(pool.map(_write_and_sync, [folder / name for name in files], files.values()))
        for name in files:
            _name(folder / name)
        list(pool.map(sync_folder, _folders(folder, files)))


def sync_file_system(folder: Path) -> None:
    """Wait until everything that was written to a folder's file system is on the disk: syncfs(2), Linux alone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if C_LIBRARY.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folders(folder: Path, names: Iterable[str]) -> set[Path]:
    """Every folder on the way to these names: a new one is itself a name in the one above."""
    on_the_way = {parent for name in names for parent in (folder / name).parents}
    return {parent for parent in on_the_way if parent == folder or folder in parent.parents}


def _make_parents(folder: Path, names: Iterable[str]) -> None:
    for parent in {(folder / name).parent for name in names}:
        parent.mkdir(parents=True, exist_ok=True, mode=0o755)


def _partial(target: Path) -> Path:
    return target.with_name(f".{target.name}.partial")


def _write(target: Path, content: bytes, *, sync: bool = False) -> None:
    # Without the layers of `open`: a batch of the log has five hundred files.
    descriptor = os.open(_partial(target), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_and_sync(target: Path, content: bytes) -> None:
    _write(target, content, sync=True)


def _name(target: Path) -> None:
    _partial(target).replace(target)
