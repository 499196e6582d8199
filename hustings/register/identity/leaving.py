"""Who leaves by a full register: whom it covers and no longer states."""

from hustings.register.faults import Reason
from hustings.register.staging.rows import MINE_AS_S

# A polling district whose letters the file does not have was given other letters, or was shared out, where the file
# states half of its electors elsewhere. Otherwise the file leaves it out, as one ward's file leaves out the others.
DISSOLVED = f"""
SELECT o.constituency_id, o.letters FROM register_registerentry o
LEFT JOIN register_stagedrow s ON {MINE_AS_S} AND s.seat_id = o.constituency_id AND s.elector_id = o.elector_id
  AND s.change <> 'delete'
WHERE o.constituency_id = ANY (%(seats)s) AND o.closed_by_id IS NULL AND o.edition_id = ANY (%(editions)s)
  AND o.edition_id <> %(edition)s AND o.letters <> ALL (%(letters)s)
GROUP BY 1, 2 HAVING count(s.id) * 2 >= count(*)
"""
# What a full register does not state of a district that it covers has ended. A row that was refused is not a
# statement: its elector stays as they were;
# nor is whom a later month brought, where a register comes late.
LEAVING = f"""
SELECT n.id FROM register_registerentry n
WHERE n.constituency_id = ANY (%(seats)s) AND n.closed_by_id IS NULL AND n.edition_id = ANY (%(editions)s)
  AND NOT %(is_update)s AND n.opened_by_id <> ALL (%(later)s::uuid[]) AND n.letters <> ALL (%(covered)s::text[])
  AND (n.letters = ANY (%(letters)s) OR (n.constituency_id, n.letters) IN ({DISSOLVED}))
  AND NOT EXISTS (SELECT FROM register_stagedrow s WHERE {MINE_AS_S}
                  AND s.elector_id = n.elector_id)
  AND NOT (n.edition_id = %(edition)s AND EXISTS (
      SELECT FROM register_importrefusal f WHERE f.run_id = %(run)s AND f.constituency_id = %(constituency)s
        AND f.number_key = n.letters || '-' || n.number || '/' || n.suffix))
  AND NOT EXISTS (SELECT FROM register_importrefusal f WHERE f.run_id = %(run)s
                  AND f.constituency_id = %(constituency)s AND f.entry_id = n.id)
"""
# In a new edition the number tells nothing of whom a refused row is, but name and door do. Of somebody under 16
# nothing is kept, not even this.
NOTE_REFUSED = f"""
UPDATE register_stagedrow s SET entry_id = found.entry
FROM (SELECT DISTINCT ON (r.id) r.id, n.id AS entry
      FROM register_stagedrow r
      JOIN register_door d ON d.constituency_id = ANY (%(seats)s) AND d.address_key = r.address_key
      JOIN register_elector e ON e.constituency_id = d.constituency_id AND e.door_id = d.id
        AND e.surname_key = r.surname_key AND split_part(e.given_key, ' ', 1) = split_part(r.given_key, ' ', 1)
      JOIN register_registerentry n ON n.constituency_id = e.constituency_id AND n.elector_id = e.id
        AND n.closed_by_id IS NULL
      WHERE r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.surname_key <> '' AND r.side <> ''
        AND r.fault NOT IN ('', '{Reason.UNDER_AGE}')
        AND NOT EXISTS (SELECT FROM register_stagedrow s WHERE {MINE_AS_S} AND s.elector_id = e.id)
      ORDER BY r.id, e.given_key <> r.given_key) AS found
WHERE {MINE_AS_S} AND s.id = found.id
"""
