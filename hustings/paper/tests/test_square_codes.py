"""Square codes are those that the library makes, only faster."""

import string

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.sheet_codes import CODES, spell_code, write_scan
from hustings.paper.square_codes import MASK, SquareCodes

SQUARES = SquareCodes()
numbers = st.integers(0, CODES - 1)


def made_by_the_library(text: str) -> str:
    matrix = segno.make(text, micro=False, error="m", boost_error=False, mask=MASK, mode="byte").matrix
    return "\n".join("".join(map(str, row)) for row in matrix)


def made_by_us(text: str) -> str:
    modules, side = SQUARES.modules(text)
    rows = f"{modules:0{side * side}b}"
    return "\n".join(rows[place * side : (place + 1) * side] for place in range(side))


@given(numbers, st.integers(1, 20), st.integers(1, 200))
def test_a_pages_code_is_the_one_that_the_library_makes(number: int, version: int, page: int) -> None:
    text = write_scan(
        "https://hustings.example/seats/exeter/sheets/", spell_code(number), version=version, page=page
    )

    assert made_by_us(text) == made_by_the_library(text)


@given(st.text(string.ascii_letters + string.digits + ":/.-", min_size=1, max_size=120))
def test_any_address_is_drawn_as_the_library_draws_it(text: str) -> None:
    assert made_by_us(text) == made_by_the_library(text)


def test_a_drawing_has_its_quiet_zone() -> None:
    drawn = SquareCodes().drawn("https://hustings.example/")

    assert 'viewBox="0 0 33 33"' in drawn
    assert "M4 4h7" in drawn


def test_what_a_scanner_cannot_type_is_refused() -> None:
    with pytest.raises(ValueError, match="ascii"):
        SQUARES.drawn("https://hustings.example/ŵ")
