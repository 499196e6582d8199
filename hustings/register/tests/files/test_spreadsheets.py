import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.reading import Limits
from hustings.register.files.spreadsheets import is_packed, open_workbook


def workbook(*rows: Sequence[object]) -> BytesIO:
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(file)
    file.seek(0)
    return file


def archive(**members: bytes) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    file.seek(0)
    return file


def test_a_workbook_is_read_as_its_cells_look() -> None:
    file = workbook(
        ["Prefix", "Number", "DOB", "Address6"],
        ["AA1", 12, date(2009, 12, 31), None],
        ["AA1", 13.0, None, None],
    )

    assert is_packed(file)
    rows = [row.cells for row in open_workbook(file).rows]
    assert rows[1:] == [["AA1", "12", "31/12/2009", ""], ["AA1", "13", "", ""]]


def test_a_cover_before_the_sheet_that_has_columns_is_passed_over() -> None:
    book, file = Workbook(), BytesIO()
    book.active.append(["Register of Electors", "March 2027"])  # type: ignore[union-attr]
    book.create_sheet().append(["AA1", "1", "Lyle", "Peter"])
    book.save(file)

    assert [row.cells for row in open_workbook(file).rows] == [["AA1", "1", "Lyle", "Peter"]]


def test_a_formula_is_no_name() -> None:
    rows = list(open_workbook(workbook(["a", "b"], ["AA1", "@HYPERLINK"])).rows)

    assert rows[1].fault == Reason.FORMULA


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (archive(bomb=b"\0" * (20 << 20)), "would unpack to 20 megabytes"),
        (archive(**{"register.csv": b"a,b,c\n"}), "packed folder"),
        (archive(**{"xl__workbook.xml": b"<nothing/>"}), "damaged"),
        (BytesIO(b"PK\x03\x04 and then nothing"), "damaged"),
    ],
)
def test_an_archive_that_is_no_register_is_refused(file: BytesIO, said: str) -> None:
    with pytest.raises(UnableToReadFile, match=said):
        list(open_workbook(file).rows)


def test_a_sheet_that_breaks_off_is_refused() -> None:
    whole = zipfile.ZipFile(workbook(["a", "b", "c"], ["AA1", "1", "x"]))
    members = {name: whole.read(name) for name in whole.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"][:-60]

    file = archive(**{name.replace("/", "__"): data for name, data in members.items()})

    with pytest.raises(UnableToReadFile, match="damaged"):
        list(open_workbook(file).rows)


def test_a_workbook_has_the_same_limits_as_text() -> None:
    with pytest.raises(UnableToReadFile, match="more than 2 rows"):
        list(open_workbook(workbook(*[["a", "b"]] * 4), limits=Limits(rows=2)).rows)
