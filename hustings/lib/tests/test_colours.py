import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.colours import (
    FOR_SHAPES,
    FOR_TEXT,
    NIGHT_PAPER,
    PAPER,
    UnreadableColour,
    accent_on,
    accent_stylesheet,
    contrast,
    legible_on,
    mix,
    parse_colour,
    text_on,
    write_colour,
)

parts = st.integers(min_value=0, max_value=255)
colours = st.builds(write_colour, parts, parts, parts)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colours)
def test_text_on_any_colour_is_legible(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5


@given(colours, st.sampled_from([PAPER, NIGHT_PAPER]))
def test_any_colour_has_a_shade_that_reads_well_as_text(colour: str, paper: str) -> None:
    accent = accent_on(colour, paper)

    assert contrast(accent.ink, paper) >= FOR_TEXT
    assert contrast(accent.on_fill, accent.fill) >= 4.5
    assert contrast(accent.on_pale, accent.pale) >= 4.5


@given(colours)
def test_links_stay_legible_on_the_tint_of_their_own_colour(colour: str) -> None:
    accent = accent_on(colour, PAPER)

    assert contrast(accent.ink, accent.tint) >= 4.5


def test_a_colour_that_is_legible_already_is_left_alone() -> None:
    assert legible_on("#1a3355", PAPER) == "#1a3355"


@given(colours)
def test_at_night_a_dark_colour_is_lightened_until_its_shapes_show(colour: str) -> None:
    assert contrast(accent_on(colour, NIGHT_PAPER).fill, NIGHT_PAPER) >= FOR_SHAPES


def test_half_black_and_half_white_is_grey() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "1d5c6g", "#1d5c63;}body{display:none"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(UnreadableColour):
        parse_colour(text)


def test_the_style_sheet_carries_the_colour_by_day_and_by_night() -> None:
    text = accent_stylesheet("#1d5c63")

    assert text.count("--accent:") == 2
    assert "  --accent: #1d5c63;" in text.split("@media")[0]
    assert "prefers-color-scheme: dark" in text
