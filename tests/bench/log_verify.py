"""A million entries checked by the one-file program, as anybody would run it; and what each takes up on the disk."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

from hustings.audit import verify_log
from hustings.audit.rules import leaf_of, short
from hustings.audit.sealing import MOST
from hustings.audit.signing import keep_signer
from hustings.audit.tiles import Edge, LogFolder
from hustings.audit.words import Action, Purpose
from hustings.lib.merkle_tree import EMPTY_ROOT
from tests.bench.figures import Figure, absolute
from tests.bench.moments import moment

ENTRIES = 1_000_000
SECONDS, BYTES = 30.0, 300.0


def measure_log_verify(electors: int = ENTRIES) -> list[Figure]:
    """Seal that many entries of the usual kind into a folder, and time the program over it."""
    with tempfile.TemporaryDirectory() as place:
        folder = _sealed(Path(place), electors)
        held = sum(file.stat().st_size for file in folder.path.rglob("*") if file.is_file())
        seconds = _verified(folder)
    share = electors / ENTRIES
    return [
        absolute(
            name="a log checked", ours=seconds, goal=SECONDS * share, unit="s", detail=f"{electors} entries"
        ),
        absolute(
            name="an entry sealed", ours=held / electors, goal=BYTES, unit="B", detail="on the disk, for good"
        ),
    ]


def usual_leaf(number: int) -> bytes:
    """A leaf as the reading of a street leaves it."""
    return leaf_of(
        entry_id=UUID(int=number << 64 | number),
        at=moment(number),
        by=short(number.to_bytes(16, "big")),
        action=Action.REGISTER_ELECTOR_LIST,
        purpose=Purpose.ORGANISE,
        outcome="done",
        constituency=1 + number % 650,
        count=number % 200,
        commit=short(number.to_bytes(32, "big")),
        rule="",
    )


def _sealed(place: Path, entries: int) -> LogFolder:
    folder = LogFolder(place / "log")
    signer = keep_signer(secret=place / "secret", folder=folder.path, host="example.org")
    edge = Edge(folder, 0)
    for start in range(0, entries, MOST):
        folder.write(edge.append([usual_leaf(number) for number in range(start, min(entries, start + MOST))]))
    folder.write({"checkpoint": str(signer.sign(edge.size, edge.root() if entries else EMPTY_ROOT)).encode()})
    return folder


def _verified(folder: LogFolder) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, verify_log.__file__, str(folder.path)], check=True, capture_output=True)
    return time.perf_counter() - began


MEASURES = {"log verify": measure_log_verify}
