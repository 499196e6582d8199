"""What an export may be for, and the columns that each purpose needs: one table. Pure.

Nothing else can be asked for: who writes letters gets no voting intentions, and who counts gets no names.
"""

from enum import StrEnum


class ExportPurpose(StrEnum):
    LETTERS = "letters"
    CANVASS = "canvass"
    FIGURES = "figures"
    RECORDS = "records"
    MEMBERS = "members"


class Field(StrEnum):
    """A column. Its name is the heading in the file, whatever the language of the screen."""

    NUMBER = "elector number"
    FORENAMES = "forenames"
    SURNAME = "surname"
    ADDRESS = "address"
    POSTCODE = "postcode"
    WARD = "ward"
    DISTRICT = "polling district"
    STREET = "street"
    INTENTION = "intention"
    CONTACTED = "last contact"
    SINCE = "member since"


FIELDS: dict[ExportPurpose, tuple[Field, ...]] = {
    ExportPurpose.LETTERS: (Field.FORENAMES, Field.SURNAME, Field.ADDRESS, Field.POSTCODE),
    ExportPurpose.CANVASS: (
        Field.DISTRICT,
        Field.STREET,
        Field.ADDRESS,
        Field.NUMBER,
        Field.FORENAMES,
        Field.SURNAME,
    ),
    ExportPurpose.FIGURES: (Field.WARD, Field.DISTRICT, Field.STREET, Field.INTENTION, Field.CONTACTED),
    ExportPurpose.RECORDS: (
        Field.NUMBER,
        Field.FORENAMES,
        Field.SURNAME,
        Field.ADDRESS,
        Field.POSTCODE,
        Field.WARD,
        Field.DISTRICT,
        Field.INTENTION,
        Field.CONTACTED,
    ),
    ExportPurpose.MEMBERS: (
        Field.FORENAMES,
        Field.SURNAME,
        Field.ADDRESS,
        Field.POSTCODE,
        Field.WARD,
        Field.DISTRICT,
        Field.SINCE,
    ),
}

BULK = frozenset({ExportPurpose.RECORDS, ExportPurpose.MEMBERS})
"""Copies of the records themselves, and of who belongs: marked for whoever gets them."""

RECURRING = frozenset(ExportPurpose) - {ExportPurpose.MEMBERS}
"""What a programme may be for: each list of members is agreed to by itself."""

HELD_ABOVE = 500
"""People on a copy of the records from which on a second person agrees first."""


def is_marked(purpose: ExportPurpose) -> bool:
    """Whether the copy has an order and invented people of its own. What goes to doors, letterboxes and mail-houses
    never has: somebody would knock at, or write to, nobody.
    """
    return purpose in BULK


def wants_second_person(purpose: ExportPurpose, people: int, *, units: int = 1) -> bool:
    """Whether an export is held until somebody else has agreed. A working file of one's own area never is, a list of
    members always: it says of everybody on it what they think.
    """
    if purpose is ExportPurpose.MEMBERS or units > 1:
        return True
    return purpose is ExportPurpose.RECORDS and people > HELD_ABOVE
