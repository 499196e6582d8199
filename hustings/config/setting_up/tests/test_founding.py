from collections.abc import Sequence
from typing import Any

import pytest
from django.utils import timezone

from hustings.access.letting_in.founding import is_new
from hustings.access.letting_in.inviting import find_offer
from hustings.access.models import Grant
from hustings.access.scope import signing_in
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.config.setting_up.founding import (
    Description,
    Founded,
    Founder,
    Second,
    TypedSeat,
    UnableToSetUp,
    found_installation,
)
from hustings.geography.models import Place
from hustings.organisation.models import Organisation, OrganisationKind, Unit, UnitSeat
from tests.cast import Cast, arranging

PARTY = Description("The Moor Alliance", OrganisationKind.REGISTERED_PARTY, "#1d5c63")
ALONE = Description("Ada Fell", OrganisationKind.INDEPENDENT, "#1d5c63")
TYPED = (TypedSeat("Northmoor", "Moorland District", "england"),)
ADA = Founder("Ada Fell", "ada@moor.example", "a long walk in the rain")
BEN = Second("Ben Wick", "ben@moor.example")


def found(
    description: Description = PARTY,
    typed: Sequence[TypedSeat] = TYPED,
    second: Second | None = BEN,
    **more: Any,
) -> Founded:
    with signing_in():
        return found_installation(
            description=description,
            seats=more.get("seats", []),
            typed=typed,
            founder=ADA,
            second=second,
            at=timezone.now(),
        )


def roles() -> set[tuple[str, str]]:
    with arranging():
        return set(Grant.objects.values_list("role", "unit__name"))


def test_founding_writes_organisation_units_and_key_holder(db: None) -> None:
    founded = found()

    assert founded.person.email == "ada@moor.example"
    assert roles() == {
        ("secretary", "The Moor Alliance"),
        ("national staff", "The Moor Alliance"),
        ("organiser", "Northmoor"),
    }
    with arranging():
        assert UnitSeat.objects.filter(constituency=founded.first_seat).count() == 2


def test_the_second_key_holder_has_an_invitation(db: None) -> None:
    founded = found()

    assert founded.invited is not None
    with signing_in():
        offer = find_offer(founded.invited.secret)
    assert offer is not None
    assert (offer.email, offer.role) == ("ben@moor.example", "secretary")


def test_an_independent_can_be_alone_and_asks_consent(db: None) -> None:
    founded = found(ALONE, second=None)

    assert founded.invited is None
    assert Organisation.objects.get().basis == "consent"
    assert roles() == {("secretary", "Northmoor"), ("organiser", "Northmoor")}


def test_founding_leaves_one_entry(db: None) -> None:
    founded = found()

    with arranging():
        assert Entry.objects.get(action=Action.ORGANISATION_SETUP_MAKE).person_id == founded.person.pk


@pytest.mark.parametrize(
    ("what", "said"),
    [({"second": None}, "second person"), ({"typed": ()}, "at least one seat")],
)
def test_what_cannot_be_founded_writes_nothing(db: None, what: dict[str, Any], said: str) -> None:
    with pytest.raises(UnableToSetUp, match=said):
        found(**what)

    with arranging():
        assert not Organisation.objects.exists()
        assert not Person.objects.exists()


def test_an_installation_that_stands_is_not_founded_again(cast: Cast) -> None:
    with pytest.raises(UnableToSetUp, match="already"):
        found()

    with arranging():
        assert Unit.objects.count() == 3


def test_a_typed_seat_whose_name_is_taken_gets_an_address_of_its_own(db: None) -> None:
    Place.objects.create(
        kind=Place.Kind.CONSTITUENCY, code="E14000001", name="Northmoor", slug="northmoor", nation="england"
    )

    assert found().first_seat.slug == "northmoor-x14000001"


def test_an_installation_is_new_until_somebody_has_founded_it(db: None) -> None:
    with signing_in():
        assert is_new()

    found()

    with signing_in():
        assert not is_new()
