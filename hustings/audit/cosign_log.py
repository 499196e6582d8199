#!/usr/bin/env python3
"""Be a witness of a Hustings log: `python3 cosign_log.py ADDRESS NAME SEED KEPT`, beside verify_log.py.

Checks the whole log, and that it only grew since the checkpoint in KEPT; then signs what it saw, keeps it in KEPT and
prints it. Whoever runs the log is given it (the page /log/ takes it). SEED is a file of 32 random bytes in base64, made
the first time; the key to hand on is printed to the terminal. Needs nothing but Python 3.8 or later.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import time
from pathlib import Path

from verify_log import BASE, ORDER, Fault, Log, key_id, number_of, times, write_point


def sign(seed: bytes, message: bytes) -> tuple[bytes, bytes]:
    """An Ed25519 signature (RFC 8032), and the public key that it holds under."""
    expanded = hashlib.sha512(seed).digest()
    secret = int.from_bytes(expanded[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = write_point(times(secret, BASE))
    nonce = number_of(expanded[32:], message) % ORDER
    first = write_point(times(nonce, BASE))
    s = (nonce + number_of(first, public, message) * secret) % ORDER
    return first + s.to_bytes(32, "little"), public


def keep_seed(file: Path) -> bytes:
    """Read the witness's seed; made the first time, for its owner's eyes alone."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(base64.b64encode(os.urandom(32)).decode())
    return base64.b64decode(file.read_text())


def main(source: str, name: str, seed: str, kept: str) -> int:
    """Verify, then sign. Nothing is signed, and nothing kept, where anything is wrong."""
    log = Log(source)
    if Path(kept).exists():
        log.expect_prefix(Path(kept).read_bytes())
    log.verify()
    moment = int(time.time())
    signature, public = sign(keep_seed(Path(seed)), log.checkpoint.seen(moment))
    identity = key_id(name, 4, public)
    line = base64.b64encode(identity + moment.to_bytes(8, "big") + signature).decode()
    Path(kept).write_bytes(log.checkpoint.raw)
    sys.stdout.write(f"{log.checkpoint.raw.decode()}\u2014 {name} {line}\n")
    key = base64.b64encode(b"\x04" + public).decode()
    print(f"Signed {log.checkpoint.size} entries. Key: {name}+{identity.hex()}+{key}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:5]))
    except (Fault, TypeError) as fault:
        sys.exit(f"Nothing was signed. {fault}")
