"""Sheet codes: typed in the rain, scanned from a crumpled sheet, never mistaken for another."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hustings.lib.sheet_codes import (
    ALPHABET,
    CODES,
    CodeFault,
    NotASheetCode,
    Scan,
    read_code,
    read_scan,
    spell_code,
    write_scan,
)

numbers = st.integers(min_value=0, max_value=CODES - 1)


def outcome(text: str) -> str:
    try:
        return read_scan(text).code
    except NotASheetCode as refusal:
        return refusal.fault


places = st.integers(min_value=0, max_value=7)


@given(numbers)
def test_a_code_reads_back_as_itself(number: int) -> None:
    code = spell_code(number)

    assert read_code(code) == code


@given(numbers, numbers)
def test_two_numbers_never_share_a_code(one: int, other: int) -> None:
    assume(one != other)

    assert spell_code(one) != spell_code(other)


@given(numbers, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(number: int, place: int, letter: str) -> None:
    plain = spell_code(number).replace("-", "")
    assume(plain[place] != letter)

    with pytest.raises(NotASheetCode, match="check"):
        read_code(plain[:place] + letter + plain[place + 1 :])


@given(numbers, places, places)
def test_two_exchanged_characters_are_caught(number: int, one: int, other: int) -> None:
    letters = list(spell_code(number).replace("-", ""))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]

    with pytest.raises(NotASheetCode, match="check"):
        read_code("".join(letters))


@given(numbers, st.sampled_from(["o", "O"]), st.sampled_from(["i", "I", "l", "L"]))
def test_letters_that_look_like_digits_are_read_as_digits(number: int, nought: str, one: str) -> None:
    code = spell_code(number)

    assert read_code(code.lower().replace("0", nought).replace("1", one)) == code


@given(numbers, st.integers(1, 9999), st.integers(1, 9999))
def test_a_scan_brings_code_version_and_page(number: int, version: int, page: int) -> None:
    code = spell_code(number)

    scanned = write_scan("https://example.org/seats/exeter/sheets/", code, version=version, page=page)

    assert read_scan(scanned + "\n") == Scan(code, version, page)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    found = outcome(text)

    assert found in set(CodeFault) or read_code(found) == found


@pytest.mark.parametrize(
    "written", [" {} ", "{}\r\n", "https://h.example/s/{}", "HTTPS://H.EXAMPLE/S/{}/?from=phone"]
)
def test_a_code_is_found_with_what_surrounds_it(written: str) -> None:
    code = spell_code(123_456_789)

    assert read_scan(written.format(code)).code == code


def test_a_typed_code_may_be_spaced_and_small() -> None:
    code = spell_code(987_654_321)

    assert read_code(" ".join(code.replace("-", "").lower())) == code


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("", "length"), ("7K2M", "length"), ("7K2M-9QXCC", "length"), ("7K2M-9QÜC", "letters")],
)
def test_what_is_no_code_says_why(typed: str, fault: str) -> None:
    with pytest.raises(NotASheetCode) as refusal:
        read_code(typed)

    assert refusal.value.fault == fault


@pytest.mark.parametrize("number", [-1, CODES])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="lies from 0"):
        spell_code(number)
