"""What councils' systems write, for tests: any people in any layout, encoding and delimiter; and files spoilt."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from hustings.lib.headings import heading_key
from hustings.lib.names import PARTICLES
from hustings.register.faults import UnableToReadFile
from hustings.register.files.drafting import Draft, draft_with
from hustings.register.files.layouts import LAYOUTS, Change, Layout, Part, addresses, eros, idox, xpress
from hustings.register.files.layouts.changes import EROS_CODES, PP_CODES
from hustings.register.files.opening import open_register
from hustings.register.files.reading import Limits

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16-le", "utf-16")
DELIMITERS = (",", "\t", ";")
SMALL = Limits(size=1 << 20, unpacked_size=8 << 20, rows=2_000)


@dataclass(frozen=True)
class Written:
    """Somebody in a council's file, as a test wants them read back."""

    letters: str
    number: int
    suffix: int
    surname: str
    forenames: str
    markers: str
    change: Change
    lines: tuple[str, ...]
    postcode: str


@dataclass(frozen=True)
class Sort:
    """A layout, one of the ways it is written, and whether with headings."""

    layout: Layout
    writing: tuple[str, ...]
    headed: bool = True

    def __repr__(self) -> str:
        return f"Sort({self.layout.key}, {len(self.writing)} columns, headed={self.headed})"


