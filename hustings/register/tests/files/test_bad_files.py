"""What is wrong with a whole file is said in one sentence, and nothing of it is kept."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError

from hustings.register.faults import UnableToReadFile
from hustings.register.files.keeping import mapped_layouts
from hustings.register.files.layouts import xpress
from hustings.register.models import CouncilLayout, Import, ImportRefusal, StagedRow
from hustings.register.tests.council import FULL, NOON, OKAFOR, full_file, importing, look_over
from hustings.register.tests.importing.test_import_register_command import read
from hustings.register.tests.systems import as_text, as_workbook
from tests.cast import Cast, arranging

WHOLE = full_file(*[OKAFOR] * 40, encoding="utf-8")
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%s]><worksheet>&z;</worksheet>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 20) for letter in range(ord("b"), ord("z") + 1)
)


def workbook_with(**members: bytes) -> bytes:
    """A workbook some of whose members were put in place of its own."""
    file = BytesIO()
    own = zipfile.ZipFile(BytesIO(as_workbook([FULL, OKAFOR.split(",")])))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in own.namelist():
            short = name.rpartition("/")[2].removesuffix(".xml")
            packed.writestr(name, members.get(short, own.read(name)))
    return file.getvalue()


FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (full_file(), "headings but no row below"),
        (b"\r\n,,,,\r\n", "The file is empty"),
        (WHOLE[:-30], "Line 41 ends after column 9 of 14: the file was cut off"),
        (WHOLE[: len(WHOLE) // 2], r"Line 20 ends after column \d+ of 14: the file was cut off"),
        (
            WHOLE + b"AA1,9,0,,,Si\xe2n" + "Siân".encode() + b",x,EX1 1AA,1 Mill Lane,,,,,\r\n",
            "Line 42 is written",
        ),
        (WHOLE.replace(b",Okafor,", b',"Okafor,', 1), "opens on line 2 is never closed"),
        (WHOLE + b"AA1,9,0,,,%s,x,,,,,,," % (b"x" * (5 << 20)), "Line 42 is longer than"),
        (workbook_with(sheet1=b"\0" * (20 << 20)), "would unpack to 20 megabytes"),
        (workbook_with(sheet1=LAUGHS), "damaged"),
        (workbook_with(sheet1=FAR % b'<row r="900000000"><c r="A900000000"><v>1</v></c></row>'), "more than"),
        (workbook_with(sheet1=FAR % b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), "has 16384 columns"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_and_nothing_of_it_is_kept(council: Cast, content: bytes, said: str) -> None:
    with importing(council) as by, pytest.raises(UnableToReadFile, match=said) as refusal:
        look_over(council, content, by)

    assert str(refusal.value).endswith(".")
    with arranging():
        assert not Import.objects.exists()
        assert not StagedRow.objects.exists()
        assert not ImportRefusal.objects.exists()


def test_a_layout_can_be_named_on_the_command_line(council: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bare.csv"
    file.write_bytes(as_text([OKAFOR.replace("EX1 1AA,1", ",1").split(",")]))

    read(file, "--layout", "xpress-full")

    with arranging():
        assert Import.objects.get().layout == xpress.FULL.key


def test_a_named_layout_that_does_not_fit_says_what_does_not(council: Cast, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(WHOLE)

    with pytest.raises(
        CommandError, match="not in the layout “Eros full register”: it has no column “PDCode”"
    ):
        read(file, "--layout", "eros-full")


def test_a_mapped_list_of_absent_voters_is_no_layout_of_a_register(council: Cast) -> None:
    with arranging():
        CouncilLayout.objects.create(
            officer=council.council,
            title="Absent voters",
            headings=["(absent)", "No"],
            width=1,
            parts={"number": [0]},
            made_at=NOON,
        )

        assert mapped_layouts(council.council.id) == []
