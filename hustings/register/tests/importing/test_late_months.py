"""A month that comes late says nothing of whom a later month spoke; the rest of it is taken."""

from datetime import date

import pytest

from hustings.register.importing.telling import difference_in_words
from hustings.register.models import Elector, Import, RegisterEntry
from hustings.register.tests.council import NOON, NORTHERN, full_file, take_in, update_file, update_row
from tests.cast import Cast, arranging

MARCH, APRIL = "March 2027", "April 2027"


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def month(cast: Cast, name: str, *rows: dict[str, str], after: int) -> Import:
    content = update_file(*({**row, "CurrentRegisterMonth": name} for row in rows))
    return take_in(cast, content, at=NOON.replace(minute=after))


def names() -> dict[str, str]:
    with arranging():
        return {str(one): one.surname for one in RegisterEntry.objects.filter(closed_by=None)}


def test_what_april_said_of_somebody_stands_when_march_comes(register: Cast) -> None:
    month(register, APRIL, update_row("AA1-1", "Hussain", "Grace Ada", changed="4"), after=1)

    run = month(register, MARCH, update_row("AA1-1", "Okaforr", "Grace Ada", changed="3"), after=2)

    assert run.states_on == date(2027, 3, 1)
    assert names()["AA1-1"] == "Hussain"
    assert run.counts["superseded"] == 1
    assert any("a later month said more" in sentence for sentence in difference_in_words(run.counts))


def test_what_april_did_not_speak_of_is_taken_from_march(register: Cast) -> None:
    month(register, APRIL, update_row("AA1-1", "Hussain", "Grace Ada", changed="4"), after=1)

    month(register, MARCH, update_row("AA1-2", "Lyle", "Peter", deleted="3"), after=2)

    assert "AA1-2" not in names()
    assert names()["AA1-1"] == "Hussain"


def test_whom_april_ended_before_march_brought_them_stays_away(register: Cast) -> None:
    month(register, APRIL, update_row("AA1-9", "Brief", "Ben", deleted="4"), after=1)

    run = month(register, MARCH, update_row("AA1-9", "Brief", "Ben", created="3"), after=2)

    assert "AA1-9" not in names()
    assert (run.counts["added"], run.counts["superseded"], run.counts["refused"]) == (0, 1, 0)
    with arranging():
        assert not Elector.objects.filter(surname="Brief").exists()


def test_march_makes_no_door_for_whom_april_moved_elsewhere(register: Cast) -> None:
    month(register, APRIL, update_row("AA1-1", "Okafor", "Grace Ada", "9 Mill Lane", changed="4"), after=1)

    run = month(
        register, MARCH, update_row("AA1-1", "Okafor", "Grace Ada", "7 Mill Lane", changed="3"), after=2
    )

    assert run.counts["doors_new"] == 0
    with arranging():
        assert not RegisterEntry.objects.filter(address_lines__startswith="7 Mill Lane").exists()


def test_a_full_register_that_comes_after_its_months_writes_over_none_of_them(council: Cast) -> None:
    month(council, APRIL, update_row("AA1-1", "Hussain", "Grace Ada", changed="4"), after=1)
    month(council, APRIL, update_row("AA1-8", "New", "Nia", "11 Mill Lane", created="4"), after=2)

    take_in(council, full_file(*NORTHERN), at=NOON.replace(minute=3))

    assert names()["AA1-1"] == "Hussain"
    assert names()["AA1-8"] == "New"
    assert names()["AA1-2"] == "Lyle"
