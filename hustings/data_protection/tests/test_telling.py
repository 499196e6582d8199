"""The officer is told of an incident within minutes, once, and by mail that names nobody who is affected."""

from django.core import mail
from django.utils import timezone

from hustings.copies.models import Copy
from hustings.data_protection.telling import tell_of_incidents
from hustings.data_protection.tests.conftest import lose
from tests.cast import Cast, role


def tell() -> int:
    with role("hustings_worker"):
        return tell_of_incidents(at=timezone.now())


def test_the_officer_is_told_once(cast: Cast, copy: Copy) -> None:
    lose(cast, copy)

    assert [tell(), tell()] == [1, 0]
    assert mail.outbox[0].to == [cast.dai.email]


def test_the_letter_counts_the_people_and_names_none(cast: Cast, copy: Copy) -> None:
    lose(cast, copy)
    tell()

    assert "People affected: 4" in mail.outbox[0].body
    assert "Okafor" not in mail.outbox[0].body
