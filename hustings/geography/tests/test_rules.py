import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.geography import rules


@pytest.mark.parametrize(
    ("code", "kind", "nation"),
    [
        ("E14001231", rules.CONSTITUENCY, rules.ENGLAND),
        ("W07000081", rules.CONSTITUENCY, rules.WALES),
        ("S14000060", rules.CONSTITUENCY, rules.SCOTLAND),
        ("N05000001", rules.CONSTITUENCY, rules.NORTHERN_IRELAND),
        ("E05011020", rules.WARD, rules.ENGLAND),
        ("S13002929", rules.WARD, rules.SCOTLAND),
        ("E07000041", rules.COUNCIL, rules.ENGLAND),
        ("E12000009", rules.REGION, rules.ENGLAND),
        ("E10000008", rules.COUNTY, rules.ENGLAND),
        ("W92000004", rules.NATION, rules.WALES),
    ],
)
def test_a_gss_code_tells_kind_and_nation(code: str, kind: str, nation: str) -> None:
    assert (rules.kind_of_code(code), rules.nation_of_code(code)) == (kind, nation)


@pytest.mark.parametrize("code", ["", "E14", "14001231E", "E140012311", "L93000001", "PCON24CD", "E47000008"])
def test_what_is_no_code_of_ours_has_no_kind(code: str) -> None:
    assert rules.kind_of_code(code) is None


def test_the_ons_filler_stands_for_nothing() -> None:
    assert rules.stands_for_nothing("E99999999")
    assert rules.stands_for_nothing("")
    assert not rules.stands_for_nothing("E14001231")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ynys Môn", "ynys-mon"),
        ("King's Lynn", "kings-lynn"),
        ("Berwick-upon-Tweed and the Borders", "berwick-upon-tweed-and-the-borders"),
        ("", ""),
    ],
)
def test_a_seat_gets_a_plain_word_for_its_address(name: str, slug: str) -> None:
    assert rules.slug_of(name) == slug


@given(some.text())
def test_no_name_makes_an_address_that_needs_escaping(name: str) -> None:
    slug = rules.slug_of(name)

    assert slug.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    assert rules.slug_of(slug) == slug
