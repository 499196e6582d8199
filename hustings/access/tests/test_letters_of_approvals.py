"""Letters to whoever can be the second person."""

from typing import Any

from django.core import mail

from hustings.access.tests.test_approving import ASKING, ask
from hustings.access.two_people.approving import deciders
from tests.cast import Cast, acting


def test_whoever_can_be_the_second_person_gets_a_letter_that_names_nothing(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approval = ask(cast)

    with acting(cast.priya, *ASKING):
        addresses = [one.email for one in deciders(approval)]
    assert addresses
    assert [letter.to for letter in mail.outbox] == [[address] for address in addresses]
    assert all("two people" in letter.body and "812" not in letter.body for letter in mail.outbox)
