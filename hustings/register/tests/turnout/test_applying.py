"""Marked registers from a file: who voted at one poll, by which list, and never how."""

from datetime import timedelta

import pytest

from hustings.audit.words import Action, Purpose
from hustings.register.faults import UnableToImportRegister
from hustings.register.models import RegisterEdition, Turnout
from hustings.register.tests.council import NOON, NORTHERN, YEAR_LATER, full_file, take_in
from hustings.register.tests.lists import take_in_marks
from hustings.register.turnout.applying import undo_marked
from tests.cast import Cast, acting, arranging

POSTAL = Turnout.Method.POSTAL
Facts = set[tuple[str, str, bool]]


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


def facts() -> Facts:
    with arranging():
        standing = Turnout.objects.filter(superseded_by=None)
        return set(standing.values_list("elector__forenames", "method", "voted"))


def undo(council: Cast, run_id: object) -> None:
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undo_marked(by=by, at=NOON, run_id=run_id)  # type: ignore[arg-type]


def test_a_mark_is_a_vote_no_mark_is_none_and_an_absent_voter_is_left_out(
    council: Cast, edition: RegisterEdition
) -> None:
    run = take_in_marks(council, edition, "AA1,1,0,V", "AA1,2,0,A", "AA1,3,0,")

    assert facts() == {("Grace Ada", "station", True), ("Owen", "station", False)}
    assert run.counts["districts"] == {"AA1": {"voted": 1, "not": 1, "elsewhere": 1}}


def test_returned_packs_add_to_the_station_and_overwrite_nothing(
    council: Cast, edition: RegisterEdition
) -> None:
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    take_in_marks(council, edition, "AA1,1,0,", "AA1,2,0,R", method=POSTAL)

    assert facts() == {
        ("Grace Ada", "station", True),
        ("Grace Ada", "postal", False),
        ("Owen", "station", False),
        ("Peter", "postal", True),
    }


def test_a_corrected_list_replaces_what_the_same_list_said(council: Cast, edition: RegisterEdition) -> None:
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,V", at=NOON + timedelta(hours=1))

    assert facts() == {("Grace Ada", "station", True), ("Owen", "station", True)}


def test_what_an_undone_list_replaced_stands_again(council: Cast, edition: RegisterEdition) -> None:
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    later = take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,V", at=NOON + timedelta(hours=1))
    undo(council, later.id)

    assert facts() == {("Grace Ada", "station", True), ("Owen", "station", False)}


def test_a_list_that_a_later_one_corrected_is_not_undone(council: Cast, edition: RegisterEdition) -> None:
    first = take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    take_in_marks(council, edition, "AA1,3,0,V", at=NOON + timedelta(hours=1))

    with pytest.raises(UnableToImportRegister, match="imported later"):
        undo(council, first.id)


def test_a_proxys_vote_stands_on_a_list_of_its_own(council: Cast, edition: RegisterEdition) -> None:
    take_in_marks(council, edition, "AA1,1,0,Proxy", "AA1,2,0,V")

    assert facts() == {("Grace Ada", "proxy", True), ("Peter", "station", True)}


def test_last_years_numbers_are_read_against_last_years_edition(
    council: Cast, edition: RegisterEdition
) -> None:
    numbered_anew = [row.replace("AA1,1,0", "AA1,9,0").replace("AA1,2,0", "AA1,1,0") for row in NORTHERN]
    take_in(
        council,
        full_file(*numbered_anew),
        name="2028",
        published_on=YEAR_LATER,
        at=NOON + timedelta(days=1),
    )
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,2,0,", at=NOON + timedelta(days=2))

    assert facts() == {("Grace Ada", "station", True), ("Peter", "station", False)}


def test_most_numbers_unknown_is_another_edition(council: Cast, edition: RegisterEdition) -> None:
    with pytest.raises(UnableToImportRegister, match="Only 1 of the 3 numbers"):
        take_in_marks(council, edition, "AA1,1,0,V", "AA1,77,0,V", "AA1,78,0,V")
    assert facts() == set()
