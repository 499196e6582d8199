"""What an import was found to mean, written to the register: entries closed and opened, electors made and changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hustings.geography import placing
from hustings.geography.models import PollingDistrict
from hustings.lib.markers import ANONYMOUS, OVERSEAS
from hustings.register.identity.leaving import LEAVING
from hustings.register.models import Import, Verdict
from hustings.register.querying import change, fetch
from hustings.register.staging.placing import PlacedDistrict
from hustings.register.staging.rows import MINE_AS_S

OPENING = (Verdict.NEW, Verdict.RETURNED, Verdict.RENEWED, Verdict.CHANGED)
REPLACING = (Verdict.RENEWED, Verdict.CHANGED)

CLOSE_LEAVING = f"""
UPDATE register_registerentry SET closed_by_id = %(run)s WHERE constituency_id = ANY (%(seats)s) AND id IN ({LEAVING})
"""
CLOSE_REPLACED = f"""
UPDATE register_registerentry n SET closed_by_id = %(run)s FROM register_stagedrow s
WHERE {MINE_AS_S} AND s.verdict = ANY (%(closing)s)
  AND n.constituency_id = s.seat_id AND n.id = s.entry_id
"""
STREET_OF_DOOR = (
    "(SELECT d.street_id FROM register_door d WHERE d.constituency_id = s.seat_id AND d.id = s.door_id)"
)
IS_ANONYMOUS = f"position('{ANONYMOUS}' in s.markers) > 0"
IS_OVERSEAS = f"position('{OVERSEAS}' in s.markers) > 0"
MAKE_ELECTORS = f"""
INSERT INTO register_elector (id, constituency_id, seat_no, district_id, street_id, door_id, surname, forenames,
    surname_key, given_key, surname_sound, given_sound, officer_reference, attains_on, markers, is_anonymous,
    is_overseas, on_register, first_on, new_since,
    objects_at_door, objects_by_post, objects_by_phone, objects_by_email)
SELECT s.elector_id, s.seat_id,
       c.last_no + row_number() OVER (PARTITION BY s.seat_id ORDER BY s.letters, s.number::int, s.suffix::int),
       s.district_id, d.street_id, s.door_id, s.surname, s.forenames, s.surname_key, s.given_key,
       s.surname_sound, s.given_sound, s.reference, s.attains_on, s.markers, {IS_ANONYMOUS}, {IS_OVERSEAS},
       true, %(day)s, CASE WHEN s.letters = ANY (%(letters_before)s) THEN %(day)s::date END, false, false, false, false
FROM register_stagedrow s JOIN register_seatcount c ON c.constituency_id = s.seat_id
LEFT JOIN register_door d ON d.constituency_id = s.seat_id AND d.id = s.door_id
WHERE {MINE_AS_S} AND s.verdict = '{Verdict.NEW}'
"""
# Of numbers in a seat none is given twice, even where whoever had the last one was removed.
COUNT_UP = """
UPDATE register_seatcount c SET revision = revision + 1, last_no = greatest(last_no, coalesce(
    (SELECT max(e.seat_no) FROM register_elector e WHERE e.constituency_id = c.constituency_id), 0))
WHERE c.constituency_id = ANY (%(seats)s)
"""
# A file without references takes nobody's away; whoever is as the file says is not written again.
CHANGE_ELECTORS = f"""
UPDATE register_elector e SET district_id = s.district_id, door_id = s.door_id, street_id = {STREET_OF_DOOR},
    surname = s.surname, forenames = s.forenames, surname_key = s.surname_key, given_key = s.given_key,
    surname_sound = s.surname_sound, given_sound = s.given_sound,
    officer_reference = CASE WHEN s.reference = '' THEN e.officer_reference ELSE s.reference END,
    attains_on = s.attains_on, markers = s.markers, is_anonymous = {IS_ANONYMOUS}, is_overseas = {IS_OVERSEAS},
    on_register = true
FROM register_stagedrow s
WHERE {MINE_AS_S} AND s.verdict = ANY (%(changing)s)
  AND e.constituency_id = s.seat_id AND e.id = s.elector_id
  AND (e.district_id, e.door_id, e.surname, e.forenames, e.attains_on, e.markers, e.on_register, s.reference)
      IS DISTINCT FROM (s.district_id, s.door_id, s.surname, s.forenames, s.attains_on, s.markers, true,
                        CASE WHEN s.reference = '' THEN '' ELSE e.officer_reference END)
"""
OPEN_ENTRIES = f"""
INSERT INTO register_registerentry (id, constituency_id, elector_id, edition_id, district_id, door_id, letters, number,
    suffix, surname, forenames, address_lines, postcode, markers, attains_on, objects_at_door, opened_by_id)
SELECT s.id, s.seat_id, s.elector_id, %(edition)s, s.district_id, s.door_id, s.letters, s.number::int, s.suffix::int,
       s.surname, s.forenames, s.address_lines, s.postcode, s.markers, s.attains_on, e.objects_at_door, %(run)s
FROM register_stagedrow s JOIN register_elector e ON e.constituency_id = s.seat_id AND e.id = s.elector_id
WHERE {MINE_AS_S} AND s.verdict = ANY (%(opening)s)
"""
# Whose entry was closed may have another open, in an edition of the other council: they stay.
LEAVE = """
UPDATE register_elector e SET on_register = false
FROM register_registerentry n
WHERE n.constituency_id = ANY (%(seats)s) AND n.closed_by_id = %(run)s
  AND e.constituency_id = n.constituency_id AND e.id = n.elector_id AND e.on_register AND NOT EXISTS (
      SELECT FROM register_registerentry o WHERE o.constituency_id = e.constituency_id AND o.elector_id = e.id
        AND o.closed_by_id IS NULL)
"""


def make_districts(run: Import, placed: Iterable[PlacedDistrict]) -> None:
    """Write the polling districts that geography did not know."""
    placing.make_districts(
        PollingDistrict(
            id=one.id,
            officer_id=run.edition.officer_id,
            letters=one.letters,
            constituency_id=one.seat,
            ward_id=one.ward,
            starts_on=run.edition.published_on,
        )
        for one in placed
        if one.is_new
    )


def count_leaving(parameters: dict[str, Any]) -> list[tuple[int, str, int]]:
    """Count the electors that a full register no longer states: seat, letters and number, most first."""
    found = fetch(
        f"""SELECT constituency_id, letters, count(*) FROM register_registerentry
            WHERE constituency_id = ANY (%(seats)s) AND id IN ({LEAVING}) GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
        parameters,
    )
    return [(seat, letters, count) for seat, letters, count in found]


def write_register(parameters: dict[str, Any], day: date) -> None:
    """Close, make, change and open, in this order; the staged rows must be judged and their doors made."""
    parameters = {**parameters, "day": day}
    change(CLOSE_LEAVING, parameters)
    change(CLOSE_REPLACED, {**parameters, "closing": [*REPLACING, Verdict.CLOSED]})
    change(MAKE_ELECTORS, parameters)
    change(CHANGE_ELECTORS, {**parameters, "changing": [Verdict.RETURNED, *REPLACING]})
    change(OPEN_ENTRIES, {**parameters, "opening": list(OPENING)})
    change(LEAVE, parameters)
    change(COUNT_UP, parameters)
