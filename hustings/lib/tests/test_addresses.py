import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.addresses import Address, read_address, street_key

REAL_SHAPES = [
    ("1 Green Lane|Exeter|Devon|EX2 9JB", Address(number=1, street="Green Lane", postcode="EX29JB")),
    (
        "Flat 1|Castle House|45 School Close|Exeter|Devon|EX2 9LX",
        Address("Flat 1", "Castle House", 45, "", "School Close", "", "EX29LX"),
    ),
    ("Fairview|Victoria Road|Exeter|Devon", Address(name="Fairview", street="Victoria Road")),
    ("Flat 2 45 School Close|Exeter", Address(flat="Flat 2", number=45, street="School Close")),
    ("9 a Victoria Rd.|Exeter", Address(number=9, number_suffix="A", street="Victoria Rd.")),
    ("1  Eden House|Alwoodley Lane|Leeds", Address("Flat 1", "Eden House", None, "", "Alwoodley Lane")),
    (
        "Honeysuckle Cottage 2 Parsonage Fold|Beetham|Milnthorpe|Cumbria",
        Address("", "Honeysuckle Cottage", 2, "", "Parsonage Fold", "Beetham"),
    ),
    ("2F1 45 Marchmont Road|Edinburgh", Address(flat="2F1", number=45, street="Marchmont Road")),
    ("1/2 45 Byres Road|Glasgow", Address(flat="1/2", number=45, street="Byres Road")),
    ("12-14 High St|Pinhoe|Exeter|Devon", Address("", "", 12, "-14", "High St", "Pinhoe")),
    ("Basement Flat|10 The Crescent", Address(flat="Basement Flat", number=10, street="The Crescent")),
    ("Top Floor Flat 10 The Crescent", Address(flat="Top Floor Flat", number=10, street="The Crescent")),
    ("The Annexe|4 Park Avenue", Address(flat="The Annexe", number=4, street="Park Avenue")),
    ("45|School Close|Exeter", Address(number=45, street="School Close")),
    ("Room 3, 12 High Street|Exeter", Address(flat="Room 3", number=12, street="High Street")),
    ("5 First Avenue|Exeter", Address(number=5, street="First Avenue")),
    ("Court Farm|Pinhoe|Exeter|Devon", Address(name="Court Farm", street="Pinhoe")),
]


@pytest.mark.parametrize(("lines", "address"), REAL_SHAPES)
def test_the_lines_councils_send_are_taken_apart(lines: str, address: Address) -> None:
    assert read_address(lines.split("|")) == address


@pytest.mark.parametrize("lines", ["", "Other Electors", "OTHER ELECTORS|EX2 9JB", " , |-"])
def test_electors_without_an_address_have_no_door(lines: str) -> None:
    assert not read_address(lines.split("|")).is_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 St. John's Rd|EX2 9JB", "12 ST JOHNS ROAD|EX29JB"),
        ("Flat 1|Castle House|45 School Close", "Flat 1|45 School Close"),
        ("Apartment 3|10 High Street", "Flat 3, 10 High St"),
        ("9a Victoria Road", "9 A Victoria Road"),
    ],
)
def test_one_door_written_in_two_ways_has_one_key(one: str, other: str) -> None:
    assert read_address(one.split("|")).key == read_address(other.split("|")).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12-14 High Street", "1214 High Street"),
        ("Flat 1|10 High Street", "Flat 11|10 High Street"),
        ("10 High Street|EX1 1AE", "10 High Street|EX1 1AF"),
        ("10 High Street", "10A High Street"),
    ],
)
def test_two_doors_have_two_keys(one: str, other: str) -> None:
    assert read_address(one.split("|")).key != read_address(other.split("|")).key


def test_st_is_street_at_the_end_of_a_name_and_saint_before_it() -> None:
    assert street_key("St Davids St") == "st davids street"


@given(st.lists(st.text(max_size=30), max_size=9), st.text(max_size=10))
def test_no_address_is_refused(lines: list[str], postcode: str) -> None:
    address = read_address(lines, postcode)

    assert address.key.count("|") >= 3
    assert address.number is None or address.number >= 0


@given(
    st.integers(1, 999),
    st.sampled_from(["", "A", "B"]),
    st.sampled_from(["Green Lane", "High Street", "The Crescent", "Clos y Coed"]),
    st.sampled_from([[], ["Pinhoe", "Exeter", "Devon"], ["Exeter"]]),
)
def test_a_house_number_and_street_are_read_back(
    number: int, suffix: str, street: str, after: list[str]
) -> None:
    address = read_address([f"{number}{suffix} {street}", *after])

    assert (address.number, address.number_suffix, address.street) == (number, suffix, street)
