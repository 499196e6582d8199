import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.lib.browsers import family_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            f"{WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (f"{WINDOWS} Gecko/20100101 Firefox/143.0", "Firefox · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.5", ""),
    ],
)
def test_a_line_is_told_in_two_words(line: str, words: str) -> None:
    assert family_words(line) == words


@given(some.text())
def test_whatever_is_sent_the_words_are_ours(line: str) -> None:
    assert len(family_words(line)) <= 40
