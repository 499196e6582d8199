"""Objections whose person or household nobody has any more: only a hash is left, and it must go on finding them."""

from typing import Any

from hustings.register.models import Doubt, Objection
from hustings.register.querying import NEW_ID, change, clock_digits
from hustings.register.redrawing.following import Move

# The hash was made with the old seat's number, which it is from now on compared with.
REMEMBER_SEAT = """
UPDATE register_objection SET keyed_in = nullif(coalesce(keyed_in, %(from)s), %(to)s)
WHERE constituency_id = %(to)s AND id = ANY (%(moved)s::uuid[])
  AND CASE WHEN whole_household THEN door_id IS NULL ELSE elector_id IS NULL END
"""
# Nobody can tell any more in which district such a person lived: the objection stands in both seats.
COPY_LOST = f"""
INSERT INTO register_objection (id, constituency_id, keyed_in, elector_id, door_id, channel, whole_household,
    happened_at, recorded_at, recorded_by, source, withdrawn_at, withdrawn_by, person_key, keyed_by)
SELECT {NEW_ID}, %(to)s, nullif(coalesce(o.keyed_in, %(from)s), %(to)s), NULL, NULL, o.channel, o.whole_household,
       o.happened_at, o.recorded_at, o.recorded_by, o.source, NULL, NULL, o.person_key,
       o.keyed_by
FROM register_objection o
WHERE o.constituency_id = %(from)s AND o.withdrawn_at IS NULL AND o.elector_id IS NULL AND o.door_id IS NULL
  AND NOT EXISTS (SELECT FROM register_objection n WHERE n.constituency_id = %(to)s AND n.channel = o.channel
                  AND n.person_key = o.person_key AND n.withdrawn_at IS NULL)
"""
# Two who are perhaps one person, and stand in two seats from now on, are not asked about any more; whoever of them
# is left alone because the other objected stays so.
COPY_PERHAPS = f"""
INSERT INTO register_objection (id, constituency_id, elector_id, door_id, channel, whole_household, happened_at,
    recorded_at, recorded_by, source, person_key, keyed_by)
SELECT {NEW_ID}, * FROM (
    SELECT DISTINCT ON (other.id, o.channel) other.constituency_id, other.id AS elector, other.door_id, o.channel,
           false, o.happened_at, o.recorded_at, o.recorded_by, o.source, o.person_key,
           o.keyed_by
    FROM register_doubt t
    JOIN register_objection o ON o.constituency_id = ANY (%(seats)s) AND o.withdrawn_at IS NULL
        AND o.elector_id IN (t.earlier_id, t.elector_id)
    JOIN register_elector other ON other.constituency_id = ANY (%(seats)s)
        AND other.id IN (t.earlier_id, t.elector_id) AND other.constituency_id <> o.constituency_id
    WHERE t.constituency_id = ANY (%(seats)s) AND t.state = '{Doubt.State.OPEN}' AND NOT EXISTS (
        SELECT FROM register_objection n WHERE n.constituency_id = other.constituency_id
          AND n.elector_id = other.id AND n.channel = o.channel AND n.withdrawn_at IS NULL)
    ORDER BY other.id, o.channel, o.happened_at) AS parted
"""


def keep_lost_objections(move: Move) -> int:
    """Let objections without an elector be found again in the new seat too, and hold for whoever is perhaps their
    elector in the other; returns how many were copied.
    """
    parameters: dict[str, Any] = {
        "from": move.from_seat,
        "to": move.to_seat,
        "seats": [move.from_seat, move.to_seat],
        "moved": move.ids[Objection],
        "clock": clock_digits(move.at),
    }
    change(REMEMBER_SEAT, parameters)
    return change(COPY_LOST, parameters) + change(COPY_PERHAPS, parameters)
