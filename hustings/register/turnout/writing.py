"""Writing to the register what was keyed of a district, and taking it back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.lib.markers import ABSENT
from hustings.register.models import AbsentVote, KeyedMark, MarkedBatch, Turnout
from hustings.register.querying import NEW_ID, change, clock_digits, fetch
from hustings.register.turnout.batches import FIRST, SETTLED, UnableToKeyTurnout, differences_of, marks_of
from hustings.register.turnout.locking import lock_turnout

POSTAL_KINDS = f"('{AbsentVote.Kind.POSTAL}', '{AbsentVote.Kind.PROXY_POSTAL}')"
IN_SEAT = "constituency_id = %(seat)s"

# The district's people as the edition lists them, each with how they were marked, if they were; of a number that was
# given again the last who had it. Postal voters have no ballot at the station and nobody else has a pack to return.
LISTED = f"""
SELECT DISTINCT ON (n.elector_id) n.elector_id, k.method,
    position('{ABSENT}' in n.markers) > 0 OR EXISTS (
        SELECT FROM register_absentvote v WHERE v.{IN_SEAT} AND v.elector_id = n.elector_id
          AND v.kind IN {POSTAL_KINDS}) AS votes_by_post,
    EXISTS (SELECT FROM register_absentvote v WHERE v.{IN_SEAT} AND v.elector_id = n.elector_id
          AND v.kind <> '{AbsentVote.Kind.POSTAL}') AS has_proxy
FROM (SELECT DISTINCT ON (number, suffix) * FROM register_registerentry
      WHERE {IN_SEAT} AND edition_id = %(edition)s AND letters = %(letters)s
        AND closed_by_id IS DISTINCT FROM opened_by_id
      ORDER BY number, suffix, closed_by_id IS NOT NULL, id DESC) AS n
LEFT JOIN unnest(%(numbers)s::int[], %(suffixes)s::int[], %(methods)s::text[]) AS k (number, suffix, method)
    ON (k.number, k.suffix) = (n.number, n.suffix)
ORDER BY n.elector_id, k.method IS NULL
"""
SAID = f"""
SELECT elector_id, coalesce(method, %(method)s) AS method, method IS NOT NULL AS voted FROM ({LISTED}) AS listed
WHERE method IS NOT NULL OR CASE %(method)s WHEN '{Turnout.Method.STATION}' THEN NOT votes_by_post
    WHEN '{Turnout.Method.POSTAL}' THEN votes_by_post ELSE has_proxy END
"""
SUPERSEDE = f"""
UPDATE register_turnout t SET superseded_by = %(batch)s FROM ({SAID}) AS said
WHERE t.{IN_SEAT} AND t.elector_id = said.elector_id AND t.election_id = %(election)s AND t.superseded_by IS NULL
  AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = said.method AND t.voted <> said.voted
"""
WRITE = f"""
INSERT INTO register_turnout
    (id, constituency_id, elector_id, election_id, voted, method, source, batch_id, recorded_by, recorded_at)
SELECT {NEW_ID}, %(seat)s, said.elector_id, %(election)s, said.voted, said.method,
    '{Turnout.Source.MARKED_REGISTER}', %(batch)s, %(by)s, %(at)s
FROM ({SAID}) AS said WHERE NOT EXISTS (
    SELECT FROM register_turnout t WHERE t.{IN_SEAT} AND t.elector_id = said.elector_id
      AND t.election_id = %(election)s AND t.superseded_by IS NULL
      AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = said.method)
"""
REPLACED = f"""
SELECT count(*) FROM register_turnout WHERE {IN_SEAT} AND batch_id = %(batch)s AND superseded_by IS NOT NULL
"""
FORGET_WRITTEN = f"DELETE FROM register_turnout WHERE {IN_SEAT} AND batch_id = %(batch)s"
LET_STAND = f"UPDATE register_turnout SET superseded_by = NULL WHERE {IN_SEAT} AND superseded_by = %(batch)s"


def write_batch(batch: MarkedBatch, by: Actor, at: datetime) -> None:
    """Write who voted and who did not, as the batch says; what the same list said before is replaced."""
    # A file of the same list may be applied at this moment.
    lock_turnout([batch.constituency_id])
    marks = _agreed(batch)
    parameters: dict[str, Any] = {
        "seat": batch.constituency_id,
        "edition": batch.edition_id,
        "election": batch.election_id,
        "letters": batch.letters,
        "method": batch.method,
        "batch": batch.id,
        "clock": clock_digits(at),
        "by": by.person_id,
        "at": at,
        "numbers": [mark.number for mark in marks],
        "suffixes": [mark.suffix for mark in marks],
        "methods": [mark.method for mark in marks],
    }
    change(SUPERSEDE, parameters)
    change(WRITE, parameters)


def take_back(batch: MarkedBatch) -> None:
    """Delete what a batch wrote; what it had replaced stands again. Raises UnableToKeyTurnout."""
    lock_turnout([batch.constituency_id])
    parameters = {"seat": batch.constituency_id, "batch": batch.id}
    if fetch(REPLACED, parameters)[0][0]:
        raise UnableToKeyTurnout(
            _("What it said was replaced by something later. Take that back first; nothing was changed.")
        )
    change(FORGET_WRITTEN, parameters)
    change(LET_STAND, parameters)


def _agreed(batch: MarkedBatch) -> list[KeyedMark]:
    """The marks to write: what one person keyed alone, or what both have with what was settled between them."""
    first = marks_of(batch, FIRST)
    if not batch.twice:
        return first
    disputed = {one.number for one in differences_of(batch)}
    return [mark for mark in first if mark.whole not in disputed] + marks_of(batch, SETTLED)
