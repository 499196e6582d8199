"""A file that as a whole cannot be meant is refused in one sentence that names line, column and remedy."""

import pytest

from hustings.register.faults import UnableToReadFile
from hustings.register.models import Import, StagedRow
from hustings.register.tests.council import OKAFOR, full_file, importing, look_over
from tests.cast import Cast, arranging


def row(number: int) -> str:
    return OKAFOR.replace("AA1,1,", f"AA1,{number},")


def test_columns_that_have_slipped_are_named_by_line_and_column(council: Cast) -> None:
    shifted = [f"AA1,,{row(number).split(',', 1)[1]}".removesuffix(",") for number in range(2, 8)]

    with importing(council) as by, pytest.raises(UnableToReadFile, match=r"6 of 7 rows .* line 3, column 2"):
        look_over(council, full_file(row(1), *shifted), by)

    with arranging():
        assert not Import.objects.exists()
        assert not StagedRow.objects.exists()


def test_a_few_bad_rows_among_many_are_refused_alone(council: Cast) -> None:
    bad = [row(number).replace("AA1,", "AA1,x") for number in range(50, 53)]

    with importing(council) as by:
        run = look_over(council, full_file(*(row(number) for number in range(1, 40)), *bad), by)

        assert run.counts["refused"] == 3


def test_a_file_of_headings_alone_is_refused(council: Cast) -> None:
    with importing(council) as by, pytest.raises(UnableToReadFile, match="headings but no row"):
        look_over(council, full_file(), by)
