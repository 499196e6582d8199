"""What a canvass sheet says, as plain values: filled from the database by the printing, set by the typesetting.

Every text arrives finished and in the sheet's language; nothing here looks anything up. There is no field for
a telephone number or an address of e-mail, so that none can be printed.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CodeBox:
    """One box to mark: its letters ("1", "NI"), what they mean in a word or two, and which group it stands in."""

    letters: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ElectorRow:
    """One elector: the line to key, the elector number, the name, marks in words, the last intention and its day."""

    line: int
    number: str
    forenames: str
    surname: str
    marks: tuple[str, ...] = ()
    last: str = ""
    last_on: str = ""


@dataclass(frozen=True, slots=True)
class DoorBlock:
    """One door with its electors, under a side of a street and perhaps a building.

    A door that objected carries no electors: `do_not_knock` prints the words and no name and takes no line.
    """

    label: str
    side: str = ""
    building: str = ""
    electors: tuple[ElectorRow, ...] = ()
    do_not_knock: bool = False

    def __post_init__(self) -> None:
        if self.do_not_knock and self.electors:
            raise ValueError("a door that objected is printed without names and without lines")


@dataclass(frozen=True, slots=True)
class CoverText:
    """The page before a walk's doors: a drawing of the way, facts by name, what is said at the door, and what opens
    the walk on a telephone.
    """

    drawing: str
    drawing_says: str
    facts: tuple[tuple[str, str], ...]
    saying: tuple[str, ...]
    address: str
    address_says: str


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet: its code and version, its streets, where it lies, where its electors vote, its doors in order."""

    code: str
    version: int
    title: str
    place: str
    polling: str
    doors: tuple[DoorBlock, ...]
    cover: CoverText | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a sheet in its language; those with braces are filled in when a page is laid out."""

    sheet: str
    version: str
    page: str
    continued: str
    door: str
    line: str
    number: str
    name: str
    marks: str
    last: str
    agreed: str
    mark_one: str
    note: str
    do_not_knock: str
    confidential: str
    say: str
    codes: str
    tally: tuple[str, ...] = field(default=())
    scan: str = ""


@dataclass(frozen=True, slots=True)
class PackText:
    """What all sheets of one pack share.

    `address` begins what the QR codes hold; `returning` says to whom, until when and whom to call; `consent` is
    the wording to ask before any code, empty where the organisation does not rest on consent; `legend` are codes
    without a box that are explained with the others; `is_large` is for large print, `has_line_codes`
    for a square code beside each name.
    """

    title: str
    language: str
    organisation: str
    seat: str
    election: str
    printed: str
    returning: str
    address: str
    codes: tuple[CodeBox, ...]
    words: Words
    privacy: str = ""
    consent: str = ""
    legend: tuple[CodeBox, ...] = ()
    is_large: bool = False
    has_line_codes: bool = False
