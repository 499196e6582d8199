"""Keyed hashes that take up a new secret without the texts they were made of: each secret hashes what the one before
made, with HMAC-SHA-256 (RFC 2104). Whoever knows all but the newest of the secrets still cannot make one.
"""

import hashlib
import hmac
from collections.abc import Sequence


def layered_hash(text: bytes, *, use: str, secrets: Sequence[str]) -> bytes:
    """Hash a text under all secrets of an installation, the oldest first; 32 bytes.

    Given the hash under the first few secrets as the text, and the later ones as the secrets, it makes the hash under
    all of them. `use` keeps the hashes of one use apart from those of another.
    """
    for secret in secrets:
        key = hashlib.sha256(f"{use} {secret}".encode()).digest()
        text = hmac.digest(key, text, "sha256")
    return text
