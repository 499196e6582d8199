"""What screens need fast, made from the conversations, by the same statements for one line and for a seat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing import rules

AT_ONCE = 20_000

# A withdrawal voids what it names; what is void supersedes nothing. Of several corrections of one
# conversation the one with the greatest id stands, so that the order in which they arrive does not matter.
SETTLE = """
WITH fresh AS (SELECT unnest(%(fresh)s::uuid[]) AS id),
named AS (
  SELECT c.supersedes AS id FROM canvassing_conversation c JOIN fresh USING (id)
  WHERE c.constituency_id = %(seat)s AND c.supersedes IS NOT NULL
), targets AS (
  SELECT id FROM named UNION
  SELECT c.supersedes FROM canvassing_conversation c JOIN named USING (id)
  WHERE c.constituency_id = %(seat)s AND c.supersedes IS NOT NULL
), affected AS (
  SELECT id FROM fresh UNION SELECT id FROM targets UNION
  SELECT c.id FROM canvassing_conversation c JOIN targets t ON c.supersedes = t.id
  WHERE c.constituency_id = %(seat)s
), judged AS (
  SELECT c.id, c.elector_id, c.door_id, c.is_current, NOT EXISTS (
      SELECT FROM canvassing_conversation w
      WHERE w.constituency_id = %(seat)s AND w.supersedes = c.id AND w.outcome = 'withdrawn'
    ) AND NOT EXISTS (
      SELECT FROM canvassing_conversation k
      WHERE k.constituency_id = %(seat)s AND k.outcome <> 'withdrawn'
        AND k.supersedes = ANY (ARRAY[c.id, c.supersedes]) AND (k.supersedes = c.id OR k.id > c.id)
        AND NOT EXISTS (
          SELECT FROM canvassing_conversation w
          WHERE w.constituency_id = %(seat)s AND w.supersedes = k.id AND w.outcome = 'withdrawn'
        )
    ) AS stands
  FROM canvassing_conversation c JOIN affected USING (id) WHERE c.constituency_id = %(seat)s
), changed AS (
  UPDATE canvassing_conversation c SET is_current = j.stands FROM judged j
  WHERE c.constituency_id = %(seat)s AND c.id = j.id AND j.is_current <> j.stands
)
SELECT array_agg(DISTINCT elector_id) FILTER (WHERE elector_id IS NOT NULL),
       array_agg(DISTINCT door_id) FILTER (WHERE door_id IS NOT NULL) FROM judged
"""

LATEST_INTENTIONS = """
WITH ranked AS (
  SELECT v.elector_id, v.election_kind, v.code_id, v.happened_at, row_number() OVER line AS place,
         lead(v.code_id) OVER line AS previous_code_id, lead(v.happened_at) OVER line AS previous_at
  FROM canvassing_votingintention v
  JOIN canvassing_conversation c ON c.constituency_id = v.constituency_id AND c.id = v.conversation_id
  WHERE v.constituency_id = %(seat)s AND c.is_current {of_these_v}
  WINDOW line AS (PARTITION BY v.elector_id, v.election_kind
                  ORDER BY v.happened_at DESC, v.conversation_id DESC)
), newest AS (SELECT * FROM ranked WHERE place = 1), gone AS (
  DELETE FROM canvassing_latestintention l
  WHERE l.constituency_id = %(seat)s {of_these_l} AND NOT EXISTS (
    SELECT FROM newest n WHERE n.elector_id = l.elector_id AND n.election_kind = l.election_kind)
)
INSERT INTO canvassing_latestintention AS kept
  (constituency_id, elector_id, election_kind, code_id, happened_at, previous_code_id, previous_at)
SELECT %(seat)s, elector_id, election_kind, code_id, happened_at, previous_code_id, previous_at FROM newest
ON CONFLICT (constituency_id, elector_id, election_kind) DO UPDATE SET
  code_id = excluded.code_id, happened_at = excluded.happened_at,
  previous_code_id = excluded.previous_code_id, previous_at = excluded.previous_at
WHERE (kept.code_id, kept.happened_at, kept.previous_code_id, kept.previous_at) IS DISTINCT FROM
      (excluded.code_id, excluded.happened_at, excluded.previous_code_id, excluded.previous_at)
"""

CONTACTS = """
WITH counted AS (
  SELECT c.elector_id, max(c.happened_at) FILTER (WHERE c.outcome = ANY (%(contacts)s)) AS last_contacted_at,
         max(c.happened_at) AS last_attempted_at,
         count(*) FILTER (WHERE c.outcome = ANY (%(contacts)s)) AS contacts, count(*) AS attempts
  FROM canvassing_conversation c
  WHERE c.constituency_id = %(seat)s AND c.is_current AND c.outcome <> 'withdrawn'
    AND c.elector_id IS NOT NULL {of_these_c}
  GROUP BY c.elector_id
), answered AS (
  SELECT l.elector_id, bit_xor(hash_record_extended(
           ROW(l.elector_id, l.election_kind, l.code_id, l.happened_at, l.previous_code_id), 0)) AS told
  FROM canvassing_latestintention l
  WHERE l.constituency_id = %(seat)s {of_these_l}
  GROUP BY l.elector_id
), gone AS (
  DELETE FROM canvassing_contactsummary s
  WHERE s.constituency_id = %(seat)s {of_these_s}
    AND NOT EXISTS (SELECT FROM counted n WHERE n.elector_id = s.elector_id)
)
INSERT INTO canvassing_contactsummary AS kept
  (constituency_id, elector_id, last_contacted_at, last_attempted_at, contacts, attempts, told)