# Only Idox leaves its headings out; the full "pp" file is told from its update by the changes in it.
SORTS = [
    Sort(layout, writing, headed=headed)
    for layout in LAYOUTS
    if layout is not addresses.LIST
    for writing in layout.writings
    for headed in ((False, True) if layout in (idox.FULL, idox.UPDATE) else (True,))
]

ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZâäàéèêëíïôóöúüçñßøåÉÖ'-"
WORD = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=10).filter(str.isalpha)
POSTCODE = st.from_regex(r"(EX|LS|SW|M)[1-9] [0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)
PEOPLE = st.builds(
    Written,
    letters=st.from_regex(r"[A-Z]{1,3}[0-9]?(-[0-9]/[0-9])?", fullmatch=True),
    number=st.integers(1, 9_999),
    suffix=st.sampled_from([0, 0, 0, 1, 2, 100]),
    # "Du Bois" in one column is a surname of two words, so that nobody here is called "Du".
    surname=WORD.filter(lambda word: word.casefold() not in PARTICLES),
    forenames=st.lists(WORD, min_size=1, max_size=3).map(" ".join),
    markers=st.sampled_from(["", "", "B", "G", "L"]),
    change=st.sampled_from([Change.ADD, Change.AMEND, Change.DELETE]),
    lines=st.builds(
        lambda house, street, town: (f"{house} {street} Lane", town), st.integers(1, 200), WORD, WORD
    ),
    postcode=POSTCODE,
)


def row_of(sort: Sort, person: Written, total: int = 0) -> list[str]:
    """One line of a file of this sort."""
    layout = sort.layout
    places = {heading_key(name): index for index, names in enumerate(layout.addresses) for name in names}
    parts = {heading_key(name): part for part, names in layout.columns.items() for name in names}
    cells = []
    for heading in sort.writing:
        key = heading_key(heading)
        place = places.get(key, len(person.lines))
        if key in places:
            cells.append(person.lines[place] if place < len(person.lines) else "")
        else:
            cells.append(_cell(sort, parts.get(key), person, total))
    return cells


def _cell(sort: Sort, part: Part | None, person: Written, total: int) -> str:
    full = f"{person.letters}-{person.number}" + (f"/{person.suffix}" if person.suffix else "")
    cells: dict[Part | None, str] = {
        Part.LETTERS: person.letters,
        Part.NUMBER: str(person.number),
        Part.SUFFIX: str(person.suffix),
        Part.ROLL_NUMBER: f"{person.number}.{person.suffix:03}",
        Part.FULL_NUMBER: full,
        Part.MARKERS: person.markers,
        Part.SURNAME: person.surname,
        Part.FORENAMES: person.forenames,
        Part.COMBINED_NAME: f"{person.surname} {person.forenames}",
        Part.POSTCODE: person.postcode,
        Part.RECORD_TOTAL: str(total),
        Part.MONTH: "March 2027",
        **_changed(sort.layout, person.change),
    }
    return cells.get(part, "")


def _changed(layout: Layout, change: Change) -> dict[Part | None, str]:
    if layout is xpress.UPDATE:
        months = {Change.ADD: ("3", "0", "0"), Change.AMEND: ("1", "3", "0"), Change.DELETE: ("1", "0", "3")}
        return dict(zip(layout.change_parts, months[change], strict=True))
    if layout is idox.UPDATE:
        signs = {Change.ADD: "+Mar", Change.AMEND: "=Mar", Change.DELETE: "-Mar"}
        return {Part.CHANGE: signs[change]}
    codes = PP_CODES if layout is eros.PP_UPDATE else EROS_CODES
    return {Part.CHANGE: next(code for code, meant in codes.items() if meant is change)}


def table_of(sort: Sort, people: Sequence[Written]) -> list[list[str]]:
    """All lines of a file of this sort, headings first where it has them."""
    rows = [row_of(sort, person, len(people)) for person in people]
    return [list(sort.writing), *rows] if sort.headed else rows


def as_text(table: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue().encode(encoding)


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in table:
        sheet.append([_text_cell(sheet, cell) for cell in row])
    book.save(file)
    return file.getvalue()


def spoilt_inside(content: bytes, member: int, spoils: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A workbook whose archive is whole, and one of whose members is spoilt."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        names = whole.namelist()
        for name in names:
            kept = whole.read(name)
            packed.writestr(name, spoilt(kept, spoils) if name == names[member % len(names)] else kept)
    return file.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell of text whatever it looks like: "=Mar" is no formula."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def read_back(content: bytes, *, limits: Limits = SMALL) -> tuple[str, list[Draft]]:
    """The layout's key and the drafts of a file. Raises UnableToReadFile, and must raise nothing else."""
    opened, columns = open_register(BytesIO(content), limits)
    draft = draft_with(columns)
    return columns.layout.key, [
        draft(row) for row in opened.rows if row.fault or len(row.cells) >= columns.width
    ]


def told(draft: Draft) -> Written:
    """What a draft says, in the words of a test; its lines and postcode are compared by key."""
    return Written(
        draft.letters,
        int(draft.number),
        int(draft.suffix),
        draft.surname,
        draft.forenames,
        draft.markers,
        Change(draft.change),
        tuple(draft.address_lines.split("\n")),
        f"{draft.postcode[:-3]} {draft.postcode[-3:]}",
    )


def meant(sort: Sort, people: Sequence[Written]) -> list[Written]:
    """What a file of these people says: a full register states; other tools' files have no markers."""
    stated = [person if sort.layout.is_update else replace(person, change=Change.STATE) for person in people]
    return [replace(person, markers="") for person in stated] if sort.layout.is_generic else stated


def is_refused_in_a_sentence(read: Callable[[], object]) -> bool:
    """Whether a file is refused in a sentence; False where it is read, or refused in less."""
    try:
        read()
    except UnableToReadFile as refusal:
        return str(refusal).endswith(".")
    return False


FILES = st.builds(
    lambda sort, people, encoding, delimiter: as_text(table_of(sort, people), encoding, delimiter),
    st.sampled_from(SORTS),
    st.lists(PEOPLE, min_size=1, max_size=6),
    st.sampled_from(ENCODINGS),
    st.sampled_from(DELIMITERS),
)
SPOILS = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=4
)


def spoilt(content: bytes, spoils: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A file with pieces cut out and others put in."""
    for at, length, piece in spoils:
        place = at % (len(content) + 1)
        content = content[:place] + piece + content[place + length :]
    return content
