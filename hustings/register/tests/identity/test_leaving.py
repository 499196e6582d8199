"""Who leaves by a full register: whom it covers and no longer states, and nobody else."""

from uuid import UUID

import pytest

from hustings.register.models import Elector, RegisterEntry
from hustings.register.tests.council import LYLE, OKAFOR, YEAR_LATER, full_file, take_in
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
STREET = [
    OKAFOR.replace("AA1,1,", f"AA1,{number},").replace("Grace Ada", name)
    for number, name in enumerate(("Ada", "Chidi", "Emeka", "Grace"), 1)
]
ELSEWHERE = LYLE.replace("AA1", "AB1")


def next_year(council: Cast, *rows: str) -> dict[str, int]:
    counts: dict[str, int] = take_in(council, full_file(*rows), name="2028", published_on=YEAR_LATER).counts
    return counts


def on_the_register() -> dict[str, UUID]:
    with arranging():
        return {str(elector): elector.id for elector in Elector.objects.filter(on_register=True)}


def test_who_is_missing_from_a_district_with_other_letters_leaves(council: Cast) -> None:
    take_in(council, full_file(*STREET))

    counts = next_year(council, *(row.replace("AA1", "BC2") for row in STREET[:3]))

    assert (counts["renewed"], counts["closed"]) == (3, 1)
    assert "Grace Okafor" not in on_the_register()
    with arranging():
        assert {entry.letters for entry in RegisterEntry.objects.filter(closed_by=None)} == {"BC2"}


def test_a_file_of_one_district_leaves_the_others_alone(council: Cast) -> None:
    take_in(council, full_file(*STREET, ELSEWHERE))

    counts = next_year(council, *(row.replace("AA1", "BC2") for row in STREET))

    assert counts["closed"] == 0
    assert "Peter Lyle" in on_the_register()


def test_a_refused_row_of_a_new_edition_does_not_take_its_elector_off(council: Cast) -> None:
    take_in(council, full_file(*STREET, LYLE.replace("AA1,2,", "AA1,9,")))
    before = on_the_register()

    counts = next_year(council, *STREET, "AA1,7,0,A,31/02/2009,Lyle,Peter,EX1 1AA,2 Mill Lane,Moorton,,,,")

    assert (counts["refused"], counts["closed"]) == (1, 0)
    assert on_the_register() == before


def test_a_refused_row_of_somebody_else_keeps_nobody(council: Cast) -> None:
    take_in(council, full_file(*STREET, LYLE.replace("AA1,2,", "AA1,9,")))

    counts = next_year(council, *STREET, "AA1,7,0,A,31/02/2009,Quince,Ana,EX1 1AA,2 Mill Lane,Moorton,,,,")

    assert counts["closed"] == 1
    assert "Peter Lyle" not in on_the_register()
