"""What is doubtful waits for a person: whom a row may be, who may have moved; and what a person said stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from hustings.access.actor import Actor
from hustings.register.identity.deciding import decide_other, decide_same
from hustings.register.importing.applying import apply_import
from hustings.register.models import Doubt, Elector, Import, ImportState, StagedRow
from hustings.register.tests.council import (
    FULL,
    LYLE,
    NOON,
    OKAFOR,
    SOUTHERNER,
    YEAR_LATER,
    edition_of,
    full_file,
    importing,
    look_over,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
SENIOR, JUNIOR = LYLE, LYLE.replace("AA1,2,", "AA1,3,")
WITH_UPRN = [*FULL, "UPRN"]


def renumbered(row: str, number: int) -> str:
    cells = row.split(",")
    return ",".join([cells[0], str(number), *cells[2:]])


def next_year(council: Cast, *rows: str, headings: list[str] = FULL) -> Import:
    return take_in(council, full_file(*rows, headings=headings), name="2028", published_on=YEAR_LATER)


def doubts() -> list[tuple[str, str, str]]:
    """Kind, who the row makes, whom it may be."""
    with arranging():
        names = {elector.pk: str(elector) for elector in Elector.objects.all()}
        found = Doubt.objects.order_by("line", "earlier__seat_no")
        return [(one.kind, names.get(one.elector_id, ""), names[one.earlier_id]) for one in found]


def on_the_register() -> dict[str, UUID]:
    with arranging():
        return {str(elector): elector.id for elector in Elector.objects.filter(on_register=True)}


@contextmanager
def waiting(council: Cast, *rows: str) -> Iterator[tuple[Import, Actor]]:
    """A full register looked over and not yet applied."""
    with importing(council) as by:
        edition = edition_of(council, "2028", YEAR_LATER)
        yield look_over(council, full_file(*rows), by, edition=edition), by


def test_a_marriage_without_a_middle_name_is_asked_about(council: Cast) -> None:
    take_in(council, full_file(LYLE))

    next_year(council, renumbered(LYLE.replace("Lyle", "Okafor"), 7))

    assert doubts() == [("like", "Peter Okafor", "Peter Lyle")]


def test_a_marriage_of_somebody_with_two_forenames_is_the_same_person(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    before = list(on_the_register().values())

    next_year(council, renumbered(OKAFOR.replace("Okafor", "Adeyemi"), 7))

    assert list(on_the_register().values()) == before
    assert doubts() == []


def test_father_and_son_are_every_pair_a_question(council: Cast) -> None:
    take_in(council, full_file(SENIOR, JUNIOR))

    next_year(council, renumbered(SENIOR, 8), renumbered(JUNIOR, 9))

    assert [kind for kind, *_names in doubts()] == ["several"] * 4


def test_a_father_who_has_gone_is_not_his_son_who_comes_of_age(council: Cast) -> None:
    take_in(council, full_file(LYLE))
    before = on_the_register()

    next_year(council, renumbered(LYLE.replace(",A,,", ",A,01/03/2010,"), 7))

    assert on_the_register() != before
    assert doubts() == [("like", "Peter Lyle", "Peter Lyle")]


def test_a_mover_of_a_rare_name_is_reported_and_not_joined(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    before = on_the_register()

    next_year(council, renumbered(OKAFOR.replace("1 Mill", "9 Mill"), 7), LYLE)

    assert doubts() == [("moved", "Grace Ada Okafor", "Grace Ada Okafor")]
    assert on_the_register()["Grace Ada Okafor"] != before["Grace Ada Okafor"]


def test_a_mover_within_a_month_is_reported(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))

    take_in(
        council,
        update_file(
            update_row("AA1-1", "Okafor", "Grace Ada", deleted="3"),
            update_row("AA1-2/1", "Okafor", "Grace Ada", "9 Mill Lane", created="3"),
        ),
    )

    assert doubts() == [("moved", "Grace Ada Okafor", "Grace Ada Okafor")]


def test_premises_written_otherwise_are_the_same_persons(council: Cast) -> None:
    flat = "AA1,4,0,,,Quince,Ana,EX1 1AA,Flat 2,Castle House,5 Mill Lane,Moorton,Moorshire,EX1 1AA"
    otherwise = "AA1,9,0,,,Quince,Ana,EX1 1AA,2 Castle House,Mill Lane,Moorton,Moorshire,EX1 1AA,"
    take_in(council, full_file(flat))
    before = on_the_register()

    next_year(council, otherwise)

    assert on_the_register() == before


def test_a_property_number_holds_through_another_spelling_of_the_address(council: Cast) -> None:
    renamed = OKAFOR.replace("1 Mill Lane", "The Old Mill,Weir Walk").removesuffix(",")
    take_in(council, full_file(f"{OKAFOR},000100040001", headings=WITH_UPRN))
    before = on_the_register()

    next_year(council, f"{renumbered(renamed, 9)},100040001", headings=WITH_UPRN)

    assert on_the_register() == before


def test_nobody_is_joined_across_constituencies(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))

    run = next_year(council, renumbered(LYLE, 9), SOUTHERNER.replace("Southey,Una", "Okafor,Grace Ada"))

    assert run.counts["dropped_outside"] == 1
    assert doubts() == []


def test_an_elector_abroad_is_known_by_the_full_name(council: Cast) -> None:
    abroad = "AA1,5,0,F,,Farr,Abel John,,Other Electors,,,,,"
    take_in(council, full_file(OKAFOR, abroad))
    before = on_the_register()

    next_year(council, renumbered(OKAFOR, 3), renumbered(abroad, 4))

    assert on_the_register() == before


def test_looking_over_again_asks_once_and_keeps_what_was_decided(council: Cast) -> None:
    take_in(council, full_file(LYLE))
    with waiting(council, renumbered(LYLE.replace("Lyle", "Okafor"), 7)) as (run, by):
        with arranging():
            doubt = Doubt.objects.get()
        decide_same(by=by, at=NOON, constituency=council.northmoor.id, doubt_id=doubt.id)
    before = on_the_register()
    take_in(council, update_file(update_row("AA1-3", "Quince", "Ana", created="3")))

    with importing(council) as by:
        again = apply_import(by=by, at=NOON, run_id=run.id)
        assert again.state == ImportState.DRY_RUN
        apply_import(by=by, at=NOON, run_id=run.id)

    assert on_the_register()["Peter Okafor"] == before["Peter Lyle"]
    with arranging():
        assert Doubt.objects.get(earlier_id=before["Peter Lyle"]).state == Doubt.State.SAME


def test_what_was_said_to_be_somebody_else_is_not_asked_again(council: Cast) -> None:
    take_in(council, full_file(LYLE))
    with waiting(council, renumbered(LYLE.replace("Lyle", "Okafor"), 7)) as (run, by):
        with arranging():
            doubt = Doubt.objects.get()
        decide_other(by=by, at=NOON, constituency=council.northmoor.id, doubt_id=doubt.id)
    take_in(council, update_file(update_row("AA1-3", "Quince", "Ana", created="3")))

    with importing(council) as by:
        apply_import(by=by, at=NOON, run_id=run.id)
        row = StagedRow.objects.get(run=run)

    with arranging():
        doubt = Doubt.objects.get(kind=Doubt.Kind.LIKE)
        assert (doubt.state, doubt.elector_id) == (Doubt.State.OTHER, row.elector_id)


def test_who_is_back_and_who_lost_a_middle_name_are_not_guessed_apart(council: Cast) -> None:
    junior = LYLE.replace("AA1,2,", "AA1,3,").replace("Peter", "Peter John")
    take_in(council, full_file(LYLE, junior))
    take_in(council, full_file(junior))

    next_year(council, renumbered(LYLE, 7))

    assert doubts() == [
        ("several", "Peter Lyle", "Peter Lyle"),
        ("several", "Peter Lyle", "Peter John Lyle"),
    ]


def test_twins_of_one_initial_are_not_guessed_apart(council: Cast) -> None:
    twins = [LYLE.replace("Peter", "Anna"), LYLE.replace("AA1,2,", "AA1,3,").replace("Peter", "Alice")]
    take_in(council, full_file(*twins))
    before = set(on_the_register().values())

    next_year(council, *(row.replace("Anna", "A").replace("Alice", "A") for row in twins))

    assert [kind for kind, *_names in doubts()] == ["several"] * 4
    assert not before & set(on_the_register().values())


def test_twins_written_out_are_two_people_who_stay(council: Cast) -> None:
    twins = [LYLE.replace("Peter", "Anna"), LYLE.replace("AA1,2,", "AA1,3,").replace("Peter", "Alice")]
    take_in(council, full_file(*twins))
    before = on_the_register()

    next_year(council, renumbered(twins[1], 8), renumbered(twins[0], 9))

    assert on_the_register() == before
