from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.maps import SHADES, WIDTH, MapClass, MapStreet, street_map
from hustings.lib.tests.trees import tree

HOSTILE = "</title><script>alert('Mr Lyle')</script>\x00"
CLASSES = [MapClass("most", "Three quarters"), MapClass("nothing", "Nobody asked")]
MILL_LANE = [(53.2 + step * 0.0004, -3.1) for step in range(40)]

latitudes = st.floats(min_value=49, max_value=61)
longitudes = st.floats(min_value=-8, max_value=2)
streets = st.lists(
    st.builds(
        MapStreet,
        st.text(),
        st.lists(st.tuples(latitudes, longitudes), max_size=12),
        st.sampled_from(SHADES),
        st.text(),
        st.text(),
    ),
    max_size=6,
)


def drawn(*streets: MapStreet) -> Element:
    return tree(street_map(streets, classes=CLASSES, title="Contact rate", nothing="No coordinates"))


def corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split() for pair in path.lstrip("M").split("L"))]


@given(streets)
def test_every_map_is_well_formed_and_stays_on_its_sheet(streets: list[MapStreet]) -> None:
    figure = drawn(*streets)

    for picture in (found for found in figure.iter("svg") if found.get("class") == "streets"):
        height = float(picture.attrib["viewBox"].split()[3])
        for way in (path for path in picture.iter("path") if path.get("class") == "way"):
            assert all(0 <= x <= WIDTH and 0 <= y <= height for x, y in corners(way.attrib["d"]))


def test_a_hostile_name_stays_a_name() -> None:
    figure = drawn(MapStreet(HOSTILE, MILL_LANE, "most", note=HOSTILE, url="/streets/?a=1&b='"))

    assert not list(figure.iter("script"))
    assert figure.find(".//a").attrib["href"] == "/streets/?a=1&b='"  # type: ignore[union-attr]
    assert figure.findtext(".//g/title") == ": ".join([HOSTILE.replace("\x00", "?")] * 2)


def test_a_street_is_coloured_named_and_linked() -> None:
    figure = drawn(MapStreet("Mill Lane", MILL_LANE, "most", note="18 of 20 doors", url="/mill-lane/"))

    street = figure.find(".//a/g")
    assert street is not None
    assert street.get("class") == "street shade-most"
    assert street.findtext("title") == "Mill Lane: 18 of 20 doors"
    assert [text.text for text in figure.iter("text") if text.get("class") == "street-name"] == ["Mill Lane"]


def test_two_names_are_never_written_over_each_other() -> None:
    figure = drawn(MapStreet("Mill Lane", MILL_LANE, "most"), MapStreet("Quay Street", MILL_LANE, "nothing"))

    assert len([text for text in figure.iter("text") if text.get("class") == "street-name"]) == 1


def test_a_block_of_flats_is_a_dot() -> None:
    figure = drawn(MapStreet("Harbour Court", [(53.2, -3.1)] * 40, "shut"))

    assert len(list(figure.iter("circle"))) == 1


def test_where_no_door_has_coordinates_the_map_says_so() -> None:
    figure = drawn(MapStreet("Mill Lane", [], "most"), MapStreet("Quay", [(float("nan"), 1.0)], "most"))

    assert figure.findtext("p") == "No coordinates"
    assert figure.find("svg") is None


def test_a_map_has_a_scale_and_a_legend() -> None:
    figure = drawn(MapStreet("Mill Lane", MILL_LANE, "most"))

    assert [text.text for text in figure.iter("text") if text.get("class") == "scale-words"] == ["200 m"]
    assert ["".join(item.itertext()) for item in figure.iter("li")] == ["Three quarters", "Nobody asked"]


def test_a_shade_that_no_style_sheet_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no such shade: purple"):
        drawn(MapStreet("Mill Lane", MILL_LANE, "purple"))
