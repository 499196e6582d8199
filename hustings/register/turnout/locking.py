"""One writer of turnout at a time in a seat. Who only keys in may not touch the register's own locks."""

from collections.abc import Iterable

from django.db import connection

AREA = 20_001
"""Tells these locks from any other advisory lock of the installation."""


def lock_turnout(seats: Iterable[int]) -> None:
    """Wait for and take the locks of seats' turnout, always in the same order, until the transaction ends."""
    with connection.cursor() as cursor:
        for seat in sorted(seats):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (AREA, seat))
