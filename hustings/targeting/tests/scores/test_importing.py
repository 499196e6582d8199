"""Scores of outside models: whom they cover, what is left out, who objects, and what a newer version does."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hustings.audit.words import Action, Purpose
from hustings.register.faults import UnableToReadFile
from hustings.register.models import Elector, RegisterEdition, RegisterEntry
from hustings.register.tests.council import (
    DECEMBER,
    LYLE,
    NOON,
    NORTHERN,
    OKAFOR,
    YEAR_LATER,
    edition_of,
    full_file,
    take_in,
)
from hustings.targeting.lists.asking import ask
from hustings.targeting.lists.counting import people_on
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import Score, ScoreValue
from hustings.targeting.scores.importing import UnableToImportScores, retire_score, scores_of
from hustings.targeting.tests.scores.files import FOUR, TOLD, object_to_scores, scored, values
from tests.cast import Cast, acting, arranging

LATER, EARLIER = NOON + timedelta(hours=1), NOON - timedelta(days=20)


def listed(cast: Cast, score: Score, at_least: float = 0) -> list[str]:
    """Who is on a list that chooses by a score."""
    who = {"by": "score", "score": str(score.id), "at_least": at_least}
    form = read_form({"hustings_list": 1, "steps": [{"do": "add", "who": who}], "leave": {"moved": False}})
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, LATER):
        found = people_on(ask(cast.northmoor, form, at=LATER))
        return sorted(str(one) for one in Elector.objects.filter(pk__in=found))


def test_each_elector_of_the_file_has_a_score_and_a_list_finds_them(register: Cast) -> None:
    score = scored(register, *FOUR)

    assert values(score) == {"Grace Ada Okafor": 80, "Peter Lyle": 12.5, "Owen Lyle": 0, "Ana Quince": 100}
    assert (score.counts["scored"], score.counts["register"]) == (4, 6)
    assert listed(register, score, at_least=50) == ["Ana Quince", "Grace Ada Okafor"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("AA1-77,50", "unknown number"),
        ("BB1-1,50", "unknown number"),
        ("AA1-1,60", "repeated"),
        ("AA1-5,101", "value"),
        ("AA1-5,1_0", "value"),
        ("AA1-5,1e400", "value"),
        ("AA1-6,50", "unknown number"),
        ("AA1-5,-1", "value"),
        ("AA1-5,nan", "value"),
        ("AA1-5,high", "value"),
        ("AA1-5,", "value"),
        ("five,50", "number"),
        ("AA1-5,=1+1", "unreadable"),
    ],
)
def test_a_row_that_says_no_score_of_nobody_is_left_out_with_its_line(
    register: Cast, row: str, fault: str
) -> None:
    score = scored(register, *FOUR, row)

    assert [tuple(one) for one in score.left_out] == [(6, fault)]
    assert values(score)["Grace Ada Okafor"] == 80


def test_letters_may_stand_in_a_column_of_their_own_and_the_score_under_another_heading(
    register: Cast,
) -> None:
    told = replace(TOLD, column="p(vote)")

    score = scored(register, "AA1,1,80", "AA1,2,20", told=told, headings="Letters,Number,P (vote)")

    assert values(score) == {"Grace Ada Okafor": 80, "Peter Lyle": 20}


@pytest.mark.parametrize(
    ("written", "kept"), [("0.83", 83), (".5", 50), ("9.5e-05", 0.0095), ("1", 100), ("83%", 83), ("2", None)]
)
def test_scores_from_nought_to_one_are_kept_as_so_many_of_a_hundred(
    register: Cast, written: str, kept: float | None
) -> None:
    score = scored(register, f"AA1-1,{written}", "AA1-2,0", told=replace(TOLD, are_shares=True))

    assert values(score).get("Grace Ada Okafor") == kept


def test_numbers_are_those_of_the_edition_that_is_named(register: Cast) -> None:
    renumbered = (OKAFOR.replace("AA1,1,", "AA1,2,"), LYLE.replace("AA1,2,", "AA1,1,"))
    old = edition_of(register)
    take_in(register, full_file(*renumbered), name="2028", published_on=YEAR_LATER)

    by_old = scored(register, "AA1-1,80", "AA1-2,20", told=replace(TOLD, edition=old.id), at=LATER)
    by_new = scored(register, "AA1-1,80", "AA1-2,20", told=replace(TOLD, name="New"), at=LATER)

    assert values(by_old) == {"Grace Ada Okafor": 80, "Peter Lyle": 20}
    assert values(by_new) == {"Grace Ada Okafor": 20, "Peter Lyle": 80}


def test_a_number_that_two_councils_give_scores_neither_of_the_two(register: Cast) -> None:
    with arranging():
        other = RegisterEdition.objects.create(
            officer=register.council, name="of another", published_on=DECEMBER, is_current=True
        )
        RegisterEntry.objects.filter(elector__forenames="Owen").update(edition=other, number=1)

    score = scored(register, "AA1-1,80", "AA1-2,20")

    assert values(score) == {"Peter Lyle": 20}
    assert [tuple(one) for one in score.left_out] == [(2, "several")]


def test_a_column_that_is_not_read_spoils_no_row(register: Cast) -> None:
    score = scored(register, f"@grace,AA1-1,80,{'x' * 600}", headings="Account,Elector number,Score,Notes")

    assert values(score) == {"Grace Ada Okafor": 80}


def test_a_file_whose_scores_cannot_be_read_is_not_told_to_be_another_seats(register: Cast) -> None:
    with pytest.raises(UnableToImportScores, match="None of the 2 rows has both"):
        scored(register, "AA1-1,high", "AA1-2,low")


@pytest.mark.parametrize("told", [{"name": ""}, {"name": "x" * 81}, {"inputs": "x" * 2001}])
def test_what_is_said_of_a_file_is_bound_as_on_its_page(register: Cast, told: dict[str, Any]) -> None:
    with pytest.raises(UnableToImportScores, match="a name of at most 80 letters"):
        scored(register, *FOUR, told=replace(TOLD, **told))


def test_who_objects_to_being_scored_gets_none(register: Cast) -> None:
    object_to_scores(register, "Peter")

    score = scored(register, *FOUR)

    assert "Peter Lyle" not in values(score)
    assert score.counts["objected"] == 1


@pytest.mark.parametrize("channel", ["score", "all"])
def test_who_objects_later_is_found_by_no_score_at_once(register: Cast, channel: str) -> None:
    score = scored(register, *FOUR)

    object_to_scores(register, "Ana", channel)

    assert "Ana Quince" not in listed(register, score)


def test_an_objection_to_doors_alone_leaves_the_score(register: Cast) -> None:
    score = scored(register, *FOUR)

    object_to_scores(register, "Ana", "post")

    assert "Ana Quince" in listed(register, score)


def test_an_objection_outlasts_the_next_register(register: Cast) -> None:
    object_to_scores(register, "Peter")

    take_in(register, full_file(OKAFOR, LYLE.replace("AA1,2", "AA1,9")), name="2028", published_on=YEAR_LATER)

    with arranging():
        assert Elector.objects.get(forenames="Peter").objects_to_scores


def test_a_newer_version_replaces_and_a_list_goes_on_with_it(register: Cast) -> None:
    first = scored(register, *FOUR, at=EARLIER)

    second = scored(register, "AA1-1,10", "AA1-2,90", told=replace(TOLD, name="likely to vote"), at=EARLIER)

    assert listed(register, first, at_least=50) == ["Peter Lyle"]
    with acting(register.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, LATER):
        assert [(row.score.id, row.count) for row in scores_of(register.northmoor.id)] == [
            (second.id, 2),
            (first.id, 4),
        ]


def test_a_score_put_out_of_use_finds_nobody(register: Cast) -> None:
    score = scored(register, *FOUR)

    with acting(register.priya, Action.TARGETING_SCORE_IMPORT, Purpose.ADMINISTRATION, LATER) as by:
        retire_score(score=score, by=by, at=LATER)
        with pytest.raises(UnableToImportScores, match="out of use already"):
            retire_score(score=score, by=by, at=LATER)

    assert listed(register, score) == []


@pytest.mark.parametrize("rows", [("AA1-71,50", "AA1-72,50"), ("AA1-1,50", "AA1-72,50", "AA1-73,50")])
def test_a_file_of_another_seat_or_year_is_refused_whole(register: Cast, rows: tuple[str, ...]) -> None:
    with pytest.raises(UnableToImportScores, match="another seat's, or another edition's"):
        scored(register, *rows)

    with arranging():
        assert not Score.objects.exists()


def test_a_file_without_its_headings_is_refused_with_those_that_would_do(register: Cast) -> None:
    with pytest.raises(UnableToReadFile, match="headed “Elector number”"):
        scored(register, *FOUR, headings="Who,Chance")


def test_a_score_that_was_not_made_yet_is_none(register: Cast) -> None:
    with pytest.raises(UnableToImportScores, match="has not come yet"):
        scored(register, *FOUR, told=replace(TOLD, made_on=date(2099, 1, 1)))

    with arranging():
        assert not ScoreValue.objects.exists()


def test_the_whole_register_may_be_scored(register: Cast) -> None:
    score = scored(register, *(f"AA1-{number},50" for number in range(1, len(NORTHERN) + 1)))

    # The sixth is on it without a name: of them nothing is kept but the number.
    assert score.counts["scored"] == len(NORTHERN) - 1
