"""Absent voters: who begins to vote by post or proxy, who ends, and what is kept of them."""

from datetime import date, timedelta

import pytest

from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.register.absent.applying import undo_absent
from hustings.register.absent.looking_over import Said
from hustings.register.faults import UnableToImportRegister
from hustings.register.models import (
    AbsentVote,
    AbsentVoteDetail,
    Import,
    ImportRefusal,
    ImportState,
    RegisterEdition,
)
from hustings.register.tests.council import DECEMBER, NOON, NORTHERN, YEAR_LATER, full_file, take_in
from hustings.register.tests.lists import (
    DETAILED,
    LYLE_POSTAL,
    OKAFOR_PROXY,
    importing_absent,
    look_over_list,
    take_in_list,
)
from tests.cast import Cast, acting, arranging


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


def standing() -> dict[str, str]:
    with arranging():
        votes = AbsentVote.objects.filter(closed_by=None).select_related("elector")
        return {vote.elector.surname: vote.kind for vote in votes}


def test_a_list_flags_whom_it_names_by_their_kind(council: Cast, edition: RegisterEdition) -> None:
    run = take_in_list(council, edition, LYLE_POSTAL, OKAFOR_PROXY)

    assert run.state == ImportState.APPLIED
    assert standing() == {"Lyle": "postal", "Okafor": "proxy"}


def test_a_dry_run_changes_nothing(council: Cast, edition: RegisterEdition) -> None:
    with importing_absent(council) as by:
        run = look_over_list(council, by, edition, LYLE_POSTAL)

    assert (run.counts["read"], run.counts["added"]) == (1, 1)
    assert standing() == {}


def test_addresses_and_proxies_are_not_kept_unless_asked_for(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, f"{LYLE_POSTAL},9 Far Lane,EX9 9ZZ,Ivy Proxy", headings=DETAILED)

    with arranging():
        assert not AbsentVoteDetail.objects.exists()


def test_details_that_are_asked_for_are_kept_until_their_day(council: Cast, edition: RegisterEdition) -> None:
    said = Said(details_until=date(2027, 6, 5))
    take_in_list(
        council, edition, f"{LYLE_POSTAL},9 Far Lane,EX9 9ZZ,Ivy Proxy", headings=DETAILED, said=said
    )

    with arranging():
        kept = AbsentVoteDetail.objects.get()
    assert (kept.sent_to, kept.proxy, kept.forget_on) == (
        "9 Far Lane\nEX9 9ZZ",
        "Ivy Proxy",
        date(2027, 6, 5),
    )


def test_a_full_list_ends_those_who_are_not_on_it_any_more(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, LYLE_POSTAL, "AA1,4,0,Quince Ana,Postal")
    take_in_list(council, edition, "AA1,4,0,Quince Ana,Postal")

    assert standing() == {"Quince": "postal"}


def test_a_full_list_of_postal_voters_leaves_the_proxies_alone(
    council: Cast, edition: RegisterEdition
) -> None:
    take_in_list(council, edition, OKAFOR_PROXY)
    take_in_list(council, edition, LYLE_POSTAL)

    assert standing() == {"Okafor": "proxy", "Lyle": "postal"}


def test_an_addition_ends_nobody(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, LYLE_POSTAL)
    take_in_list(council, edition, "AA1,4,0,Quince Ana,Postal", said=Said(is_full=False))

    assert standing() == {"Lyle": "postal", "Quince": "postal"}


def test_an_undone_list_leaves_what_was_before(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, LYLE_POSTAL)
    run = take_in_list(council, edition, "AA1,2,0,Lyle Peter,Proxy", OKAFOR_PROXY)
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undo_absent(by=by, at=NOON, run_id=run.id)

    assert standing() == {"Lyle": "postal"}


def test_a_number_that_nobody_has_is_refused_with_its_line(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, LYLE_POSTAL, OKAFOR_PROXY, "AA1,99,0,Nobody Ned,Postal")

    with arranging():
        assert [(one.line, one.reason) for one in ImportRefusal.objects.all()] == [(4, "unknown number")]


def test_a_list_of_another_edition_is_refused_by_its_names(council: Cast, edition: RegisterEdition) -> None:
    shifted = ("AA1,1,0,Lyle Peter,Postal", "AA1,2,0,Lyle Owen,Postal", "AA1,3,0,Quince Ana,Postal")
    with importing_absent(council) as by, pytest.raises(UnableToImportRegister, match="another edition"):
        look_over_list(council, by, edition, *shifted)


def test_rows_of_the_seat_next_door_are_left_out_and_counted(council: Cast, edition: RegisterEdition) -> None:
    with arranging():
        PollingDistrict.objects.create(
            officer=council.council, letters="BB1", constituency=council.southmoor, starts_on=DECEMBER
        )
    run = take_in_list(council, edition, LYLE_POSTAL, "BB1,1,0,Southey Una,Postal")

    assert (run.counts["dropped_outside"], run.counts["refused"]) == (1, 0)
    assert run.seats == [council.northmoor.id]


def test_the_same_list_twice_is_refused(council: Cast, edition: RegisterEdition) -> None:
    take_in_list(council, edition, LYLE_POSTAL)

    with importing_absent(council) as by, pytest.raises(UnableToImportRegister, match="very file"):
        look_over_list(council, by, edition, LYLE_POSTAL)


def kinds(run: Import) -> set[str]:
    return {warning["kind"] for warning in run.warnings}


def test_a_list_without_names_asks_to_be_sure_of_the_edition(council: Cast, edition: RegisterEdition) -> None:
    headings = "Elector Number Prefix,Elector Number,Absent Vote Type"

    assert kinds(take_in_list(council, edition, "AA1,2,Postal", headings=headings)) == {"no names"}


def test_numbers_of_an_edition_that_is_over_are_warned_about(council: Cast, edition: RegisterEdition) -> None:
    later = NOON + timedelta(days=1)
    take_in(council, full_file(*NORTHERN), name="2028", published_on=YEAR_LATER, at=later)
    edition.refresh_from_db()

    assert "past edition" in kinds(take_in_list(council, edition, LYLE_POSTAL, at=later))


def test_a_single_strange_name_is_warned_about_with_its_line(council: Cast, edition: RegisterEdition) -> None:
    rows = (LYLE_POSTAL, OKAFOR_PROXY, "AA1,3,0,Stranger Tim,Postal")
    run = take_in_list(council, edition, *rows)

    assert {"kind": "other names", "count": 1, "lines": [4]} in run.warnings


def test_undoing_takes_back_details_of_votes_that_were_there_before(
    council: Cast, edition: RegisterEdition
) -> None:
    take_in_list(council, edition, LYLE_POSTAL)
    said, row = Said(details_until=date(2027, 6, 5)), f"{LYLE_POSTAL},9 Far Lane,EX9 9ZZ,Ivy Proxy"
    later = NOON + timedelta(hours=1)
    run = take_in_list(council, edition, row, headings=DETAILED, said=said, at=later)
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, later) as by:
        undo_absent(by=by, at=later, run_id=run.id)

    assert standing() == {"Lyle": "postal"}
    with arranging():
        assert not AbsentVoteDetail.objects.exists()
