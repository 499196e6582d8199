from hypothesis import given
from hypothesis import strategies as st

from hustings.data_protection.rules import Block, blocks_of, unwrap

TEXT = """# Our notice

What we hold, and
why we hold it.

- first
- second, which is
  longer
| risk | measure |
|---|---|
| a lost sheet | a number |
"""


def test_a_broken_paragraph_is_one_line_again() -> None:
    assert "What we hold, and why we hold it.\n" in unwrap(TEXT)
    assert "- second, which is longer\n" in unwrap(TEXT)


def test_a_paper_is_laid_out_in_blocks() -> None:
    assert blocks_of(TEXT) == [
        Block("heading", ("Our notice",)),
        Block("text", ("What we hold, and why we hold it.",)),
        Block("list", ("first", "second, which is longer")),
        Block("table", rows=(("risk", "measure"), ("a lost sheet", "a number"))),
    ]


def test_marks_of_emphasis_are_not_shown() -> None:
    assert blocks_of("**Who we are.** The Moor Alliance") == [
        Block("text", ("Who we are. The Moor Alliance",))
    ]


@given(st.text(alphabet=st.sampled_from("ab #-*|\n.")))
def test_no_letter_is_lost_and_unwrapping_twice_changes_nothing(text: str) -> None:
    told = "".join(
        word
        for block in blocks_of(text)
        for part in (*block.lines, *(c for row in block.rows for c in row))
        for word in part
    )

    assert [letter for letter in told if letter in "ab."] == [letter for letter in text if letter in "ab."]
    assert unwrap(unwrap(text)) == unwrap(text)
