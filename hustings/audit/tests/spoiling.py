"""Every way of spoiling a log that both verifiers must find, and the code of the sentence each must say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hustings.audit.tests.logs import MadeLog, flip, other_signer, rewritten, swap, tile
from hustings.lib.key_changes import KeyChange

SIZE = 700
Spoil = Callable[[MadeLog, Path], MadeLog]


def entry_changed(log: MadeLog, room: Path) -> MadeLog:
    flip(tile(log, "entries", 1), 5_000)
    return log


def tile_changed(log: MadeLog, room: Path) -> MadeLog:
    flip(tile(log, 0, 0), 3_333)
    return log


def upper_tile_changed(log: MadeLog, room: Path) -> MadeLog:
    flip(tile(log, 1, 0, 2), 40)
    return log


def tiles_swapped(log: MadeLog, room: Path) -> MadeLog:
    swap(tile(log, 0, 0), tile(log, 0, 1))
    return log


def whole_tiles_swapped(log: MadeLog, room: Path) -> MadeLog:
    swap(tile(log, "entries", 0), tile(log, "entries", 1))
    return tiles_swapped(log, room)


def bundle_cut(log: MadeLog, room: Path) -> MadeLog:
    file = tile(log, "entries", 2, SIZE - 512)
    file.write_bytes(file.read_bytes()[:-20])
    return log


def tile_gone(log: MadeLog, room: Path) -> MadeLog:
    tile(log, 0, 1).unlink()
    return log


def checkpoint_changed(log: MadeLog, room: Path) -> MadeLog:
    flip(log.file("checkpoint"), 60)
    return log


def root_changed(log: MadeLog, room: Path) -> MadeLog:
    checkpoint = log.folder.checkpoint()
    assert checkpoint is not None
    log.file("checkpoint").write_text(str(log.signer.sign(SIZE, b"\1" * 32)), "utf-8")
    return log


def signed_by_another(log: MadeLog, room: Path) -> MadeLog:
    log.sign_again(other_signer(room, log.signer.key.name))
    return log


def older_put_back(log: MadeLog, room: Path) -> MadeLog:
    log.file("checkpoint").write_bytes(log.kept[0])
    return log


def tail_cut_and_signed(log: MadeLog, room: Path) -> MadeLog:
    return rewritten(log, room / "thief", lambda leaves: leaves[:-1])


def past_rewritten(log: MadeLog, room: Path) -> MadeLog:
    return rewritten(log, room / "thief", lambda leaves: [*leaves[:10], leaves[3], *leaves[11:]])


def entry_inserted(log: MadeLog, room: Path) -> MadeLog:
    return rewritten(log, room / "thief", lambda leaves: [*leaves[:10], leaves[3], *leaves[10:]])


def entries_moved(log: MadeLog, room: Path) -> MadeLog:
    return rewritten(log, room / "thief", lambda leaves: [leaves[1], leaves[0], *leaves[2:]])


def _change_lines(log: MadeLog, change: Callable[[list[str]], list[str]]) -> MadeLog:
    file = log.file("keys")
    file.write_text("".join(change(file.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    return log


def change_moved(log: MadeLog, room: Path) -> MadeLog:
    """Somebody lets an old key sign more than it did."""
    return _change_lines(log, lambda lines: [f"9{lines[0]}", *lines[1:]])


def change_left_out(log: MadeLog, room: Path) -> MadeLog:
    return _change_lines(log, lambda lines: lines[1:])


def changes_swapped(log: MadeLog, room: Path) -> MadeLog:
    return _change_lines(log, lambda lines: lines[::-1])


def keys_gone(log: MadeLog, room: Path) -> MadeLog:
    return _change_lines(log, lambda lines: lines[:0])


def keys_cut(log: MadeLog, room: Path) -> MadeLog:
    return _change_lines(log, lambda lines: [lines[0], lines[1][:-20]])


def signed_by_an_old_key(log: MadeLog, room: Path) -> MadeLog:
    """Whoever stole the first key signs all that came since."""
    log.sign_again(log.earlier[0])
    return log


def change_signed_by_one(log: MadeLog, room: Path) -> MadeLog:
    """Somebody announces a key of theirs, which the log's own does not sign."""
    theirs = other_signer(room, log.signer.key.name)
    change = KeyChange(log.size, 0, log.signer.key, theirs.key)
    by_them = theirs.private.sign(change.text)
    said = str(replace(change, by_old=by_them, by_new=by_them))
    log.sign_again(theirs)
    return _change_lines(log, lambda lines: [*lines, said])


RENEWED_AND_SPOILT: dict[str, tuple[Spoil, str]] = {
    spoil.__name__: (spoil, code)
    for spoil, code in (
        (change_moved, "broken_keys"),
        (change_left_out, "wrong_signature"),
        (changes_swapped, "broken_keys"),
        (keys_gone, "wrong_signature"),
        (keys_cut, "broken_keys"),
        (signed_by_an_old_key, "wrong_signature"),
        (change_signed_by_one, "broken_keys"),
    )
}
"""What is found by whoever knows the first key of a log that has had three."""

SPOILT: dict[str, tuple[Spoil, str]] = {
    spoil.__name__: (spoil, code)
    for spoil, code in (
        (entry_changed, "entry_differs"),
        (tile_changed, "entry_differs"),
        (upper_tile_changed, "tile_differs"),
        (tiles_swapped, "entry_differs"),
        (whole_tiles_swapped, "history_changed"),
        (bundle_cut, "broken_bundle"),
        (tile_gone, "missing_file"),
        (checkpoint_changed, "wrong_signature"),
        (root_changed, "root_differs"),
        (signed_by_another, "wrong_signature"),
        (older_put_back, "shorter"),
        (tail_cut_and_signed, "shorter"),
        (past_rewritten, "history_changed"),
        (entry_inserted, "history_changed"),
        (entries_moved, "history_changed"),
    )
}
