"""What stands between the rows of a file is no row; what a file says of its own length must hold."""

from datetime import date
from io import BytesIO

import pytest

from hustings.register.faults import UnableToReadFile
from hustings.register.files.layouts import eros, idox, xpress
from hustings.register.files.opening import open_register
from hustings.register.files.reading import OpenFile
from hustings.register.tests.council import FULL, OKAFOR, full_file
from hustings.register.tests.systems import as_text, as_workbook

PUBLISHED = date(2026, 12, 1)
EROS = list(eros.UPDATE.writings[0])
PP = list(eros.PP_UPDATE.writings[0])


def opened(content: bytes) -> OpenFile:
    return open_register(BytesIO(content), published_on=PUBLISHED)[0]


def changed(code: str, number: int, headings: list[str] = EROS) -> list[str]:
    cells = dict.fromkeys(headings, "") | {"ChangeTypeID": code, "PDCode": "AA1", "RollNo": f"{number}.000"}
    cells |= {"Status": code, "PD": "AA1", "ENO": str(number), "Surname": "Lyle", "ElectorSurname": "Lyle"}
    return [cells[heading] for heading in headings]


@pytest.mark.parametrize("written", [as_text, as_workbook])
def test_banners_and_headings_said_again_are_left_out(written: object) -> None:
    table = [
        ["Ref: 2027/03"],
        ["Accession: 1 March 2027"],
        [],
        EROS,
        changed("N", 1),
        ["Deletions"],
        EROS,
        changed("D", 2),
        ["Polling District: AA2"],
        changed("M", 3),
        ["Total records: 3"],
    ]

    file = opened(written(table))  # type: ignore[operator]

    assert [row.cells[2] for row in file.rows] == ["1.000", "2.000", "3.000"]
    assert file.states_on == date(2027, 3, 1)


def test_the_banner_of_a_pp_update_names_its_month() -> None:
    file = opened(as_text([["Monthly Additions for February 2027"], PP, changed("A", 1, PP)], delimiter="\t"))

    assert (len(list(file.rows)), file.states_on) == (1, date(2027, 2, 1))


def test_the_month_of_a_signed_column_is_the_next_after_the_edition() -> None:
    headings = idox.UPDATE.writings[0]
    row = ["AA1", "1", "+Feb", "", "", "Lyle", "Peter", "1 Mill Lane", *[""] * 14, "EX1 1AA"]

    assert len(row) == len(headings)
    assert opened(as_text([row])).states_on == date(2027, 2, 1)


def test_a_full_register_speaks_of_no_month() -> None:
    assert opened(as_text([["Register of Electors March 2027"], FULL, OKAFOR.split(",")])).states_on is None


@pytest.mark.parametrize(
    ("trailer", "said"),
    [
        ("Total records: 3", "Line 4 says that the file holds 3 records, but 2 came"),
        ("Record count,1", "Line 4 says that the file holds 1 records, but 2 came"),
        ('"End of file: 2,038 electors"', "Line 4 says that the file holds 2038 records, but 2 came"),
        ("3 rows", "Line 4 says that the file holds 3 records, but 2 came"),
    ],
)
def test_a_trailer_that_disagrees_is_said_at_the_end(trailer: str, said: str) -> None:
    content = full_file(OKAFOR, OKAFOR) + trailer.encode() + b"\r\n"

    with pytest.raises(UnableToReadFile, match=said):
        list(opened(content).rows)


@pytest.mark.parametrize(
    "trailer", ["Total records: 2", "2 electors", "Number of entries,2", "End of file", "***"]
)
def test_a_trailer_that_agrees_is_no_row(trailer: str) -> None:
    content = full_file(OKAFOR, OKAFOR) + trailer.encode()

    assert len(list(opened(content).rows)) == 2


def test_half_a_row_at_the_end_is_not_taken_for_a_remark() -> None:
    content = full_file(OKAFOR, OKAFOR) + b"AA1"

    assert [len(row.cells) for row in opened(content).rows] == [14, 14, 1]


def test_a_line_that_tells_excel_the_delimiter_is_a_banner() -> None:
    content = b"sep=;\r\n" + full_file(OKAFOR, delimiter=";")

    assert len(list(opened(content).rows)) == 1


def test_a_lone_remark_between_rows_is_left_out() -> None:
    content = full_file(OKAFOR) + b"Additions in Moorton ward\r\nSeen by the deputy\r\n" + OKAFOR.encode()

    assert len(list(opened(content).rows)) == 2


def test_a_row_that_says_how_many_there_are_is_believed() -> None:
    headings = xpress.UPDATE.writings[0]
    row = ["2" if heading == "RecordTotal" else "0" for heading in headings]

    assert len(list(opened(as_text([headings, row, row])).rows)) == 2
    with pytest.raises(UnableToReadFile, match="Line 2 says that the file holds 2 records, but 1 came"):
        list(opened(as_text([headings, row])).rows)
