from collections.abc import Callable

import pytest
from django.db import connection

from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging


@pytest.fixture
def register(council: Cast) -> Cast:
    """Northmoor with four electors in Mill Lane."""
    take_in(council, full_file(*NORTHERN))
    return council


@pytest.fixture
def allowing(db: None) -> Callable[[str, int], None]:
    """`allowing("people a day", 12)`: a smaller quota for everybody, so that a test need not read thousands."""

    def narrow(meter: str, most: int) -> None:
        with arranging(), connection.cursor() as cursor:
            cursor.execute("UPDATE access.allowance SET most = %s WHERE meter = %s", [most, meter])

    return narrow
