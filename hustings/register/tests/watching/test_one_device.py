"""Many accounts on one machine: they share what it reads, and a new machine that reads much is noticed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hustings.access.models import Quota, ReadingDay, Signal
from hustings.access.roles import Role
from hustings.accounts.models import Device, Person
from hustings.register.tests.watching.test_quota_pages import street_url
from tests.cast import Cast, arranging, join, sign_in

Allowing = Callable[[str, int], None]
ONE_MACHINE, ANOTHER = "a" * 64, "b" * 64
A_PAGE, A_QUOTA = 4, 8
NAMES = ("Ada", "Bryn", "Carys", "Dafydd", "Eluned", "Ffion", "Gwen", "Huw", "Ifan", "Jon")


def device_of(person: Person, token: str = ONE_MACHINE, *, days: int = 30) -> Device:
    """A row of a machine; `days` is how long somebody has signed in on it."""
    seen = timezone.localdate() - timedelta(days=days)
    return Device.objects.create(
        person=person, token_hash=token, words="Firefox", first_seen_on=seen, last_seen_on=seen
    )


@pytest.fixture
def ten(register: Cast) -> list[Person]:
    """Ten organisers of Northmoor."""
    with arranging():
        return [
            join(f"{name} Tenfold", register.northmoor_unit, Role.ORGANISER, register.grants)
            for name in NAMES
        ]


def read_all(people: list[Person], url: str, token_of: Callable[[int], str]) -> list[int]:
    """How many pages each of them is shown, each asking three times over."""
    shown = []
    for place, person in enumerate(people):
        with arranging():
            device = device_of(person, token_of(place))
        client = sign_in(Client(), person, device=device)
        shown.append([client.get(url).status_code for _page in range(3)].count(200))
    return shown


def test_ten_accounts_on_one_machine_read_what_three_do_and_one_page(
    register: Cast, ten: list[Person], allowing: Allowing
) -> None:
    allowing("people a day", A_QUOTA)

    shown = read_all(ten, street_url(register), lambda _place: ONE_MACHINE)

    assert 3 * A_QUOTA <= sum(shown) * A_PAGE < 3 * A_QUOTA + A_PAGE
    assert shown[-1] == 0
    with arranging():
        assert Quota.objects.filter(is_device=True, meter="people a day").count() == 1


def test_ten_accounts_on_machines_of_their_own_have_a_quota_each(
    register: Cast, ten: list[Person], allowing: Allowing
) -> None:
    allowing("people a day", A_QUOTA)

    shown = read_all(ten, street_url(register), lambda place: f"{place}" * 64)

    assert shown == [A_QUOTA // A_PAGE] * len(ten)


@pytest.mark.parametrize(("days", "kinds"), [(0, ["new device"]), (30, [])])
def test_much_reading_is_noticed_on_a_machine_that_is_new_alone(
    register: Cast, days: int, kinds: list[str]
) -> None:
    """Priya has read before, and today 148 people on this machine; one page of a street more makes 152."""
    now, today = timezone.now(), timezone.localdate()
    with arranging():
        common = {"person_id": register.priya.pk, "role": "organiser", "minute": now, "searched_at": now}
        ReadingDay.objects.create(
            day=today, people=148, on_new_device=148 if days == 0 else 0, days_known=1, **common
        )
        device = device_of(register.priya, ANOTHER, days=days)

    answer = sign_in(Client(), register.priya, device=device).get(street_url(register))

    assert answer.status_code == 200
    with arranging():
        assert list(Signal.objects.values_list("kind", flat=True)) == kinds
