"""What passes between the process that looks at pictures and the one that asked: two lengths, JSON, and bytes."""

import json
import struct
from typing import IO, Any

LENGTHS = struct.Struct(">II")


def write_frame(out: IO[bytes], told: dict[str, Any], blob: bytes = b"") -> None:
    """Write one frame and let it go at once."""
    text = json.dumps(told).encode()
    out.write(LENGTHS.pack(len(text), len(blob)) + text + blob)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None where the other side has ended, in the middle of one too."""
    head = source.read(LENGTHS.size)
    if len(head) < LENGTHS.size:
        return None
    text_size, blob_size = LENGTHS.unpack(head)
    text, blob = source.read(text_size), source.read(blob_size)
    if len(text) < text_size or len(blob) < blob_size:
        return None
    return json.loads(text), blob
