import string

from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.markup import FORBIDDEN, element, escaped, grouped, linked
from hustings.lib.tests.trees import tree


@given(st.text())
def test_whatever_a_name_holds_comes_back_as_that_name(name: str) -> None:
    made = tree(element("p", escaped(name), title=name or "x"))

    readable = FORBIDDEN.sub("?", name).replace("\r\n", "\n").replace("\r", "\n")
    assert (made.text or "") == readable
    assert len(made) == 0


@given(st.text(alphabet=string.punctuation + string.ascii_letters, min_size=1))
def test_an_attribute_cannot_be_left_by_a_quote(value: str) -> None:
    made = tree(element("a", href=value, aria_label=value))

    assert made.attrib == {"href": value, "aria-label": value}


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("td", "3", class_="number", data_label="", title=None) == '<td class="number">3</td>'


def test_markup_tells_templates_that_it_is_finished() -> None:
    assert element("b", "!").__html__() == "<b>!</b>"


def test_without_an_address_there_is_no_link() -> None:
    assert linked("", "Mill Lane") == "Mill Lane"
    assert linked("/streets/", "Mill Lane") == '<a href="/streets/">Mill Lane</a>'


def test_numbers_are_grouped_by_thousands() -> None:
    assert grouped(1234567) == "1,234,567"
