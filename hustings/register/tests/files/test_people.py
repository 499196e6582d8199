"""Whom a row is about: number, name, markers and age, from wherever and however a council writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.faults import Reason
from hustings.register.files.drafting import Draft, draft_with
from hustings.register.files.layouts import Columns, Layout, Part, eros, xpress
from hustings.register.files.layouts.parts import heading_keys
from hustings.register.files.reading import Row
from hustings.register.files.recognising import columns_under

PUBLISHED = date(2026, 12, 1)


def columns_of(*parts: Part) -> Columns:
    layout = Layout("test", "Test", {}, ())
    return Columns(layout, len(parts), {part: place for place, part in enumerate(parts)}, ())


def drafted(cells: dict[Part, str], published_on: date | None = PUBLISHED) -> Draft:
    columns = columns_of(*cells)
    return draft_with(columns, published_on=published_on)(Row(2, list(cells.values())))


def row_of(layout: Layout, **cells: str) -> Draft:
    """A row under the usual headings of a layout, by heading."""
    headings = layout.writings[0]
    columns = columns_under(layout, heading_keys(headings))
    return draft_with(columns)(Row(2, [cells.get(heading.replace(" ", "_"), "") for heading in headings]))


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({Part.FULL_NUMBER: "KD-2/2-289/1"}, ("KD-2/2", "289", "1")),
        ({Part.FULL_NUMBER: "aa1-124"}, ("AA1", "124", "0")),
        ({Part.LETTERS: "AA1", Part.FULL_NUMBER: "AA1-124/0"}, ("AA1", "124", "0")),
        ({Part.LETTERS: "AA1", Part.ROLL_NUMBER: "12.100"}, ("AA1", "12", "100")),
        ({Part.LETTERS: "AA1", Part.ROLL_NUMBER: "5.000"}, ("AA1", "5", "0")),
        ({Part.LETTERS: "AA1", Part.ROLL_NUMBER: "322/1"}, ("AA1", "322", "1")),
        ({Part.LETTERS: "aa1", Part.NUMBER: "7"}, ("AA1", "7", "0")),
        ({Part.LETTERS: "AA1", Part.NUMBER: "7", Part.SUFFIX: ""}, ("AA1", "7", "0")),
        ({Part.LETTERS: "AA1", Part.NUMBER: "7", Part.SUFFIX: "2"}, ("AA1", "7", "2")),
        ({Part.LETTERS: "AA1", Part.FULL_NUMBER: "124/2"}, ("AA1", "124", "2")),
        ({Part.LETTERS: "AA1", Part.FULL_NUMBER: "nothing"}, ("AA1", "nothing", "0")),
        ({Part.FULL_NUMBER: "124"}, ("", "", "0")),
    ],
)
def test_a_number_is_read_as_text_and_from_the_right(
    cells: dict[Part, str], number: tuple[str, str, str]
) -> None:
    assert drafted(cells)[2:5] == number


@given(
    st.from_regex(r"[A-Z]{1,4}(-[0-9]{1,2})?(/[0-9]{1,2})?", fullmatch=True),
    st.integers(0, 9_999_999),
    st.integers(0, 999_999),
)
def test_any_number_is_the_same_however_it_is_written(letters: str, number: int, suffix: int) -> None:
    wanted = (letters, str(number), str(suffix))

    assert drafted({Part.FULL_NUMBER: f"{letters}-{number}/{suffix}"})[2:5] == wanted
    assert drafted({Part.LETTERS: letters, Part.ROLL_NUMBER: f"{number}/{suffix}"})[2:5] == wanted
    assert drafted({Part.LETTERS: letters, Part.NUMBER: str(number), Part.SUFFIX: str(suffix)})[2:5] == wanted


@pytest.mark.parametrize("number", ["12.1", "12.10"])
def test_a_number_that_lost_noughts_in_a_spreadsheet_is_refused(number: str) -> None:
    draft = drafted({Part.LETTERS: "AA1", Part.ROLL_NUMBER: number})

    assert (draft.fault, draft.fault_column) == (Reason.ROLL_NUMBER, 2)


@pytest.mark.parametrize("surname", ["(z) Mackie", "(Z)Mackie", "( z ) Mackie"])
def test_a_sign_before_the_surname_means_opted_out_and_is_no_name(surname: str) -> None:
    draft = row_of(eros.PP_FULL, PD="AA1", ENO="1", Surname=surname, First_Name="Seth", Franchise_Flag="G")

    assert (draft.surname, draft.surname_key, draft.markers) == ("Mackie", "mackie", "GZ")


@pytest.mark.parametrize(("flag", "markers"), [("Z", "Z"), ("y", "Z"), ("", ""), ("N", "")])
def test_the_flag_of_the_open_register_is_a_marker_too(flag: str, markers: str) -> None:
    draft = row_of(eros.PP_FULL, PD="AA1", ENO="1", Surname="Lyle", First_Name="P", Opt_Out_Flag=flag)

    assert draft.markers == markers


def test_a_new_entry_is_not_anonymous_because_its_change_is_called_n() -> None:
    draft = row_of(
        eros.UPDATE,
        ChangeTypeID="N",
        PDCode="AA1",
        RollNo="1.000",
        ElectorSurname="Lyle",
        ElectorForename="P",
    )

    assert (draft.change, draft.surname, draft.markers) == ("add", "Lyle", "")


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({Part.SURNAME: "Okafor", Part.FORENAMES: "G", Part.MIDDLE_NAMES: "A"}, ("Okafor", "G A")),
        ({Part.SURNAME: "Okafor", Part.FORENAMES: "Grace", Part.MIDDLE_NAMES: ""}, ("Okafor", "Grace")),
        ({Part.COMBINED_NAME: "Okafor Grace Ada"}, ("Okafor", "Grace Ada")),
        ({Part.COMBINED_NAME: "van der Berg Ada"}, ("van der Berg", "Ada")),
        ({Part.COMBINED_NAME: "Castle Jones, Ada"}, ("Castle Jones", "Ada")),
        ({Part.NAME_IN_ORDER: "Grace Ada Okafor"}, ("Okafor", "Grace Ada")),
        ({Part.NAME_IN_ORDER: "Ada van der Berg"}, ("van der Berg", "Ada")),
        ({Part.NAME_IN_ORDER: "Okafor"}, ("Okafor", "")),
        ({Part.NAME_IN_ORDER: ""}, ("", "")),
    ],
)
def test_a_name_is_read_from_one_column_or_several(cells: dict[Part, str], name: tuple[str, str]) -> None:
    draft = drafted(cells)

    assert (draft.surname, draft.forenames) == name


@pytest.mark.parametrize(
    ("part", "written", "attains"),
    [
        (Part.BORN_ON, "13/09/2009", date(2027, 9, 13)),
        (Part.ATTAINS_ON, "13/09/2027", date(2027, 9, 13)),
        (Part.ATTAINS_ON, "13/09/2009", date(2027, 9, 13)),
        (Part.BORN_ON, "13/09/2027", date(2027, 9, 13)),
        (Part.ATTAINS_ON, "01/11/2026", date(2026, 11, 1)),
        (Part.BORN_ON, "29/02/2008", date(2026, 3, 1)),
        (Part.BORN_ON, "", None),
    ],
)
def test_birth_and_attainment_are_told_apart_under_the_wrong_heading(
    part: Part, written: str, attains: date | None
) -> None:
    assert drafted({part: written}).attains_on == attains


def test_a_date_at_the_end_of_time_is_no_date() -> None:
    assert drafted({Part.BORN_ON: "31/12/9990"}, published_on=None).fault == Reason.DATE


@pytest.mark.parametrize("markers", ["Anne-Louise Nolan", "Nolan", "NOLAN", "Lane", "1 Mill Lane"])
def test_a_word_among_the_markers_is_refused_rather_than_taken_for_anonymous(markers: str) -> None:
    draft = row_of(xpress.FULL, Elector_Markers=markers, Elector_Surname="x")

    assert (draft.fault, draft.fault_column) == (Reason.MARKERS, 4)


@pytest.mark.parametrize("markers", ["", "A", "GA", "ABZ", "A, F", "QX", "u"])
def test_letters_known_or_not_are_markers(markers: str) -> None:
    draft = row_of(xpress.FULL, Elector_Markers=markers, Elector_Surname="x")

    assert (draft.fault, draft.markers) == ("", markers.upper())
