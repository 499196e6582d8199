"""What the columns of an unknown file probably hold: by their headings, or by their looks."""

from io import BytesIO

import pytest

from hustings.register.files.sampling import ADDRESS, codes_in, guesses, sample_of

HEADED = b"""PD,Nr,Surname,First Name,Line one,Address 2,Code postal,Change,Note
AA1,1,Okafor,Grace,1 Mill Lane,Moorton,EX1 1AA,N,x
AA1,2,Lyle,Peter,Flat 2 Castle House,Moorton,EX1 1AA,D,
"""
BARE = HEADED.partition(b"\n")[2]


def test_headings_and_looks_prefill_what_they_tell() -> None:
    sample = sample_of(BytesIO(HEADED))

    assert sample.looks_headed
    assert guesses(sample, headed=True) == [
        "letters",
        "number",
        "surname",
        "forenames",
        ADDRESS,
        ADDRESS,
        "postcode",
        "change",
        "",
    ]


def test_without_headings_looks_alone_are_used() -> None:
    sample = sample_of(BytesIO(BARE))

    assert not sample.looks_headed
    assert guesses(sample, headed=False) == ["letters", "number", "", "", ADDRESS, "", "postcode", "", ""]
    assert sample.shown(headed=False)[0][2] == "Okafor"


def test_rows_shorter_or_longer_than_the_first_are_shown_evenly() -> None:
    sample = sample_of(BytesIO(b"a,b,c,d,e\n1,2,3,4\n1,2,3,4,5,6\n"))

    assert sample.rows == [["1", "2", "3", "4", ""], ["1", "2", "3", "4", "5"]]


@pytest.mark.parametrize(("column", "codes"), [(7, ["CHANGE", "N", "D"]), (0, ["AA1", "PD"])])
def test_the_codes_of_a_column_are_counted_over_the_whole_file(column: int, codes: list[str]) -> None:
    assert sorted(codes_in(BytesIO(HEADED), column) or []) == sorted(codes)


def test_a_column_of_names_holds_no_codes() -> None:
    rows = b"".join(b"AA1,%d,Name%d,x,y,z,w,v\n" % (number, number) for number in range(20))

    assert codes_in(BytesIO(rows), 2) is None
