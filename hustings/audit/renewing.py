"""A new key for the log every year, or at once where the old one may have leaked. Each change is signed by both keys.

The new secret is written down first, the list of keys says so next, and only then does it take the old one's place:
whenever the machine stops, `finish_renewal` makes whole what was begun, or drops a key that nobody was told of.
"""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hustings.audit.rules import EPOCH
from hustings.audit.signing import Signer, read_seed, write_seed
from hustings.audit.tiles import LogFolder
from hustings.lib.durable_files import sync_folder
from hustings.lib.key_changes import KeyChange
from hustings.lib.signed_notes import Key

LASTS = timedelta(days=365)


def is_due(folder: LogFolder, at: datetime) -> bool:
    """Whether the log's key has signed for a year."""
    began = key_began(folder)
    return began is not None and at - began >= LASTS


def key_began(folder: LogFolder) -> datetime | None:
    """When the key in use began to sign: at its change, and the first one with the first entry. None before that."""
    changes, checkpoint = folder.key_changes(), folder.checkpoint()
    if changes:
        return datetime.fromtimestamp(changes[-1].at, UTC)
    if checkpoint is None or not checkpoint.size:
        return None
    return EPOCH + timedelta(milliseconds=json.loads(next(folder.leaves(checkpoint.size)))["at"])


def renew_key(signer: Signer, *, secret: Path, folder: LogFolder, at: datetime) -> Key:
    """Let a new key sign from now on; gives it. Checkpoints that the old one signed stay good, larger ones do not.

    The caller keeps the log still meanwhile (`sealing.hold_still`).
    """
    seed = os.urandom(32)
    write_seed(_next(secret), seed)
    checkpoint = folder.checkpoint()
    fresh = Ed25519PrivateKey.from_private_bytes(seed)
    key = Key(signer.key.name, signer.key.kind, fresh.public_key().public_bytes_raw())
    change = KeyChange(checkpoint.size if checkpoint else 0, int(at.timestamp()), signer.key, key)
    signed = replace(change, by_old=signer.private.sign(change.text), by_new=fresh.sign(change.text))
    before = "".join(map(str, folder.key_changes()))
    folder.write({"keys": f"{before}{signed}".encode()})
    finish_renewal(secret, folder)
    return key


def finish_renewal(secret: Path, folder: LogFolder) -> None:
    """Put the key that was announced last in its place, where that was not done to the end; else change nothing."""
    changes, fresh = folder.key_changes(), _next(secret)
    if fresh.exists():
        if changes and _public(fresh) == changes[-1].new.public:
            fresh.replace(secret)
            sync_folder(secret.parent)
        else:
            fresh.unlink()
    if changes and folder.key() != changes[-1].new:
        folder.write({"key": f"{changes[-1].new}\n".encode()})


def _next(secret: Path) -> Path:
    return secret.with_name(f"{secret.name}.next")


def _public(secret: Path) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(read_seed(secret)).public_key().public_bytes_raw()
