"""What was asked of registration officers, by what right, and whether it has come."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.importing.supplying import (
    Supplied,
    UnableToKeepSupply,
    ask_for,
    forget_supply,
    law_of,
    months_missing,
)
from hustings.register.models import Import, Regulation, Supply
from hustings.register.tests.council import DECEMBER, NOON, OKAFOR, edition_of, full_file, importing
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
MARCH = date(2027, 3, 1)
TO_US = Supplied("The Moor Alliance", Regulation.PARTY, date(2026, 12, 3))


def ask(
    cast: Cast, *, kind: str = Supply.Kind.UPDATE, month: date = MARCH, is_standing: bool = False
) -> Supply:
    with acting(cast.priya, Action.REGISTER_SUPPLY_KEEP, Purpose.ADMINISTRATION, NOON) as by:
        return ask_for(
            constituency=cast.northmoor.id,
            officer=cast.council,
            kind=kind,
            month=month,
            supplied=None,
            asked_on=date(2027, 2, 20),
            is_standing=is_standing,
            by=by,
            at=NOON,
        )


def receive(cast: Cast) -> Import:
    with importing(cast) as by:
        return look_over_file(
            by=by,
            at=NOON,
            constituency=cast.northmoor.id,
            edition=edition_of(cast),
            sent=SentFile(BytesIO(full_file(OKAFOR)), "december.csv", supplied=TO_US),
        )


def url(cast: Cast, name: str = "supplies", *more: object) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def test_a_request_is_noted_for_this_organisation_by_its_own_right(cast: Cast) -> None:
    supply = ask(cast)

    assert (supply.supplied_to, supply.regulation) == ("The Moor Alliance", Regulation.PARTY)
    with arranging():
        entry = Entry.objects.get(action=Action.REGISTER_SUPPLY_KEEP)
        assert entry.detail == {"step": "asked", "kind": "update", "month": "2027-03"}


def test_what_is_awaited_already_is_not_noted_twice(cast: Cast) -> None:
    ask(cast)

    with pytest.raises(UnableToKeepSupply, match="asked for already"):
        ask(cast)


def test_a_file_that_comes_is_linked_to_the_request_for_its_month(council: Cast) -> None:
    asked = ask(council, kind=Supply.Kind.FULL, month=DECEMBER)

    run = receive(council)

    with arranging():
        asked.refresh_from_db()
        assert run.supply_id == asked.id
        assert asked.received_on == date(2026, 12, 3)


def test_a_file_that_nobody_asked_for_still_says_by_what_right_it_is_held(council: Cast) -> None:
    run = receive(council)

    with arranging():
        supply = Supply.objects.get(imports=run)
        assert (supply.kind, supply.for_month, supply.asked_on) == (Supply.Kind.FULL, DECEMBER, None)


def test_a_request_that_brought_a_file_cannot_be_taken_back(council: Cast) -> None:
    asked = ask(council, kind=Supply.Kind.FULL, month=DECEMBER)
    receive(council)

    with (
        acting(council.priya, Action.REGISTER_SUPPLY_KEEP, Purpose.ADMINISTRATION, NOON) as by,
        pytest.raises(UnableToKeepSupply, match="A file came by this request"),
    ):
        forget_supply(constituency=council.northmoor.id, supply_id=asked.id, by=by, at=NOON)


def test_a_standing_request_says_which_months_are_late_but_not_during_the_canvass(cast: Cast) -> None:
    standing = Supply(
        officer=cast.council, kind=Supply.Kind.UPDATE, for_month=date(2027, 6, 1), is_standing=True
    )
    came = Supply(officer=cast.council, kind=Supply.Kind.UPDATE, for_month=date(2027, 7, 1))

    missing = months_missing([standing, came], date(2027, 12, 5))

    assert [one.for_month.month for one in missing] == [8]
    assert [one.for_month.month for one in months_missing([standing, came], date(2027, 12, 7))] == [8, 12]


def test_the_law_is_that_of_the_nation(cast: Cast) -> None:
    cast.northmoor.nation = "scotland"

    assert "2001/497" in law_of(cast.northmoor)


def test_the_page_says_what_to_do_first_and_notes_a_request(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.priya)
    assert "Nothing asked for yet" in browser.get(url(cast)).content.decode()

    browser.post(
        url(cast),
        {
            "officer": cast.council.id,
            "kind": "update",
            "month": "2027-03-09",
            "asked_on": "2027-02-20",
            "supplied_to": "The Moor Alliance",
            "regulation": "party",
        },
    )

    page = browser.get(url(cast)).content.decode()
    assert "Not here yet" in page
    assert "March 2027" in page


def test_a_note_made_by_mistake_is_taken_back(cast: Cast, signed_in: SignIn) -> None:
    supply = ask(cast)

    signed_in(cast.priya).post(url(cast, "forget_supply", supply.id))

    with arranging():
        assert not Supply.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("priya", 200), ("dai", 403), ("tom", 403), ("sam", 404)])
def test_requests_are_for_who_imports(cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get(url(cast)).status_code == status
