"""Identity outlives numbering: who a row is, said only where it is certain."""

from uuid import UUID

import pytest

from hustings.register.models import Elector, RegisterEntry
from hustings.register.tests.council import FULL, LYLE, LYLE_SON, OKAFOR, YEAR_LATER, full_file, take_in
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases


def renumbered(row: str, number: int) -> str:
    cells = row.split(",")
    return ",".join([cells[0], str(number), *cells[2:]])


def next_year(council: Cast, *rows: str) -> dict[str, int]:
    counts: dict[str, int] = take_in(council, full_file(*rows), name="2028", published_on=YEAR_LATER).counts
    return counts


def identities() -> dict[str, UUID]:
    with arranging():
        return {str(elector): elector.id for elector in Elector.objects.filter(on_register=True)}


def test_a_person_stays_the_same_when_the_numbers_change(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    before = identities()

    counts = next_year(council, renumbered(LYLE_SON, 1), renumbered(OKAFOR, 2), renumbered(LYLE, 3))

    assert identities() == before
    assert (counts["renewed"], counts["added"], counts["closed"]) == (3, 0, 0)


def test_a_new_edition_closes_the_old_ones_entries(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))

    next_year(council, renumbered(OKAFOR, 9))

    with arranging():
        assert [str(entry) for entry in RegisterEntry.objects.filter(closed_by=None)] == ["AA1-9"]
        assert not Elector.objects.get(surname="Lyle").on_register


def test_a_wider_spelling_and_a_dropped_middle_name_are_the_same_person(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    before = set(identities().values())

    next_year(council, renumbered(OKAFOR.replace("Okafor,Grace Ada", "OKAFOR,Grace"), 5))

    assert set(identities().values()) == before


def test_father_and_son_of_one_name_are_not_guessed_apart(council: Cast) -> None:
    senior, junior = LYLE, LYLE_SON.replace("Owen", "Peter")
    take_in(council, full_file(senior, junior))
    before = set(identities().values())

    counts = next_year(council, renumbered(senior, 8), renumbered(junior, 9))

    assert counts["unsure"] == 2
    with arranging():
        assert not Elector.objects.filter(id__in=before, on_register=True).exists()


def test_the_same_name_next_door_is_somebody_else(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    before = set(identities().values())

    next_year(council, renumbered(OKAFOR.replace("1 Mill", "7 Mill"), 3))

    assert not set(identities().values()) & before


def test_a_number_taken_by_somebody_of_the_household_is_not_a_change_of_name(council: Cast) -> None:
    take_in(council, full_file(LYLE))
    before = set(identities().values())

    counts = take_in(council, full_file(LYLE.replace("Peter", "Owen"))).counts

    assert (counts["added"], counts["closed"], counts["renamed"]) == (1, 1, 0)
    assert not set(identities().values()) & before


def test_a_new_surname_under_the_same_number_is_a_change_of_name(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    before = set(identities().values())

    counts = take_in(council, full_file(OKAFOR.replace("Okafor", "Adeyemi"))).counts

    assert (counts["renamed"], counts["added"]) == (1, 0)
    assert identities() == {"Grace Ada Adeyemi": before.pop()}


def test_the_officers_own_reference_finds_somebody_who_moved_and_married(council: Cast) -> None:
    headings, moved = [*FULL, "Elector ID"], OKAFOR.replace("Okafor", "Adeyemi").replace("1 Mill", "7 Mill")
    take_in(council, full_file(f"{OKAFOR},700001", headings=headings))
    before = set(identities().values())

    row = f"{renumbered(moved, 12)},700001"
    run = take_in(council, full_file(row, headings=headings), name="2028", published_on=YEAR_LATER)

    assert identities() == {"Grace Ada Adeyemi": before.pop()}
    assert (run.counts["renamed"], run.counts["moved"]) == (1, 1)


def test_somebody_who_comes_back_to_the_same_door_is_known(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    before = identities()
    take_in(council, full_file(LYLE))

    counts = next_year(council, OKAFOR, LYLE)

    assert counts["returned"] == 1
    assert identities() == before


def test_a_seat_number_is_never_given_twice(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    take_in(council, full_file(OKAFOR))

    next_year(council, LYLE_SON)

    with arranging():
        assert Elector.objects.get(forenames="Owen").seat_no == 3


def test_who_joins_a_register_that_we_had_is_marked_as_new(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    take_in(council, full_file(OKAFOR, LYLE))

    with arranging():
        assert Elector.objects.get(surname="Okafor").new_since is None
        assert Elector.objects.get(surname="Lyle").new_since is not None


def test_a_district_losing_most_of_its_electors_is_warned_of(council: Cast) -> None:
    rows = [
        OKAFOR.replace("AA1,1,", f"AA1,{number},").replace("Grace", f"Grace{number}")
        for number in range(1, 9)
    ]
    take_in(council, full_file(*rows))

    run = take_in(council, full_file(*rows[:2]))

    assert {"kind": "many leave", "letters": "AA1", "count": 6, "of": 8} in run.warnings


def test_a_review_of_districts_moves_doors_and_keeps_people(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    before = identities()

    next_year(council, OKAFOR.replace("AA1", "AC4"), LYLE.replace("AA1", "AC4"))

    assert identities() == before
    with arranging():
        assert set(Elector.objects.values_list("street__district__letters", flat=True)) == {"AC4"}
