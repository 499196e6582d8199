"""An edition belongs to a registration officer; a later one is never undone by an older."""

from datetime import timedelta

import pytest

from hustings.register.faults import UnableToImportRegister
from hustings.register.tests.council import (
    DECEMBER,
    LYLE,
    NOON,
    OKAFOR,
    edition_of,
    full_file,
    importing,
    take_in,
)
from tests.cast import Cast


def test_an_older_edition_cannot_take_the_place_of_a_newer_one(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))

    with pytest.raises(UnableToImportRegister, match="An older one would undo it"):
        take_in(council, full_file(LYLE), name="2026", published_on=NOON.date() - timedelta(days=400))


def test_the_date_of_an_edition_can_be_mended_until_it_is_in_use(council: Cast) -> None:
    with importing(council):
        assert edition_of(council) == edition_of(council, published_on=NOON.date())

        assert edition_of(council).published_on == DECEMBER


def test_an_edition_in_use_has_one_date(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))

    with importing(council), pytest.raises(UnableToImportRegister, match="already"):
        edition_of(council, published_on=NOON.date())
