"""What the columns of lists of elector numbers hold: no two councils write the same ones, so that the likely headings
are recognised and a person says what the others hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from hustings.lib.headings import heading_key


class ListPart(StrEnum):
    """What a column of a list holds."""

    LETTERS = "letters"
    NUMBER = "number"
    SUFFIX = "suffix"
    FULL_NUMBER = "full number"
    ELECTOR = "elector"
    NAME = "name"
    SURNAME = "surname"
    FORENAMES = "forenames"
    WORD = "word"
    LAPSES_ON = "lapses on"
    SENT_TO = "sent to"
    PROXY = "proxy"


NUMBERED = frozenset({ListPart.LETTERS, ListPart.NUMBER, ListPart.SUFFIX, ListPart.FULL_NUMBER})
NAMED = frozenset({ListPart.NAME, ListPart.SURNAME, ListPart.FORENAMES})
SEVERAL = frozenset({ListPart.SENT_TO})
"""Parts that can take more than one column."""

HEADINGS: Mapping[ListPart, tuple[str, ...]] = {
    ListPart.LETTERS: (
        "elector number prefix",
        "elector no prefix",
        "prefix",
        "pd",
        "pdcode",
        "pd code",
        "polling district",
        "district",
        "district code",
        "polling district code",
        "letters",
    ),
    ListPart.NUMBER: (
        "elector number",
        "elector no",
        "eno",
        "number",
        "no",
        "roll no",
        "rollno",
        "roll number",
        "elec no",
        "poll number",
        "register number",
    ),
    ListPart.SUFFIX: ("elector number suffix", "elector no suffix", "suffix"),
    ListPart.FULL_NUMBER: ("full elector no", "full elector number", "electoral number", "full number"),
    ListPart.ELECTOR: ("hustings id",),
    ListPart.NAME: ("elector name", "name", "full name", "elector", "voter name"),
    ListPart.SURNAME: ("elector surname", "surname", "last name", "family name"),
    ListPart.FORENAMES: (
        "elector forename",
        "elector forenames",
        "forename",
        "forenames",
        "first name",
        "first names",
    ),
    ListPart.WORD: (
        "absent vote type",
        "absent voter type",
        "vote type",
        "absent vote",
        "type",
        "voting method",
        "method of voting",
        "av type",
        "mark",
        "marked",
        "voted",
        "status",
        "returned",
        "pack returned",
        "ballot issued",
    ),
    ListPart.LAPSES_ON: (
        "end date",
        "expiry date",
        "expires",
        "valid until",
        "valid to",
        "absent vote end date",
        "until",
    ),
    ListPart.SENT_TO: (
        *(f"ballot paper address{line}" for line in range(1, 10)),
        *(f"ballot address{line}" for line in range(1, 10)),
        *(f"dispatch address{line}" for line in range(1, 10)),
        *(f"despatch address{line}" for line in range(1, 10)),
        *(f"redirect address{line}" for line in range(1, 10)),
        "ballot paper postcode",
        "ballot postcode",
        "dispatch postcode",
        "despatch postcode",
        "redirect postcode",
        "dispatch address",
        "despatch address",
    ),
    ListPart.PROXY: ("proxy name", "proxy", "name of proxy", "proxy full name"),
}


PART_OF = {heading_key(name): part for part, names in HEADINGS.items() for name in names}


@dataclass(frozen=True)
class ListColumns:
    """Where each part stands, counted from 0, and what the words of the one that tells mean (by `heading_key`)."""

    width: int
    at: Mapping[ListPart, tuple[int, ...]]
    meanings: Mapping[str, str] = field(default_factory=dict)
    has_headings: bool = True

    @property
    def can_be_read(self) -> bool:
        """Whether each row's elector can be told: by our own identifier, a whole number, or letters and number."""
        return bool(self.at.keys() & {ListPart.ELECTOR, ListPart.FULL_NUMBER}) or (
            ListPart.LETTERS in self.at and ListPart.NUMBER in self.at
        )

    def without(self, part: ListPart) -> "ListColumns":
        """The same columns, one part of them not read."""
        return replace(self, at={one: places for one, places in self.at.items() if one != part}, meanings={})

    def as_asked(self) -> dict[str, Any]:
        """What a job is asked with; `columns_asked` reads it again."""
        at = {str(part): list(places) for part, places in self.at.items()}
        return {
            "width": self.width,
            "at": at,
            "meanings": dict(self.meanings),
            "has_headings": self.has_headings,
        }

    def first(self, part: ListPart) -> int | None:
        places = self.at.get(part)
        return places[0] if places else None


def columns_asked(asked: Mapping[str, Any]) -> ListColumns:
    """Read again what `as_asked` wrote for a job."""
    at = {ListPart(part): tuple(places) for part, places in asked["at"].items()}
    return ListColumns(asked["width"], at, asked["meanings"], asked["has_headings"])


def recognise_list(headings: Sequence[str]) -> ListColumns:
    """Find what the headings say in any order, case and spacing; what they do not say is left to a person."""
    at: dict[ListPart, tuple[int, ...]] = {}
    for place, heading in enumerate(headings):
        part = PART_OF.get(heading_key(heading))
        if part is not None and (part in SEVERAL or part not in at):
            at[part] = (*at.get(part, ()), place)
    return ListColumns(len(headings), at, has_headings=bool(at))
