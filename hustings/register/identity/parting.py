"""A joining taken back: each of the two has again what was theirs, and what came since goes with the row's entry."""

from datetime import datetime
from typing import Any

from hustings.lib.markers import ANONYMOUS, OVERSEAS
from hustings.lib.names import normalised, sound
from hustings.register.former_numbers import TABLE, numbers_since, share_numbers
from hustings.register.identity.handing_over import derive_again, hand_over
from hustings.register.identity.joining import SHOWN, heed_again
from hustings.register.models import Doubt, Elector, FormerNumber, Import
from hustings.register.querying import change, fetch

# Whom the row made or, where the decision came before the import was applied, would have made.
MAKE = f"""
INSERT INTO register_elector (id, constituency_id, seat_no, first_on, new_since, officer_reference, {", ".join(SHOWN)},
    objects_at_door, objects_by_post, objects_by_phone, objects_by_email)
SELECT %(row)s, constituency_id, %(seat_no)s::int, %(first_on)s::date, %(new_since)s::date,
    CASE WHEN officer_reference = %(reference_before)s THEN %(reference)s ELSE officer_reference END,
    {", ".join(SHOWN)}, false, false, false, false
FROM register_elector WHERE constituency_id = %(seat)s AND id = %(earlier)s
"""
NEXT_NUMBER = """
UPDATE register_seatcount SET last_no = last_no + 1 WHERE constituency_id = %(seat)s RETURNING last_no
"""
# A number that somebody else has been given since stays theirs.
REOPEN = """
UPDATE register_registerentry n SET closed_by_id = NULL
WHERE n.constituency_id = %(seat)s AND n.elector_id = %(earlier)s AND n.id = ANY (%(reopens)s::uuid[])
  AND NOT EXISTS (
    SELECT FROM register_registerentry o
    WHERE o.constituency_id = n.constituency_id AND o.edition_id = n.edition_id AND o.closed_by_id IS NULL
      AND (o.letters, o.number, o.suffix) = (n.letters, n.number, n.suffix))
"""
REOPEN_VOTES = """
UPDATE register_absentvote SET closed_by_id = NULL
WHERE constituency_id = %(seat)s AND elector_id = %(earlier)s AND id = ANY (%(votes)s::uuid[])
"""
SHOW_LATEST = f"""
UPDATE register_elector e SET district_id = n.district_id, door_id = n.door_id, surname = n.surname,
    forenames = n.forenames, attains_on = n.attains_on, markers = n.markers,
    is_anonymous = position('{ANONYMOUS}' in n.markers) > 0,
    is_overseas = position('{OVERSEAS}' in n.markers) > 0 AND n.door_id IS NULL,
    on_register = n.closed_by_id IS NULL, officer_reference = %(reference_before)s,
    street_id = (SELECT d.street_id FROM register_door d
                 WHERE d.constituency_id = n.constituency_id AND d.id = n.door_id)
FROM (SELECT * FROM register_registerentry
      WHERE constituency_id = %(seat)s AND elector_id = %(earlier)s AND closed_by_id IS DISTINCT FROM opened_by_id
      ORDER BY closed_by_id IS NOT NULL, id DESC LIMIT 1) AS n
WHERE e.constituency_id = %(seat)s AND e.id = %(earlier)s
"""


def part_electors(doubt: Doubt, *, at: datetime) -> None:
    """Make two of the one elector that a doubt's decision had made, as its `moved` says; the seat must be locked.

    What was recorded since, and every entry since, goes with the row: it was said at the address the row gives.
    Numbers go back to whose they were; what the one elector was read under meanwhile was about both.
    """
    seat, row, earlier = doubt.constituency_id, doubt.elector_id, doubt.earlier_id
    parameters = _parameters(doubt)
    kept = doubt.moved["kept"].get(TABLE, [])
    since = numbers_since(seat, earlier, but=[*_numbers_of_row(doubt), *kept])
    change(MAKE, parameters)
    hand_over(seat, earlier, row, doubt.moved["kept"] | {TABLE: [*kept, *since]})
    share_numbers(seat, row=row, earlier=earlier, since=since, joined_at=_joined_at(doubt), parted_at=at)
    change(REOPEN, parameters)
    change(REOPEN_VOTES, parameters)
    change(SHOW_LATEST, parameters)
    _key_names(doubt)
    Doubt.objects.bulk_create(
        Doubt(constituency_id=seat, earlier_id=row, **asked) for asked in doubt.moved.get("doubts", ())
    )
    derive_again(seat, [row, earlier])
    heed_again(seat, [row, earlier])


def _numbers_of_row(doubt: Doubt) -> list[str]:
    """The keys of the former numbers that came with the row's elector: their number, and those before it."""
    made = doubt.moved["elector"]
    its_own = FormerNumber.objects.filter(
        constituency_id=doubt.constituency_id,
        elector_id=doubt.earlier_id,
        given_in=made.get("seat"),
        seat_no=made["seat_no"],
        shared_from=None,
    )
    return [*doubt.moved.get("moved", {}).get(TABLE, []), *(str(one.pk) for one in its_own)]


def _joined_at(doubt: Doubt) -> datetime:
    """Since when the two are one record: the decision, or the import before which it was taken.

    After a boundary change the import may be out of reach; then the decision's time errs towards telling both.
    """
    assert doubt.decided_at is not None
    run = Import.objects.filter(pk=doubt.run_id).first()
    return max(doubt.decided_at, (run and run.applied_at) or doubt.decided_at)


def _parameters(doubt: Doubt) -> dict[str, Any]:
    moved = doubt.moved
    made = moved["elector"]
    # A number holds in the seat that gave it, which the district may have left.
    number = made["seat_no"] if made.get("seat") == doubt.constituency_id else None
    seat = {"seat": doubt.constituency_id}
    return {
        **seat,
        "row": doubt.elector_id,
        "earlier": doubt.earlier_id,
        "seat_no": number or fetch(NEXT_NUMBER, seat)[0][0],
        "first_on": made["first_on"],
        "new_since": made["new_since"],
        "reference": made["reference"],
        "reference_before": moved["earlier"]["reference"],
        "reopens": moved.get("reopens", []),
        "votes": moved.get("votes", []),
    }


def _key_names(doubt: Doubt) -> None:
    earlier = Elector.objects.get(constituency_id=doubt.constituency_id, pk=doubt.earlier_id)
    earlier.surname_key, earlier.given_key = (
        normalised(earlier.surname)[:150],
        normalised(earlier.forenames)[:200],
    )
    earlier.surname_sound, earlier.given_sound = sound(earlier.surname)[:150], sound(earlier.forenames)[:200]
    earlier.save(update_fields=["surname_key", "given_key", "surname_sound", "given_sound"])
