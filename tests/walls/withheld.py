"""What a stop withholds, said a second time: from whom, where and of what. A part of the oracle's world.

It shares no line with the walls; which action belongs to which tool, and what is the floor, it reads from the page.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.walls.reviewed import Page

OWN = ("person", "session", "device")


@dataclass(eq=False)
class Halt:
    """One stop. A session is named by its person and strength, a device by its person: the strong one is on it."""

    kind: str
    verb: str
    thing: Any
    until: datetime
    is_lifted: bool = False


@dataclass
class Halted:
    """The stops there are, and what each withholds now."""

    page: Page
    now: datetime
    halts: list[Halt] = field(default_factory=list)

    def in_force(self) -> list[Halt]:
        return [one for one in self.halts if not one.is_lifted and one.until > self.now]

    def withholds(self, halt: Halt, action: str) -> bool:
        """Whether its verb is about such an action at all; what nobody has reviewed is withheld."""
        nature = self.page.natures.get(action)
        if halt.verb == "all" or nature is None:
            return True
        return nature.copies if halt.verb == "copies" else nature.reads

    def is_held_off(self, person: UUID, action: str, *, strong: bool) -> bool:
        """Whether the person, the session or its device is named by a stop that withholds this."""
        return any(
            self.withholds(one, action)
            and (
                (one.kind == "person" and one.thing == person)
                or (one.kind == "session" and one.thing == (person, strong))
                or (one.kind == "device" and one.thing == person and strong)
            )
            for one in self.in_force()
        )

    def _of_places(self, action: str) -> list[Halt]:
        nature = self.page.natures.get(action)
        if nature is not None and nature.never:
            return []
        return [one for one in self.in_force() if self.withholds(one, action)]

    def is_stopped_everywhere(self, action: str) -> bool:
        nature = self.page.natures.get(action)
        return any(
            one.kind == "nation" or (one.kind == "tool" and nature is not None and one.thing == nature.tool)
            for one in self._of_places(action)
        )

    def stopped_seats(self, action: str) -> set[int]:
        return {one.thing for one in self._of_places(action) if one.kind == "seat"}

    def is_floor(self, action: str) -> bool:
        nature = self.page.natures.get(action)
        return nature is not None and nature.floor
