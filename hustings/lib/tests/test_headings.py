import pytest

from hustings.lib.headings import heading_key


@pytest.mark.parametrize("written", ["Elector No. Prefix", "ELECTOR_NO_PREFIX", " elector-no  prefix\t"])
def test_a_heading_is_known_however_it_is_written(written: str) -> None:
    assert heading_key(written) == "electornoprefix"


def test_a_heading_without_letters_says_nothing() -> None:
    assert heading_key(" – / ") == ""
