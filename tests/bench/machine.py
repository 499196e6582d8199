"""The machine that figures come from: they mean little without it."""

import os
import platform
from pathlib import Path

from psycopg import Connection


def describe_machine(connection: Connection[tuple[object, ...]] | None = None) -> str:
    """One line: processor, cores, memory, system, Python and, where there is one, the database."""
    parts = [
        _processor(),
        f"{len(os.sched_getaffinity(0))} cores",
        f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GB",
        platform.system(),
        f"Python {platform.python_version()}",
    ]
    if connection is not None:
        version = connection.info.server_version
        parts.append(f"PostgreSQL {version // 10000}.{version % 10000}")
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text("utf-8").splitlines() if described.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
