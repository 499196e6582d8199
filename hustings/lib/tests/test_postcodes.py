import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.postcodes import compact, displayed


@pytest.mark.parametrize("written", ["ex1 1ae", "EX11AE", " EX1-1AE ", "EX1\u00a01AE"])
def test_a_postcode_has_one_compact_form(written: str) -> None:
    assert compact(written) == "EX11AE"


@pytest.mark.parametrize("written", ["", "Exeter", "EX1", "EX1 1A", "EXX 1AE", "EX1 1CI", "12345"])
def test_what_does_not_look_like_a_postcode_is_none(written: str) -> None:
    assert compact(written) == ""


@pytest.mark.parametrize("written", ["GIR 0AA", "W1A 0AX", "EC1A 1BB", "BF1 3AD", "M1 1AE"])
def test_unusual_postcodes_are_postcodes(written: str) -> None:
    assert displayed(compact(written)) == written


@given(st.text(max_size=12))
def test_displaying_and_reading_again_changes_nothing(written: str) -> None:
    assert compact(displayed(compact(written))) == compact(written)
