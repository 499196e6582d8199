"""Telephone numbers, addresses, names and headings as people and spreadsheets write them."""

import pytest

from hustings.supporters.files.columns import Part, recognise
from hustings.supporters.rules import Reach, key_of, parted_name, read_address, read_telephone


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07700 900123", "07700900123"),
        ("+44 (0)7700 900 123", "07700900123"),
        ("0044 7700 900123", "07700900123"),
        ("447700900123", "07700900123"),
        ("44 (0)7700 900123", "07700900123"),
        ("4407700900123", "07700900123"),
        ("7700900123", "07700900123"),
        ("1632960001", "01632960001"),
        ("+353 1 496 0000", "+35314960000"),
        ("(01632) 960-001", "01632960001"),
        ("call me", ""),
        ("12345", ""),
        ("07700 900123 ext 4", ""),
        ("٠٧٧٠٠٩٠٠١٢٣", ""),
    ],
)
def test_a_telephone_number_is_its_digits(written: str, read: str) -> None:
    assert read_telephone(written) == read


@pytest.mark.parametrize("written", ["07700 900123", "447700900123", "+353 1 496 0000"])
def test_reading_a_number_twice_changes_nothing(written: str) -> None:
    assert read_telephone(read_telephone(written)) == read_telephone(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Grace@Moor.Example", "Grace@moor.example"),
        ("mailto:grace@moor.example", "grace@moor.example"),
        ("grace@moor", ""),
        ("grace moor.example", ""),
        ("a@b.example, c@d.example", ""),
        (f"{'g' * 200}@moor.example", ""),
    ],
)
def test_an_address_has_a_host(written: str, read: str) -> None:
    assert read_address(written) == read


def test_two_spellings_of_one_address_or_number_are_one() -> None:
    assert key_of(Reach.EMAIL, "Grace@moor.example") == key_of(Reach.EMAIL, "grace@moor.example")
    assert key_of(Reach.CALL, "01632 960001") == key_of(Reach.CALL, "+44 1632 960001")


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Okafor, Grace Ada", ("Okafor", "Grace Ada")),
        ("Grace Ada Okafor", ("Okafor", "Grace Ada")),
        ("Okafor", ("Okafor", "")),
        ("", ("", "")),
    ],
)
def test_a_whole_name_is_parted(name: str, parted: tuple[str, str]) -> None:
    assert parted_name(name, "", "") == parted


def test_columns_of_their_own_are_heard_over_the_whole_name() -> None:
    assert parted_name("Grace O.", "Okafor", "Grace") == ("Okafor", "Grace")


def test_beside_letters_a_number_is_without_them() -> None:
    assert recognise(["Polling District", "Elector No", "E-Mail"]).at == {
        Part.LETTERS: (0,),
        Part.NUMBER: (1,),
        Part.EMAIL: (2,),
    }


def test_lines_of_an_address_are_taken_together_and_a_second_telephone_is_not() -> None:
    found = recognise(["Address 1", "ADDRESS_2", "Mobile", "Home phone", "Colour"])

    assert found.at == {Part.ADDRESS: (0, 1), Part.CALL: (2,)}
