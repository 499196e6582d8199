"""Identifiers that sort by the time they were made (RFC 9562, section 5.7)."""

import secrets
import time
from uuid import UUID


def uuid7(milliseconds: int | None = None) -> UUID:
    """Make a version 7 UUID; `milliseconds` since 1970 stands in for the machine's clock when given."""
    if milliseconds is None:
        milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
