"""Words are measured and broken before they are printed: nothing overprints, nothing is lost."""

import string

from hypothesis import given
from hypothesis import strategies as st

from hustings.paper.fitting import MM_PER_POINT, Fitted, Run, displayed, fit, fit_or_grow, width_of

SIZES = (11.0, 10.0, 8.5)
letters = string.ascii_letters + "ŵŷŴŶâêîôûàéö'’- "
runs = st.lists(st.builds(Run, st.text(letters, max_size=60), st.booleans()), max_size=3)


def spoken(fitted: Fitted) -> str:
    return "".join(run.text for line in fitted.lines for run in line).replace(" ", "")


@given(runs, st.floats(min_value=8, max_value=200))
def test_no_line_is_wider_than_its_column(said: list[Run], width: float) -> None:
    fitted = fit_or_grow(said, width=width, height=7, sizes=SIZES)

    for line in fitted.lines:
        wide = sum(width_of(run.text, bold=run.bold) for run in line) * fitted.size * MM_PER_POINT
        assert wide <= width + 0.001


@given(runs, st.floats(min_value=8, max_value=200))
def test_every_letter_is_printed(said: list[Run], width: float) -> None:
    fitted = fit_or_grow(said, width=width, height=7, sizes=SIZES)

    assert spoken(fitted) == "".join(run.text for run in said).replace(" ", "")


@given(runs)
def test_what_fits_is_never_higher_than_asked(said: list[Run]) -> None:
    fitted = fit(said, width=58, height=7, sizes=SIZES)

    assert fitted is None or fitted.height <= 7


def test_a_short_name_keeps_the_largest_type() -> None:
    fitted = fit_or_grow([Run("Grace"), Run("Okafor", bold=True)], width=58, height=7, sizes=SIZES)

    assert fitted == Fitted(11.0, ((Run("Grace"), Run(" Okafor", bold=True)),))


def test_a_double_name_breaks_at_its_hyphen() -> None:
    fitted = fit_or_grow([Run("Featherstonehaugh-Cholmondeley")], width=42, height=7, sizes=SIZES)

    assert [line[0].text for line in fitted.lines] == ["Featherstonehaugh-", "Cholmondeley"]


def test_a_word_is_broken_only_where_the_smallest_type_is_too_wide() -> None:
    smaller = fit_or_grow([Run("Llanfairpwll")], width=20, height=30, sizes=SIZES)
    broken = fit_or_grow([Run("Llanfairpwllgwyngyllgogerych")], width=20, height=30, sizes=SIZES)

    assert (smaller.size, len(smaller.lines)) == (10.0, 1)
    assert len(broken.lines) > 1


def test_control_characters_are_spaces() -> None:
    fitted = fit_or_grow([Run("Grace\x00\x07\nOkafor")], width=58, height=7, sizes=SIZES)

    assert fitted.plain == "Grace Okafor"


def test_a_letter_that_no_font_of_ours_has_becomes_a_question_mark() -> None:
    assert displayed("Zoë Ŵyn Łukasz Αθηνά 王") == "Zoë Ŵyn Łukasz Αθηνά ?"
