"""Made-up moments of a busy year, one for each number."""

from datetime import UTC, datetime, timedelta

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)


def moment(number: int) -> datetime:
    return FIRST + timedelta(milliseconds=31 * number)
