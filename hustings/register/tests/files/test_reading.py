"""From bytes to rows: what a council's system writes is read; what no register holds is refused in a sentence."""

import csv
import io
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.reading import Limits, Row, open_text

HEADINGS = ["Elector Number Prefix", "Elector Number", "Elector Surname"]
SMALL = Limits(size=1000, line_length=200, cell_length=20, columns=5, rows=3)
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "register"


def rows_of(content: bytes, limits: Limits | None = None) -> list[Row]:
    return list(open_text(BytesIO(content), limits=limits or Limits()).rows)


def cells_of(content: bytes) -> list[list[str]]:
    return [row.cells for row in rows_of(content)]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_file_is_read_in_any_encoding_with_any_delimiter(encoding: str, said: str, delimiter: str) -> None:
    content = f"{delimiter.join(HEADINGS)}\r\nAA1{delimiter}1{delimiter}Siân\r\n".encode(encoding)

    opened = open_text(BytesIO(content))

    assert (opened.encoding, opened.delimiter) == (said, delimiter)
    assert [row.cells for row in opened.rows] == [HEADINGS, ["AA1", "1", "Siân"]]


def test_latin_1_is_told_by_letters_that_windows_has_none_for() -> None:
    content = b"a,b,c\nAA1,\x81,S\xeen\n"

    assert open_text(BytesIO(content)).encoding == "latin-1"


def test_quoted_cells_hold_commas_quotes_and_line_ends() -> None:
    content = b'a,b,c\r\nAA1,"Flat 2, ""The Oaks""","1 Mill\nLane"\r\nAA1,2,x\r\n'

    rows = rows_of(content)

    assert rows[1].cells == ["AA1", 'Flat 2, "The Oaks"', "1 Mill\nLane"]
    assert rows[2].line == 4


def test_blank_lines_are_no_rows() -> None:
    assert len(rows_of(b"a,b,c\n\n,,\nAA1,1,x\n\n")) == 2


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("x" * 501, Reason.CELL_TOO_LONG),
        ("Oka\0for", Reason.NUL),
        ("=1+1", Reason.FORMULA),
        ("@SUM(A1)", Reason.FORMULA),
    ],
)
def test_a_cell_that_no_register_holds_spoils_its_row_alone(cell: str, reason: Reason) -> None:
    rows = rows_of(f"a,b,c\nAA1,1,{cell}\nAA1,2,Lyle\n".encode())

    assert (rows[1].fault, rows[1].line, rows[1].column, rows[1].cells) == (reason, 2, 3, [])
    assert rows[2].cells == ["AA1", "2", "Lyle"]


def test_a_stray_quotation_mark_spoils_its_row_alone() -> None:
    rows = rows_of(b'a,b,c\nAA1,1,"The "Oaks"\nAA1,2,Lyle\n')

    assert rows[1].fault == Reason.QUOTATION
    assert rows[2].cells == ["AA1", "2", "Lyle"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"one column\nonly\n", "Line 1 has no columns"),
        (b'a,b,c\nAA1,1,"never closed\nAA1,2,x\nAA1,3,x\n', "opens on line 2 is never closed"),
        ("a,b,c\nAA1,1,Siân\n".encode() + b"AA1,2,Si\xe2n\n", "Line 3 is written in another encoding"),
        (b"a,b,c\nAA1,1,Si\xe2n\n" + "AA1,2,Siân\n".encode(), r"Line 3 .* than the lines before it .Windows"),
        (
            b"\xef\xbb\xbfa,b,c\nAA1,1,x\nAA1,2,Si\xe2n\n",
            "is written in another encoding than the lines before",
        ),
        ("a,b,c\nAA1,1,Siân\n".encode("utf-16-le")[:-1], "breaks off in the middle of a letter on line 2"),
        (b"a,b,c\n" + b"AA1," * 30 + b"x\n", "Line 2 has 31 columns"),
        (b"a,b,c\nAA1,1," + b"x" * 300, "Line 2 is longer"),
        (b"a,b,c\nA,1,x\nA,2,x\nA,3,x\nA,4,x\n", "more than 3 rows"),
        (b"a,b,c\n" * 200, "larger than"),
    ],
)
def test_a_file_that_cannot_be_a_register_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UnableToReadFile, match=said):
        rows_of(content, Limits(size=1000, line_length=200, columns=6, rows=3))


@given(st.binary(max_size=400))
def test_any_bytes_are_either_read_or_refused(content: bytes) -> None:
    try:
        rows = rows_of(content, SMALL)
    except UnableToReadFile as refusal:
        sentence, rows = str(refusal), []
    else:
        sentence = "Read."

    assert sentence.endswith(".")
    assert all(len(cell) <= SMALL.cell_length for row in rows for cell in row.cells)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip)
CELL = TEXT.filter(lambda text: text and not text.startswith(("=", "@", "\ufeff")))


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([",", "\t", ";"]),
)
def test_what_a_system_writes_is_read_back(table: list[list[str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([["prefix", "number", "name"], *table])

    assert cells_of(written.getvalue().encode("utf-8-sig"))[1:] == table


def test_the_position_of_a_file_that_was_read_before_does_not_matter() -> None:
    file = BytesIO(b"a,b,c\nAA1,1,x\n")
    file.read()

    assert len(list(open_text(file).rows)) == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not beside this clone")
@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "rows"),
    [
        ("xpress_full_14col_windows1252.csv", "cp1252", ",", 2038),
        ("xpress_full_13col_combined_name.csv", "utf-8-sig", ",", 2038),
        ("xpress_monthly_update.csv", "utf-8", ",", 90),
        ("eros_pp_full.tsv", "utf-16-le", "\t", 2038),
        ("eros_full_PDCode_RollNo.csv", "utf-8-sig", ",", 2038),
    ],
)
def test_the_shared_files_are_recognised(name: str, encoding: str, delimiter: str, rows: int) -> None:
    with (SHARED / name).open("rb") as file:
        opened = open_text(file)

        assert (opened.encoding, opened.delimiter, len(list(opened.rows)) - 1) == (encoding, delimiter, rows)
