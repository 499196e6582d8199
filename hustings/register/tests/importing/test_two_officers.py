"""Two registration officers of one seat may use the same letters for different polling districts."""

import pytest

from hustings.geography.models import Place, Postcode
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.models import Elector, RegisterEdition, RegisterEntry
from hustings.register.tests.council import (
    DECEMBER,
    LYLE,
    NOON,
    OKAFOR,
    full_file,
    importing,
    look_over,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, arranging

ELSEWHERE = "AA1,1,0,,,Fenn,Ida,EX3 1AA,1 Dyke Road,Fenton,Moorshire,EX3 1AA,,"


@pytest.fixture
def other(council: Cast) -> RegisterEdition:
    """Fenland's edition, of the same name and day, with an elector AA1-1 in Northmoor beside Moorland's."""
    take_in(council, full_file(OKAFOR, LYLE))
    with arranging():
        fenland = Place.objects.create(
            kind=Place.Kind.COUNCIL, code="E07999002", name="Fenland", nation="england"
        )
        Postcode.objects.create(
            compact="EX31AA", constituency=council.northmoor, council=fenland, nation="england"
        )
    edition = find_edition(officer=fenland, name="2027", published_on=DECEMBER, at=NOON)
    send(council, full_file(ELSEWHERE), edition)
    return edition


def send(cast: Cast, content: bytes, edition: RegisterEdition) -> None:
    with importing(cast) as by:
        run = look_over(cast, content, by, edition=edition)
        apply_import(by=by, at=NOON, run_id=run.id)


def standing() -> set[tuple[str, str]]:
    with arranging():
        return {
            (one.edition.officer.name, one.surname)
            for one in RegisterEntry.objects.filter(closed_by=None).select_related("edition__officer")
        }


def test_the_same_number_of_two_officers_is_two_people(council: Cast, other: RegisterEdition) -> None:
    assert standing() == {
        ("Moorland District", "Okafor"),
        ("Moorland District", "Lyle"),
        ("Fenland", "Fenn"),
    }


def test_an_update_of_one_officer_leaves_the_others_number_alone(
    council: Cast, other: RegisterEdition
) -> None:
    gone = update_row("AA1-1", "Fenn", "Ida", "1 Dyke Road", deleted="3") | {"PropertyPostCode": "EX3 1AA"}

    send(council, update_file(gone), other)

    assert standing() == {("Moorland District", "Okafor"), ("Moorland District", "Lyle")}


def test_nobody_leaves_by_the_register_of_another_officer(council: Cast, other: RegisterEdition) -> None:
    send(council, full_file(ELSEWHERE.replace("1 Dyke", "2 Dyke")), other)

    with arranging():
        assert Elector.objects.filter(on_register=True).count() == 3
