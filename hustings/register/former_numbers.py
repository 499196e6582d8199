"""The numbers an elector had before: in a seat that their district left, or of a record that was joined with theirs.

No number is ever given twice, so the log's row sets and the lists of copies still lead to whoever it is now.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hustings.audit.looking import Held
from hustings.register.models import Elector, FormerNumber
from hustings.register.querying import NEW_ID, change, clock_digits

TABLE = FormerNumber._meta.db_table
# A list or a job that was begun before two records were joined or parted may have read them afterwards.
LONGEST_READ = timedelta(hours=1)

LEAVE_BEHIND = f"""
INSERT INTO register_formernumber (id, constituency_id, elector_id, given_in, seat_no)
SELECT {NEW_ID}, t.constituency_id, t.id, t.constituency_id, t.seat_no FROM register_elector t
WHERE t.constituency_id = %(from)s AND {{belongs}}
"""
JOIN = f"""
INSERT INTO register_formernumber (id, constituency_id, elector_id, given_in, seat_no)
SELECT {NEW_ID}, constituency_id, %(to)s, constituency_id, seat_no FROM register_elector
WHERE constituency_id = %(seat)s AND id = %(whose)s
"""
# What the two were read under while they were one record was about both.
SHARE = f"""
INSERT INTO register_formernumber (id, constituency_id, elector_id, given_in, seat_no, shared_from, shared_until)
SELECT {NEW_ID}, %(seat)s, %(row)s, given_in, seat_no,
    greatest(shared_from, %(joined_at)s), least(shared_until, %(parted_at)s)
FROM (
    SELECT constituency_id AS given_in, seat_no, NULL::timestamptz AS shared_from, NULL::timestamptz AS shared_until
    FROM register_elector WHERE constituency_id = %(seat)s AND id = %(earlier)s
    UNION ALL
    SELECT given_in, seat_no, shared_from, shared_until
    FROM register_formernumber WHERE constituency_id = %(seat)s AND elector_id = %(earlier)s AND id = ANY (%(since)s)
) AS held
"""
# A number that its elector has again is no former one.
HAVE_AGAIN = """
DELETE FROM register_formernumber f USING register_elector e
WHERE f.constituency_id = %(seat)s AND f.elector_id = %(row)s
  AND e.constituency_id = f.constituency_id AND e.id = f.elector_id
  AND f.given_in = e.constituency_id AND f.seat_no = e.seat_no
"""


def numbers_held(elector: Elector) -> list[Held]:
    """Every number that an elector's row was ever read under, the one they have first."""
    former = FormerNumber.objects.filter(constituency_id=elector.constituency_id, elector=elector)
    return [
        Held(elector.constituency_id, elector.seat_no),
        *(Held(one.given_in, one.seat_no, _between(one)) for one in former.order_by("id")),
    ]


def electors_numbered(constituency: int, numbers: Sequence[int], *, at: datetime) -> QuerySet[Elector]:
    """Whom these numbers of a seat named at a moment, wherever they are now, as far as the walls show them."""
    held = FormerNumber.objects.filter(given_in=constituency, seat_no__in=numbers)
    held = held.filter(
        Q(shared_from=None) | Q(shared_from__lte=at + LONGEST_READ, shared_until__gte=at - LONGEST_READ)
    )
    gone = list(held.values_list("elector_id", flat=True))
    return Elector.objects.filter(Q(constituency_id=constituency, seat_no__in=numbers) | Q(pk__in=gone))


def former_numbers_of(constituency: int) -> dict[int, UUID]:
    """Every number that a seat gave and that is nobody's there any more, with whose it was."""
    former = FormerNumber.objects.filter(given_in=constituency, shared_from=None)
    return dict(former.values_list("seat_no", "elector_id"))


def leave_numbers_behind(belongs: str, parameters: dict[str, Any], *, at: datetime) -> int:
    """Keep the numbers of electors who are about to leave a seat, `from`; `belongs` is the condition that says who."""
    return change(LEAVE_BEHIND.format(belongs=belongs), {**parameters, "clock": clock_digits(at)})


def keep_joined_number(constituency: int, *, whose: UUID, to: UUID, at: datetime) -> None:
    """Let the elector `to` have been read under the number of `whose`, whose record is about to become theirs."""
    change(JOIN, {"seat": constituency, "whose": whose, "to": to, "clock": clock_digits(at)})


def numbers_since(constituency: int, elector: UUID, *, but: Iterable[str]) -> list[str]:
    """The keys of an elector's former numbers, except those named."""
    found = FormerNumber.objects.filter(constituency_id=constituency, elector_id=elector)
    return [str(key) for key in found.exclude(pk__in=list(but)).values_list("pk", flat=True)]


def share_numbers(
    constituency: int,
    *,
    row: UUID,
    earlier: UUID,
    since: Sequence[str],
    joined_at: datetime,
    parted_at: datetime,
) -> None:
    """Let `row` have been read under what `earlier` was read under while the two were one record.

    `since` are the keys of what became a former number in that time.
    """
    parameters = {
        "seat": constituency,
        "row": row,
        "earlier": earlier,
        "since": [UUID(key) for key in since],
        "joined_at": joined_at,
        "parted_at": parted_at,
        "clock": clock_digits(parted_at),
    }
    change(SHARE, parameters)
    change(HAVE_AGAIN, parameters)


def _between(one: FormerNumber) -> tuple[datetime, datetime] | None:
    if one.shared_from is None or one.shared_until is None:
        return None
    return one.shared_from - LONGEST_READ, one.shared_until + LONGEST_READ
