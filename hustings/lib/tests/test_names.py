import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.names import normalised, sound, split_combined, tokens


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("O'Brien", "obrien"),
        ("O’BRIEN", "obrien"),
        ("Łukasz-Nowak", "lukasz nowak"),
        ("?ukasz-Nowak", "ukasz nowak"),
        ("van  der Berg", "van der berg"),
        ("Siân", "sian"),
        ("Mrs. Okafor", "mrs okafor"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_letters_and_loses_how_it_was_typed(written: str, key: str) -> None:
    assert normalised(written) == key


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalised(name)

    assert normalised(once) == once
    assert normalised(f"  {name}\t") == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith", "Smyth"),
        ("Stephen", "Steven"),
        ("MacDonald", "McDonald"),
        ("Catherine", "Kathryn"),
        ("Phillips", "Philips"),
        ("Geoffrey", "Jeffrey"),
        ("Ashley", "Ashleigh"),
        ("Thompson", "Thomson"),
        ("Wright", "Right"),
    ],
)
def test_names_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Smith", "Jones"), ("Patel", "Bell"), ("Shaw", "Kaw"), ("Lee", "May")]
)
def test_names_that_sound_different_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'", max_size=30))
def test_a_sound_does_not_depend_on_case(name: str) -> None:
    assert sound(name.upper()) == sound(name)


@given(st.permutations(["Grace", "Ada", "Okafor"]))
def test_the_order_of_a_name_does_not_change_its_words(words: list[str]) -> None:
    assert tokens(words[0], " ".join(words[1:])) == ("ada", "grace", "okafor")


@pytest.mark.parametrize(
    ("combined", "parted"),
    [
        ("Mackie Seth Beau", ("Mackie", "Seth Beau")),
        ("van der Berg Kyle", ("van der Berg", "Kyle")),
        ("Okafor", ("Okafor", "")),
        ("St John Ada", ("St John", "Ada")),
    ],
)
def test_a_combined_name_is_parted_after_the_surname(combined: str, parted: tuple[str, str]) -> None:
    assert split_combined(combined) == parted
