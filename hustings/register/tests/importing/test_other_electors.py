"""Electors without an address, electors to come of age, and rows of children."""

import pytest

from hustings.register.importing.telling import difference_in_words, warnings_in_words
from hustings.register.models import Elector, ImportRefusal, RegisterEntry
from hustings.register.tests.council import NORTHERN, OKAFOR, full_file, take_in, update_file, update_row
from tests.cast import Cast, arranging

ADDRESS = "9 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
OVERSEAS_AT_HOME = f"AA1,7,0,F,,Farr,Abel,EX1 1AA,{ADDRESS}"
CHILD = f"AA1,8,0,,01/01/2015,Child,Ned,EX1 1AA,{ADDRESS}"
ATTAINER = f"AA1,9,0,,01/06/2009,Soon,Ivy,EX1 1AA,{ADDRESS}"


def test_an_overseas_elector_has_no_address_whatever_the_file_says(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, OVERSEAS_AT_HOME))

    with arranging():
        elector = Elector.objects.get(surname="Farr")
        assert (elector.is_overseas, elector.door, elector.street) == (True, None, None)
        entry = RegisterEntry.objects.get(elector=elector)
        assert (entry.address_lines, entry.postcode) == ("", "")
    assert run.counts["overseas"] == 1


@pytest.mark.parametrize(("markers", "is_overseas"), [("F", True), ("N", False)])
def test_who_turns_into_an_other_elector_loses_the_door(
    council: Cast, markers: str, is_overseas: bool
) -> None:
    take_in(council, full_file(OKAFOR))

    take_in(
        council,
        update_file(
            update_row("AA1-1", "Okafor", "Grace Ada", changed="3") | {"MarkersRegisterText": markers}
        ),
    )

    with arranging():
        elector = Elector.objects.get()
        assert (elector.is_overseas, elector.is_anonymous) == (is_overseas, not is_overseas)
        assert elector.door is None
        assert (elector.surname == "") is not is_overseas


def test_of_a_child_nothing_is_kept_but_line_and_reason(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR, CHILD))

    with arranging():
        refusal = ImportRefusal.objects.get()
        assert (refusal.line, refusal.number_key, refusal.entry_id) == (3, "", None)
        assert not Elector.objects.filter(surname="Child").exists()
    assert any("under 16" in said and "tell the council" in said for said in warnings_in_words(run.warnings))


def test_other_electors_and_attainers_are_counted_and_told_apart(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN, ATTAINER, "AA1,10,0,,,Local,Lou,,Other Electors,,,,,"))

    said = difference_in_words(run.counts)
    assert {key: run.counts[key] for key in ("attainers", "overseas", "anonymous", "elsewhere")} == {
        "attainers": 1,
        "overseas": 1,
        "anonymous": 1,
        "elsewhere": 1,
    }
    assert any("comes of age" in one for one in said)
    assert any("anonymous" in one for one in said)
