"""A file that can be read and yet cannot be meant is refused in one sentence."""

from datetime import date

import pytest

from hustings.register.faults import Reason, UnableToImportRegister, UnableToReadFile
from hustings.register.models import Elector, Import, ImportRefusal, StagedRow
from hustings.register.tests.council import (
    NORTHERN,
    OKAFOR,
    edition_of,
    full_file,
    importing,
    look_over,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, arranging


def person(number: int, surname: str = "Okafor", born: str = "") -> str:
    """Mrs Okafor's row under another number, name and date of birth."""
    return f"AA1,{number},0,,{born},{surname}{number},Grace,EX1 1AA,{number} Mill Lane,Moorton,Moorshire,EX1 1AA,,"


def deleted(number: int, surname: str = "Okafor") -> dict[str, str]:
    return update_row(
        f"AA1-{number}", f"{surname}{number}", "Grace" if surname == "Okafor" else "Una", deleted="3"
    )


PEOPLE = [person(number) for number in range(1, 11)]


def refusals(run: Import) -> list[tuple[int, str]]:
    with arranging():
        return list(ImportRefusal.objects.filter(run=run).order_by("line").values_list("line", "reason"))


def test_another_editions_update_is_refused_with_its_first_line(council: Cast) -> None:
    take_in(council, full_file(*PEOPLE))
    strangers = [deleted(1), *(deleted(number, "Stranger") for number in range(2, 8))]

    with (
        importing(council) as by,
        pytest.raises(UnableToImportRegister, match=r"6 of the 7 entries .* “2027”.* line 3"),
    ):
        look_over(council, update_file(*strangers), by)

    with arranging():
        assert not StagedRow.objects.exists()


def test_an_update_of_numbers_that_the_edition_does_not_have_is_refused(council: Cast) -> None:
    take_in(council, full_file(*PEOPLE))

    with importing(council) as by, pytest.raises(UnableToImportRegister, match="5 of the 5 entries"):
        look_over(council, update_file(*(deleted(number) for number in range(91, 96))), by)


def test_an_update_that_came_before_is_not_another_editions(council: Cast) -> None:
    take_in(council, full_file(*PEOPLE))
    update = update_file(*(deleted(number) for number in range(1, 9)))
    take_in(council, update)

    with importing(council) as by:
        assert look_over(council, update + b"\r\n", by).counts["gone_before"] == 8


def test_a_few_strangers_among_known_people_are_refused_by_themselves(council: Cast) -> None:
    take_in(council, full_file(*PEOPLE))

    with importing(council) as by:
        run = look_over(council, update_file(deleted(1), deleted(2), deleted(3, "Stranger")), by)

    assert run.counts["closed"] == 2


def test_one_date_with_its_month_first_spoils_those_that_could_have_it_too(council: Cast) -> None:
    born = ["12/31/2009", "03/04/2009", "25/12/2009", "", "2009-11-30"]

    run = take_in(council, full_file(*(person(number, born=day) for number, day in enumerate(born, 1))))

    assert refusals(run) == [(2, Reason.MONTH_FIRST), (3, Reason.MONTH_FIRST)]


def test_dates_in_three_formats_are_read_where_each_is_plain(council: Cast) -> None:
    born = ["03/04/2009", "2009-04-03", "3 April 2009", "03-Apr-2009"]

    take_in(council, full_file(*(person(number, born=day) for number, day in enumerate(born, 1))))

    with arranging():
        assert set(Elector.objects.values_list("attains_on", flat=True)) == {date(2027, 4, 3)}


def test_a_date_whose_century_nobody_can_tell_is_refused_with_its_column(council: Cast) -> None:
    run = take_in(council, full_file(*PEOPLE, person(11, born="31.12.09")))

    with arranging():
        found = ImportRefusal.objects.get(run=run)
        assert (found.line, found.column, found.reason) == (12, 5, Reason.DATE)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("AA1,{n},0,,,,Okafor{n},Grace,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,", "postcode"),
        (
            "AA1,,{n},0,,,Okafor{n},Grace,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,",
            "number is no number",
        ),
        ("AA1,{n},0,Okafor{n},Grace,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,,,,", "date"),
    ],
)
def test_columns_that_slip_from_row_900_on_are_refused_with_the_first_line(
    council: Cast, row: str, reason: str
) -> None:
    rows = [person(number) for number in range(1, 900)] + [
        row.format(n=number) for number in range(900, 1_101)
    ]

    with (
        importing(council) as by,
        pytest.raises(UnableToReadFile, match=rf"201 of 1100 .* line 901, .*{reason}"),
    ):
        look_over(council, full_file(*rows), by)

    with arranging():
        assert not Import.objects.exists()


def test_numbers_that_come_twice_are_refused_with_their_lines(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, *NORTHERN))

    assert refusals(run) == [(3, Reason.REPEATED)]


def test_an_update_that_lost_rows_is_refused_whole(council: Cast) -> None:
    take_in(council, full_file(*PEOPLE))
    rows = [{**deleted(number), "RecordTotal": "3"} for number in (1, 2)]

    with (
        importing(council) as by,
        pytest.raises(UnableToReadFile, match=r"Line 2 says .* 3 records, but 2 came"),
    ):
        look_over(council, update_file(*rows), by, edition=edition_of(council))

    with arranging():
        assert Import.objects.count() == 1
