"""Witnesses: people outside who sign what they saw, so that nobody can show one log here and another there."""

from django.utils.translation import gettext as _

from hustings.audit.signing import holds
from hustings.audit.tiles import LogFolder
from hustings.lib.key_changes import keys_for
from hustings.lib.merkle_tree import root_of
from hustings.lib.signed_notes import COSIGNATURE, Checkpoint, Key, UnreadableNote, read_checkpoint, read_key


class UnableToAccept(Exception):
    """A witness or a cosignature was not taken; the message says why, and nothing was changed."""


def witnesses(folder: LogFolder) -> list[Key]:
    """The witnesses that this log accepts, in the order they were added."""
    file = folder.path / "witnesses"
    return [read_key(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def add_witness(folder: LogFolder, name: str, key: str) -> Key:
    """Accept the cosignatures of a key from now on. Raises UnableToAccept."""
    try:
        witness = read_key(key)
    except UnreadableNote as unreadable:
        raise UnableToAccept(str(unreadable)) from None
    if witness.kind != COSIGNATURE or witness.name != name:
        raise UnableToAccept(
            f"That is not the key of a witness named {name}. Nothing was changed; ask for the key that "
            "cosign_log.py printed."
        )
    known = witnesses(folder)
    if witness in known:
        return witness
    folder.write({"witnesses": "".join(f"{key}\n" for key in [*known, witness]).encode()})
    return witness


def accept_cosignature(folder: LogFolder, note: str) -> Checkpoint:
    """Take a checkpoint of this log with the line of a known witness, and serve it with the log.

    Raises UnableToAccept where it is of another log or state than ours, or where no witness's line holds. An older one
    than is served already changes nothing.
    """
    try:
        seen, ours = read_checkpoint(note), folder.checkpoint()
    except UnreadableNote as unreadable:
        raise UnableToAccept(str(unreadable)) from None
    if ours is None or seen.origin != ours.origin or seen.size > ours.size or not seen.size:
        raise UnableToAccept(_("That is no checkpoint of this log. Nothing was kept."))
    if root_of(seen.size, folder.hashes(ours.size)) != seen.root:
        raise UnableToAccept(_("That checkpoint does not fit this log: tell everybody who should know."))
    return _keep(folder, seen)


def cosigned(folder: LogFolder) -> Checkpoint | None:
    """The newest checkpoint that a witness has signed."""
    file = folder.path / "cosigned"
    return read_checkpoint(file.read_text("utf-8")) if file.exists() else None


def _keep(folder: LogFolder, seen: Checkpoint) -> Checkpoint:
    own = keys_for(seen.size, folder.key_changes(), folder.key())
    ours = [key for key in own if holds(seen, key)]
    theirs = [key for key in witnesses(folder) if holds(seen, key)]
    if not ours or not theirs:
        raise UnableToAccept(_("No witness of this log has signed that. Nothing was kept."))
    lines = tuple(line for key in [*ours, *theirs] for line in seen.lines_of(key))
    before = cosigned(folder)
    if before is not None and before.size > seen.size:
        return before
    if before is not None and before.size == seen.size:
        lines += tuple(line for line in before.lines if line.key_id not in {one.key_id for one in lines})
    kept = Checkpoint(seen.origin, seen.size, seen.root, lines)
    folder.write({"cosigned": str(kept).encode()})
    return kept
