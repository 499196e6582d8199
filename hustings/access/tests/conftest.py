from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from conftest import superuser

LONDON = ZoneInfo("Europe/London")
SAYS = (
    "CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
    " SET search_path = pg_catalog, pg_temp AS $$ SELECT {} $$"
)


@pytest.fixture
def at_clock(db: None) -> Iterator[Callable[[str], AbstractContextManager[datetime]]]:
    """Stop the database's clock at a time of today in London, for as long as a block runs."""

    @contextmanager
    def stopped(hour: str, day: date | None = None) -> Iterator[datetime]:
        here = datetime.combine(day or timezone.localdate(), time.fromisoformat(hour), LONDON)
        _say(f"timestamptz '{here.astimezone(UTC).isoformat()}'")
        yield here
        _say("now()")

    yield stopped
    _say("now()")


def _say(what: str) -> None:
    with superuser(connection.settings_dict["NAME"]) as database:
        database.execute(SAYS.format(what).encode())
