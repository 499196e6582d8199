"""What an import does to each polling district, before anything is committed, and everybody counted once."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from hustings.register.importing.by_district import APART, COLUMNS
from hustings.register.models import Import
from hustings.register.tests.council import (
    FLAT,
    LYLE,
    LYLE_SON,
    NORTHERN,
    OKAFOR,
    YEAR_LATER,
    full_file,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast

SignIn = Callable[..., Client]
NEXT_YEAR = [
    "AA1,7,0,,,Hussain,Grace Ada,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,,",
    "AA1,8,0,A,,Lyel,Peter,EX1 1AA,2 Mill Lane,Moorton,Moorshire,EX1 1AA,,",
    LYLE_SON,
    "AA2,1,0,,,Newby,Nia,EX1 1AA,1 Hill Road,Moorton,Moorshire,EX1 1AA,,",
]


def figures(run: Import) -> dict[str, dict[str, int]]:
    """What is not nought, by letters."""
    return {
        one["letters"]: {column: one[column] for column in COLUMNS if one[column]} for one in run.by_district
    }


def test_a_first_register_is_all_joined(council: Cast) -> None:
    run = take_in(council, full_file(*NORTHERN))

    assert figures(run) == {"AA1": {"joined": len(NORTHERN)}}


def test_december_is_an_ordinary_import_whose_numbers_are_new(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON, FLAT))

    run = take_in(council, full_file(*NEXT_YEAR), name="2028", published_on=YEAR_LATER)

    assert figures(run)["AA1"] == {"left": 1, "stayed": 3, "renumbered": 2, "respelled": 1, "renamed": 1}
    assert figures(run)["AA2"] == {"joined": 1}


def test_the_districts_add_up_to_what_is_said_in_all(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON, FLAT))

    run = take_in(council, full_file(*NEXT_YEAR), name="2028", published_on=YEAR_LATER)

    together = {column: sum(one[column] for one in run.by_district) for column in COLUMNS}
    said = {"joined": "added", "left": "closed"}
    assert together == {column: run.counts[said.get(column, column)] for column in COLUMNS}
    assert sum(together[column] for column in APART) == 5


def test_who_moved_and_was_corrected_in_a_month_is_told_apart(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))

    run = take_in(
        council,
        update_file(
            update_row("AA1-1", "Okafor", "Grace Ada", "9 Mill Lane", changed="3"),
            update_row("AA1-2", "Lyle", "Peter", "2 Mill Lane", changed="3"),
        ),
    )

    assert figures(run) == {"AA1": {"moved": 1, "stayed": 1, "corrected": 1}}


def test_a_register_sent_again_changes_nothing_and_everybody_stays(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    run = take_in(council, full_file(*reversed(NORTHERN)))

    assert figures(run) == {"AA1": {"stayed": len(NORTHERN)}}


def test_the_page_shows_the_table_with_its_total(council: Cast, signed_in: SignIn) -> None:
    run = take_in(council, full_file(*NORTHERN))

    page = (
        signed_in(council.priya)
        .get(reverse("register:import", args=[council.northmoor.slug, run.id]))
        .content.decode()
    )

    assert "By polling district" in page
    assert "Together" in page
