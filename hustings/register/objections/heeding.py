"""Heeding objections: the flags by which objectors are left alone, whatever else is not yet known about them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from hustings.register.models import Channel, Doubt
from hustings.register.objections.asking_about import ask_about_returned
from hustings.register.objections.finding_again import find_again, rekey_objections
from hustings.register.querying import change, fetch

FLAGS = {
    "objects_at_door": Channel.DOOR,
    "objects_by_post": Channel.POST,
    "objects_by_phone": Channel.PHONE,
    "objects_by_email": Channel.EMAIL,
    "objects_to_scores": Channel.SCORE,
}
ANY_OF = ", ".join(
    f"bool_or(channel IN ('{channel}', '{Channel.ALL}')) AS {flag}" for flag, channel in FLAGS.items()
)
# While nobody has said whether two electors are one person, the objection of either holds for both.
HELD = f"""
standing AS (
    SELECT o.constituency_id, o.elector_id, o.door_id, o.whole_household, o.channel FROM register_objection o
    WHERE o.constituency_id = ANY (%(seats)s) AND o.withdrawn_at IS NULL
), held AS (
    SELECT elector_id, channel FROM standing WHERE elector_id IS NOT NULL
    UNION SELECT e.id, o.channel FROM standing o
    JOIN register_elector e ON e.constituency_id = o.constituency_id AND e.door_id = o.door_id
    WHERE o.whole_household
    UNION SELECT t.elector_id, o.channel FROM standing o
    JOIN register_doubt t ON t.constituency_id = o.constituency_id AND t.earlier_id = o.elector_id
    WHERE t.state = '{Doubt.State.OPEN}'
    UNION SELECT t.earlier_id, o.channel FROM standing o
    JOIN register_doubt t ON t.constituency_id = o.constituency_id AND t.elector_id = o.elector_id
    WHERE t.state = '{Doubt.State.OPEN}'
), flags AS (
    SELECT elector_id, {ANY_OF}
    FROM held GROUP BY elector_id
)"""
WHOM = "e.constituency_id = ANY (%(seats)s) AND (e.id = ANY (%(electors)s) OR e.door_id = ANY (%(doors)s))"
SAID = ", ".join(f"coalesce(f.{flag}, false) AS {flag}" for flag in FLAGS)
MARK_ELECTORS = f"""
WITH {HELD}
UPDATE register_elector x SET ({", ".join(FLAGS)}) = ROW ({", ".join(f"said.{flag}" for flag in FLAGS)})
FROM (SELECT e.id, {SAID} FROM register_elector e LEFT JOIN flags f ON f.elector_id = e.id WHERE {WHOM}) AS said
WHERE x.constituency_id = ANY (%(seats)s) AND x.id = said.id
  AND ({", ".join(f"x.{flag}" for flag in FLAGS)}) <> ({", ".join(f"said.{flag}" for flag in FLAGS)})
"""
MARK_ENTRIES = f"""
UPDATE register_registerentry n SET objects_at_door = e.objects_at_door FROM register_elector e
WHERE {WHOM} AND n.constituency_id = e.constituency_id AND n.elector_id = e.id
  AND n.objects_at_door <> e.objects_at_door
"""
MARK_DOORS = f"""
UPDATE register_door d SET do_not_knock = EXISTS (
    SELECT FROM register_objection o WHERE o.constituency_id = d.constituency_id AND o.door_id = d.id
      AND o.whole_household AND o.withdrawn_at IS NULL AND o.channel IN ('{Channel.DOOR}', '{Channel.ALL}'))
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = ANY (%(doors)s)
"""
LINKED = f"""
SELECT t.elector_id FROM register_doubt t
WHERE t.constituency_id = ANY (%(seats)s) AND t.state = '{Doubt.State.OPEN}' AND t.earlier_id = ANY (%(electors)s)
UNION SELECT t.earlier_id FROM register_doubt t
WHERE t.constituency_id = ANY (%(seats)s) AND t.state = '{Doubt.State.OPEN}' AND t.elector_id = ANY (%(electors)s)
"""
# Whoever is marked now is looked at again too: they may have moved from a household that objects.
OBJECTORS = f"""
SELECT o.elector_id FROM register_objection o
WHERE o.constituency_id = ANY (%(seats)s) AND o.withdrawn_at IS NULL AND o.elector_id IS NOT NULL
UNION SELECT e.id FROM register_elector e
WHERE e.constituency_id = ANY (%(seats)s) AND ({" OR ".join(f"e.{flag}" for flag in FLAGS)})
"""
HOUSEHOLDS = """
SELECT o.door_id FROM register_objection o WHERE o.constituency_id = ANY (%(seats)s) AND o.withdrawn_at IS NULL
  AND o.whole_household AND o.door_id IS NOT NULL
UNION SELECT d.id FROM register_door d WHERE d.constituency_id = ANY (%(seats)s) AND d.do_not_knock
"""


def mark_objections(
    *, constituencies: Sequence[int], electors: Iterable[UUID], doors: Iterable[UUID]
) -> None:
    """Derive the flags of electors, their entries and doors from the objections that stand.

    With them those who are perhaps the same people, as long as nobody has decided.
    """
    parameters: dict[str, Any] = {
        "seats": list(constituencies),
        "electors": list(electors),
        "doors": list(doors),
    }
    parameters["electors"] += [elector for (elector,) in fetch(LINKED, parameters)]
    for statement in (MARK_ELECTORS, MARK_ENTRIES, MARK_DOORS):
        change(statement, parameters)


def reapply_objections(*, constituencies: Sequence[int], run_id: UUID | None = None) -> int:
    """Bring every objection of these seats to where its person or household is now; returns how many electors it
    concerned.

    An objector whose record was removed is found again among whom the import `run_id` brought. To be called after
    whatever changes names, addresses or electors. Costs next to nothing where nobody objects.
    """
    seats = {"seats": list(constituencies)}
    if run_id is not None:
        find_again(constituencies=constituencies, run_id=run_id)
        ask_about_returned(constituencies=constituencies, run_id=run_id)
    rekey_objections(constituencies=constituencies)
    electors = [elector for (elector,) in fetch(OBJECTORS, seats)]
    doors = [door for (door,) in fetch(HOUSEHOLDS, seats)]
    if electors or doors:
        mark_objections(constituencies=constituencies, electors=electors, doors=doors)
    return len(electors)
