"""The key that signs the log's checkpoints, and the check of other people's signatures."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hustings.lib.durable_files import sync_folder
from hustings.lib.signed_notes import COSIGNATURE, ED25519, Checkpoint, Key, Line, cosigned_text, read_key

SEED = 32


class UnableToSign(Exception):
    """The log's key is not there or not whole; the message says what to do."""


@dataclass(frozen=True)
class Signer:
    """Signs checkpoints under the log's name."""

    key: Key
    private: Ed25519PrivateKey

    def sign(self, size: int, root: bytes) -> Checkpoint:
        """Make the checkpoint of a tree."""
        bare = Checkpoint(self.key.name, size, root)
        line = Line(self.key.name, self.key.id, self.private.sign(bare.text.encode()))
        return Checkpoint(bare.origin, size, root, (line,))


def keep_signer(*, secret: Path, folder: Path, host: str) -> Signer:
    """Read the log's key, making it together with the log the first time.

    Raises UnableToSign where a log is there and its key is not: another key would sign another log.
    """
    public = folder / "key"
    if public.exists() and not secret.exists():
        raise UnableToSign(
            f"The log in {folder} has no key any more: {secret} is missing. Nothing was sealed, and what happens "
            "is queued meanwhile. Put the key back from a backup."
        )
    if not public.exists() and not (folder / "checkpoint").exists():
        _make(secret, public, f"{host}/log/{secrets.token_hex(4)}")
    try:
        private = Ed25519PrivateKey.from_private_bytes(read_seed(secret))
        key = read_key(public.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise UnableToSign(
            f"The log's key cannot be read ({fault}). Put {secret} and {public} back."
        ) from None
    if private.public_key().public_bytes_raw() != key.public:
        raise UnableToSign(f"{secret} is not the key of the log in {folder}. Put the right one back.")
    return Signer(key, private)


def _make(secret: Path, public: Path, name: str) -> None:
    """Make both, or the public half of a secret that somebody was stopped after."""
    seed = (read_seed(secret) if secret.exists() else b"") or secrets.token_bytes(SEED)
    raw = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    public.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    secret.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The secret comes first: a public key without it would be a log that nobody can sign.
    write_seed(secret, seed)
    public.write_text(f"{Key(name, ED25519, raw)}\n", "utf-8")


def read_seed(secret: Path) -> bytes:
    """The 32 bytes that a private key is made of. Raises OSError or ValueError."""
    return base64.b64decode(secret.read_text("ascii").strip(), validate=True)


def write_seed(secret: Path, seed: bytes) -> None:
    """Write a private key for its owner's eyes alone, and wait until it is on the disk."""
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(base64.b64encode(seed).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(secret.parent)


def holds(checkpoint: Checkpoint, key: Key) -> bool:
    """Whether a line of the checkpoint is a signature, or a cosignature, of this key."""
    return any(_holds(checkpoint, line, key) for line in checkpoint.lines_of(key))


def _holds(checkpoint: Checkpoint, line: Line, key: Key) -> bool:
    signed, signature = checkpoint.text.encode(), line.body
    if key.kind == COSIGNATURE:
        signed, signature = cosigned_text(checkpoint, line.time), line.body[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except InvalidSignature:
        return False
    return True
