"""What the columns of a file of members and supporters hold: every membership system heads them otherwise, so that the
likely headings are recognised, and a person looks at all of them before anything is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hustings.lib.headings import heading_key
from hustings.supporters.rules import Reach


class Part(StrEnum):
    """What a column holds."""

    FULL_NUMBER = "full number"
    LETTERS = "letters"
    NUMBER = "number"
    SUFFIX = "suffix"
    NAME = "name"
    SURNAME = "surname"
    FORENAMES = "forenames"
    ADDRESS = "address"
    POSTCODE = "postcode"
    RELATION = "relation"
    SINCE = "since"
    CALL = "call"
    CALL_CONSENT = "call consent"
    TEXT = "text"
    TEXT_CONSENT = "text consent"
    EMAIL = "email"
    EMAIL_CONSENT = "email consent"
    WAY = "way"
    VALUE = "value"
    CONSENT = "consent"


SEVERAL = frozenset({Part.ADDRESS})
"""Parts that can take more than one column."""
VALUES = {Reach.CALL: Part.CALL, Reach.TEXT: Part.TEXT, Reach.EMAIL: Part.EMAIL}
CONSENTS = {Reach.CALL: Part.CALL_CONSENT, Reach.TEXT: Part.TEXT_CONSENT, Reach.EMAIL: Part.EMAIL_CONSENT}

HEADINGS: Mapping[Part, str] = {
    Part.FULL_NUMBER: "elector number, elector no, full elector number, electoral number, electoral roll number, "
    "roll number, register number, full number",
    Part.LETTERS: "letters, district letters, polling district, pd, pd code, elector number prefix, prefix, district",
    Part.NUMBER: "number, no, eno, roll no, elector number without letters",
    Part.SUFFIX: "suffix, elector number suffix",
    Part.NAME: "name, full name, member name, supporter, contact name",
    Part.SURNAME: "surname, last name, family name",
    Part.FORENAMES: "forename, forenames, first name, first names, given name",
    Part.ADDRESS: "address, street address, street, house, address 1, address 2, address 3, address 4, address 5, "
    "address line 1, address line 2, address line 3, address line 4, address line 5, town, city, post town",
    Part.POSTCODE: "postcode, address postcode, zip",
    Part.RELATION: "relation, type, member type, membership type, kind, category, contact type",
    Part.SINCE: "since, joined, join date, joined on, date joined, member since, membership start date, start date",
    Part.CALL: "telephone, phone, phone number, telephone number, mobile, mobile number, mobile phone, home phone, "
    "landline, tel, call",
    Part.CALL_CONSENT: "telephone consent, phone consent, call consent, consent to call, consent phone, "
    "telephone consented on, phone consented on, phone consent date, telephone consent date, call consented on",
    Part.TEXT: "text, text number, sms, sms number, text message",
    Part.TEXT_CONSENT: "text consent, sms consent, consent to text, consent sms, text consented on, sms consented on, "
    "text consent date, sms consent date",
    Part.EMAIL: "email, email address",
    Part.EMAIL_CONSENT: "email consent, consent to email, consent email, email consented on, email consent date",
    Part.WAY: "way, channel, contact method, method",
    Part.VALUE: "value, contact, contact detail, number or address",
    Part.CONSENT: "consented on, consent, consent date, consent given, consent given on, date of consent, opt in date, "
    "gdpr consent, gdpr consent date",
}
PART_OF = {heading_key(name): part for part, names in HEADINGS.items() for name in names.split(", ")}


@dataclass(frozen=True)
class Columns:
    """Where each part stands, counted from 0, among `width` columns."""

    width: int
    at: Mapping[Part, tuple[int, ...]]

    def first(self, part: Part) -> int | None:
        places = self.at.get(part)
        return places[0] if places else None

    def has(self, *parts: Part) -> bool:
        return all(part in self.at for part in parts)

    @property
    def finds_people(self) -> bool:
        """Whether a row's elector can be told: by number, or by name and place."""
        numbered = self.has(Part.FULL_NUMBER) or self.has(Part.LETTERS, Part.NUMBER)
        named = self.has(Part.NAME) or self.has(Part.SURNAME)
        return numbered or (named and (self.has(Part.POSTCODE) or self.has(Part.ADDRESS)))

    @property
    def says_something(self) -> bool:
        """Whether a row says more than who somebody is: a relation, or a way to reach them."""
        ways = any(self.has(part) for part in VALUES.values())
        return ways or self.has(Part.RELATION) or self.has(Part.WAY, Part.VALUE)

    @property
    def all(self) -> frozenset[int]:
        """Every column that is read at all."""
        return frozenset(place for places in self.at.values() for place in places)

    def as_asked(self) -> dict[str, Any]:
        """As it is kept with the file; `columns_asked` reads it again."""
        return {"width": self.width, "at": {str(part): list(places) for part, places in self.at.items()}}


def columns_asked(asked: Mapping[str, Any]) -> Columns:
    """Read again what `as_asked` wrote."""
    return Columns(asked["width"], {Part(part): tuple(places) for part, places in asked["at"].items()})


def recognise(headings: Sequence[str]) -> Columns:
    """Find what the headings say in any order, case and spacing. Beside a column of letters a number has none."""
    at: dict[Part, tuple[int, ...]] = {}
    has_letters = any(PART_OF.get(heading_key(heading)) is Part.LETTERS for heading in headings)
    for place, heading in enumerate(headings):
        part = PART_OF.get(heading_key(heading))
        if part is Part.FULL_NUMBER and has_letters:
            part = Part.NUMBER
        if part is not None and (part in SEVERAL or part not in at):
            at[part] = (*at.get(part, ()), place)
    return Columns(len(headings), at)


def said_columns(width: int, parts: Mapping[int, Part]) -> Columns:
    """Put together what somebody said of each column."""
    at: dict[Part, tuple[int, ...]] = {}
    for place, part in sorted(parts.items()):
        at[part] = (*at.get(part, ()), place)
    return Columns(width, at)
