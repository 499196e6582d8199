from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.charts import SHADES, Bar, BarWords, Share, legend, sparkline, stacked_bars
from hustings.lib.tests.trees import tree

WORDS = BarWords(row="District", total="Asked", nothing="Nobody asked yet")
HOSTILE = "\"><script>alert(1)</script><a href='javascript:x'>&amp;"

counts = st.integers(min_value=0, max_value=10**7)
shares = st.lists(st.builds(Share, st.text(), counts, st.sampled_from(SHADES)), max_size=6).map(tuple)
bars = st.lists(st.builds(Bar, st.text(), shares), max_size=5)


def drawn(*bars: Bar) -> Element:
    return tree(stacked_bars(bars, title="Intentions", words=WORDS))


@given(bars)
def test_every_chart_is_well_formed_and_adds_up_to_its_whole_width(bars: list[Bar]) -> None:
    figure = drawn(*bars)

    for bar in figure.iter("svg"):
        pieces = [piece for piece in bar.iter("svg") if piece is not bar and piece.get("x")]
        if pieces:
            assert sum(float(piece.attrib["width"].rstrip("%")) for piece in pieces) == pytest.approx(
                100, abs=0.01
            )


def test_a_hostile_name_stays_a_name() -> None:
    figure = drawn(Bar(HOSTILE, (Share(HOSTILE, 3, "promise", url=HOSTILE),)))

    assert not list(figure.iter("script"))
    assert [link.get("href") for link in figure.iter("a")] == [HOSTILE]
    assert figure.findtext(".//tbody//th") == HOSTILE


def test_a_bar_says_in_words_what_it_shows() -> None:
    figure = drawn(Bar("AA1", (Share("Definite", 3, "promise"), Share("Against", 1, "against"))))

    assert figure.findtext(".//desc") == "Definite: 3 (75%); Against: 1 (25%)"


def test_a_district_where_nobody_was_asked_says_so() -> None:
    figure = drawn(Bar("AA3", (Share("Definite", 0, "promise"),)))

    assert figure.findtext(".//td/span") == "Nobody asked yet"
    assert [cell.text for cell in figure.iter("td") if cell.get("class") == "number"] == ["0"]


def test_a_number_is_not_written_into_a_piece_too_narrow_for_it() -> None:
    figure = drawn(Bar("AA1", (Share("Definite", 97, "promise"), Share("Against", 3, "against"))))

    assert [text.text for text in figure.iter("text")] == ["97"]


def test_a_shade_that_no_style_sheet_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no such share: purple 3"):
        drawn(Bar("AA1", (Share("Definite", 3, "purple"),)))


def test_a_chart_holds_no_style_attribute() -> None:
    assert "style" not in stacked_bars(
        [Bar("AA1", (Share("Definite", 3, "promise"),))], title="Intentions", words=WORDS
    )


def test_a_legend_names_each_shade_once() -> None:
    listed = tree(legend([("promise", "Definite"), ("against", "Against"), ("promise", "Definite")]))

    assert ["".join(item.itertext()) for item in listed] == ["Definite", "Against"]


@given(st.lists(st.tuples(st.text(), counts), max_size=60))
def test_every_week_is_drawn_within_the_picture(weeks: list[tuple[str, int]]) -> None:
    labels, numbers = [label for label, _ in weeks], [number for _, number in weeks]

    figure = tree(sparkline(numbers, title="Conversations a week", labels=labels))

    columns = list(figure.iter("rect"))
    assert len(columns) == len(weeks)
    assert all(0 <= float(column.attrib["y"]) <= 41 for column in columns)


def test_only_the_last_week_is_marked() -> None:
    figure = tree(sparkline([3, 9], title="Conversations a week", labels=["6 Oct", "13 Oct"]))

    assert [column.get("class") for column in figure.iter("rect")] == ["week", "week last"]
    assert figure.findtext(".//desc") == "6 Oct: 3; 13 Oct: 9"


def test_a_week_without_a_label_is_refused() -> None:
    with pytest.raises(ValueError, match="every count wants a label"):
        sparkline([3, 9], title="Conversations a week", labels=["6 Oct"])