SELECT %(seat)s, elector_id, last_contacted_at, last_attempted_at, contacts, attempts, coalesce(told, 0)
FROM counted LEFT JOIN answered USING (elector_id)
ON CONFLICT (constituency_id, elector_id) DO UPDATE SET
  last_contacted_at = excluded.last_contacted_at, last_attempted_at = excluded.last_attempted_at,
  contacts = excluded.contacts, attempts = excluded.attempts, told = excluded.told
WHERE (kept.last_contacted_at, kept.last_attempted_at, kept.contacts, kept.attempts, kept.told) IS DISTINCT FROM
      (excluded.last_contacted_at, excluded.last_attempted_at, excluded.contacts, excluded.attempts, excluded.told)
"""

DOORS = """
WITH counted AS (
  SELECT c.door_id, max(c.happened_at) FILTER (WHERE c.outcome = ANY (%(answered)s)) AS last_reached_at,
         max(c.happened_at) AS last_attempted_at
  FROM canvassing_conversation c
  WHERE c.constituency_id = %(seat)s AND c.is_current AND c.outcome <> 'withdrawn'
    AND c.door_id IS NOT NULL {of_these_d}
  GROUP BY c.door_id
), gone AS (
  DELETE FROM canvassing_doorsummary s
  WHERE s.constituency_id = %(seat)s {of_these_t}
    AND NOT EXISTS (SELECT FROM counted n WHERE n.door_id = s.door_id)
)
INSERT INTO canvassing_doorsummary AS kept (constituency_id, door_id, last_reached_at, last_attempted_at)
SELECT %(seat)s, door_id, last_reached_at, last_attempted_at FROM counted
ON CONFLICT (constituency_id, door_id) DO UPDATE SET
  last_reached_at = excluded.last_reached_at, last_attempted_at = excluded.last_attempted_at
WHERE (kept.last_reached_at, kept.last_attempted_at) IS DISTINCT FROM
      (excluded.last_reached_at, excluded.last_attempted_at)
"""


@dataclass(frozen=True)
class Touched:
    """Whose summaries a change of conversations concerns."""

    electors: tuple[UUID, ...] = ()
    doors: tuple[UUID, ...] = ()


def settle(constituency: int, fresh: Sequence[UUID]) -> Touched:
    """Decide anew which conversations stand, as far as these new ones can have changed it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"seat": constituency, "fresh": list(fresh)})
        electors, doors = cursor.fetchone()
    return Touched(tuple(electors or ()), tuple(doors or ()))


def refresh_summaries(constituency: int, touched: Touched | None = None) -> None:
    """Write the summaries of some electors and doors anew from their conversations; without any, of the seat.

    Costs three statements. Rows that would come out the same are not written.
    """
    if touched is not None and max(len(touched.electors), len(touched.doors)) > AT_ONCE:
        touched = None
    facts: dict[str, Any] = {
        "seat": constituency,
        "contacts": sorted(rules.CONTACTS),
        "answered": sorted(rules.HOUSEHOLD_CONTACTS),
    }
    if touched is not None:
        facts |= {"electors": list(touched.electors), "doors": list(touched.doors)}
    with connection.cursor() as cursor:
        for statement in (LATEST_INTENTIONS, CONTACTS, DOORS):
            cursor.execute(statement.format(**_narrowing(touched)), facts)


def _narrowing(touched: Touched | None) -> dict[str, str]:
    by_elector = {f"of_these_{of}": f"AND {of}.elector_id = ANY (%(electors)s::uuid[])" for of in "vlcs"}
    by_door = {
        "of_these_d": "AND c.door_id = ANY (%(doors)s::uuid[])",
        "of_these_t": "AND s.door_id = ANY (%(doors)s::uuid[])",
    }
    return dict.fromkeys(by_elector | by_door, "") if touched is None else by_elector | by_door


@transaction.atomic
def rebuild_summaries(*, constituencies: Iterable[int], by: Actor, at: datetime) -> int:
    """Make every summary of these seats anew from the conversations alone; gives the number of seats."""
    seats = sorted(constituencies)
    for seat in seats:
        refresh_summaries(seat)
    record(
        action=Action.CANVASSING_SUMMARY_REBUILD, purpose=by.purpose, by=by.person_id, at=at, count=len(seats)
    )
    return len(seats)
