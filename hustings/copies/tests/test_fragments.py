"""Names are read out of whatever somebody found, or it is said why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.copies.fragments import LONGEST, UnableToReadFragment, names_in


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"Ada Okafor\nBryn Lyle\n", ["Ada Okafor", "Bryn Lyle"]),
        (b"surname,forenames,address\nOkafor,Ada,1 Mill Lane\n", ["Okafor Ada"]),
        (b'"Copy C-2K7Q for Priya, 7 May"\nelector number;forenames;surname\nAA1-1;Ada;Okafor\n', ["Ada Okafor"]),
        (b"AA1-1\tOkafor\tAda\t1 Mill Lane\n", ["Okafor Ada"]),
        ("\ufeffName\nŁucja Nowak\n".encode(), ["Łucja Nowak"]),
        ("Ada Okafor\n".encode("utf-16"), ["Ada Okafor"]),
        (b"\xc9lise Dupont\n", ["Élise Dupont"]),
    ],
)  # fmt: skip
def test_names_are_found_by_heading_or_by_look(content: bytes, names: list[str]) -> None:
    assert names_in(content) == names


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"12345\n67890\n", b"\x00\x01\x02PK\x03", b"x" * (LONGEST + 1)]
)
def test_what_holds_no_name_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(UnableToReadFragment):
        names_in(content)


@given(st.binary(max_size=400))
def test_whatever_it_is_it_ends_in_names_or_a_reason(content: bytes) -> None:
    try:
        names = names_in(content)
    except UnableToReadFragment:
        return

    assert all(len(name.split()) > 1 for name in names)
