"""What somebody asks to have printed from a list: labels or a letter. It names nobody."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PostOrder:
    """What somebody asks for, one for each household or elector: labels of a size from the label `first` on, or a
    letter. Where a second person agreed, `approval` is their agreement and `people` how many it names at most.
    """

    saved_list: UUID
    each: str
    language: str
    destroy_on: date
    size: str = ""
    first: int = 1
    letter: UUID | None = None
    people: int = 0
    approval: UUID | None = None

    AGREED: ClassVar = ("saved_list", "each", "language", "destroy_on", "size", "first", "letter", "people")
    """What a second person agrees to."""

    def as_json(self) -> dict[str, Any]:
        """The order as a job keeps it; nobody is named in it."""
        ids = {
            "saved_list": str(self.saved_list),
            "letter": str(self.letter) if self.letter else None,
            "approval": str(self.approval) if self.approval else None,
        }
        return {**asdict(self), **ids, "destroy_on": self.destroy_on.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "PostOrder":
        ids = {name: UUID(kept[name]) if kept.get(name) else None for name in ("letter", "approval")}
        told = {**kept, "saved_list": UUID(kept["saved_list"]), **ids}
        return cls(**{**told, "destroy_on": date.fromisoformat(kept["destroy_on"])})

    @property
    def together(self) -> bool:
        return self.each == "household"
