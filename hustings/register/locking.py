"""One import at a time in a seat: its count's row is the lock, and tells whether anything changed in between."""

from collections.abc import Iterable

from django.db import connection

from hustings.register.models import SeatCount


def lock_seats(seats: Iterable[int]) -> None:
    """Wait for and take the locks of seats, always in the same order, until the transaction ends."""
    wanted = sorted(seats)
    SeatCount.objects.bulk_create([SeatCount(constituency_id=seat) for seat in wanted], ignore_conflicts=True)
    list(SeatCount.objects.select_for_update().filter(constituency_id__in=wanted).order_by("constituency_id"))


def take_turns(what: str, constituency: int) -> None:
    """Wait until nobody else does this in a seat, and keep others waiting until the transaction ends.

    For what looks first and writes then, by actions that do not write the register, and where the database cannot
    refuse doubles: two records that become one bring whatever stands on both.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{what} {constituency}"])


def revisions_of(seats: Iterable[int]) -> dict[str, int]:
    """How often each seat's register was changed, by the seat's number as JSON keeps it."""
    counts = SeatCount.objects.filter(constituency_id__in=list(seats))
    return {str(count.constituency_id): count.revision for count in counts.order_by("constituency_id")}
