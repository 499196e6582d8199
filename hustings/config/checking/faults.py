"""What a look at the database can find, and the versions of PostgreSQL that keep rows apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

Looked = Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Fault:
    """Something that is not as it should be: a short kind for programs, and a sentence for people."""

    kind: str
    where: str
    sentence: str

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "where": self.where, "sentence": self.sentence}


# CVE-2024-10976: below these, a plan made for one role can be used for another, and policies with it.
OLDEST_MINOR = {15: 9, 16: 5, 17: 1}
OLDEST_MAJOR = 15


def version_faults(connection: Looked) -> Iterator[Fault]:
    """A server too old to keep rows apart."""
    major, minor = divmod(connection.info.server_version, 10000)
    wanted = OLDEST_MINOR.get(major, 0)
    if major < OLDEST_MAJOR or minor < wanted:
        yield Fault(
            "version",
            f"{major}.{minor}",
            f"The server is PostgreSQL {major}.{minor}, in which row-level security has a known hole. "
            f"Update it to {max(major, OLDEST_MAJOR)}.{OLDEST_MINOR.get(max(major, OLDEST_MAJOR), 0)} or later.",
        )


def rows(connection: Looked, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one query of our own and give all its rows."""
    return connection.execute(statement.encode(), values).fetchall()
