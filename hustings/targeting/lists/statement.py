"""A condition as SQL over `register_elector e`, with its values beside it. Each is true or false, and never null."""

from dataclasses import dataclass, field
from typing import Any

from hustings.targeting.lists.asking import Asked


@dataclass
class Writing:
    """Values that a statement binds, given names as they come; the question they belong to."""

    asked: Asked
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values.setdefault("seat", self.asked.seat.id)

    def put(self, value: Any, kind: str = "") -> str:
        """Bind a value and give its place in the statement, cast where a kind is given."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s::{kind}" if kind else f"%({name})s"

    def ids(self, values: Any) -> str:
        return self.put(list(dict.fromkeys(values)), "uuid[]")

    def words(self, values: Any) -> str:
        return self.put(list(dict.fromkeys(map(str, values))), "text[]")


def among(query: str, column: str = "id") -> str:
    """True of electors whom a query of ids finds: without reference outwards, it is run once, into a table of hashes.

    IS TRUE keeps it from becoming a join: of many conditions together the planner guesses next to nobody, and then asks
    an index for each of tens of thousands.
    """
    return f"((e.{column} IN ({query})) IS TRUE)"
