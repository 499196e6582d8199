"""Looks at pictures in a process of its own: bytes and where things are printed come in, what was seen goes out.

It knows neither Django nor the database, writes no file, and has a share of memory and of time: what a stranger's
file does to a library that opens pictures, it does here.
"""

import os
import resource
import sys

from hustings.paper.photographs.frames import read_frame

MEMORY = 3 * 1024**3
UNFIT = 65


def main() -> int:
    """Serve one file after another until standard input ends."""
    _limit()
    # After the limits: the libraries that open pictures are loaded under them.
    from hustings.paper.photographs.serving import serve_file  # noqa: PLC0415

    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that chatters on standard output would break the frames.
    os.dup2(2, 1)
    while (frame := read_frame(source)) is not None:
        if not serve_file(frame[1], source, out):
            return UNFIT
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
