"""Heeding objections: the flags by which objectors are left alone, and finding them again after an import."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from hustings.lib.names import tokens
from hustings.register.models import Channel, Objection
from hustings.register.querying import change, fetch

FLAGS = {
    "objects_at_door": Channel.DOOR,
    "objects_by_post": Channel.POST,
    "objects_by_phone": Channel.PHONE,
    "objects_by_email": Channel.EMAIL,
}
STANDING = """SELECT FROM register_objection o WHERE o.constituency_id = e.constituency_id AND o.withdrawn_at IS NULL
              AND (o.elector_id = e.id OR o.whole_household AND o.door_id = e.door_id)"""
MARK_ELECTORS = f"""
UPDATE register_elector e SET ({", ".join(FLAGS)}) = ROW (
    {", ".join(f"EXISTS ({STANDING} AND o.channel IN ('{channel}', '{Channel.ALL}'))" for channel in FLAGS.values())})
WHERE e.constituency_id = ANY (%(seats)s) AND (e.id = ANY (%(electors)s) OR e.door_id = ANY (%(doors)s))
"""
MARK_ENTRIES = """
UPDATE register_registerentry n SET objects_at_door = e.objects_at_door FROM register_elector e
WHERE e.constituency_id = ANY (%(seats)s) AND (e.id = ANY (%(electors)s) OR e.door_id = ANY (%(doors)s))
  AND n.constituency_id = e.constituency_id AND n.elector_id = e.id AND n.objects_at_door <> e.objects_at_door
"""
MARK_DOORS = f"""
UPDATE register_door d SET do_not_knock = EXISTS (
    SELECT FROM register_objection o WHERE o.constituency_id = d.constituency_id AND o.door_id = d.id
      AND o.whole_household AND o.withdrawn_at IS NULL AND o.channel IN ('{Channel.DOOR}', '{Channel.ALL}'))
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = ANY (%(doors)s)
"""
# Who came with an import: electors it opened an entry for, and their doors.
BROUGHT = """
SELECT e.id, e.constituency_id, e.surname, e.forenames, e.door_id, d.address_key
FROM register_registerentry n
JOIN register_elector e ON e.constituency_id = n.constituency_id AND e.id = n.elector_id
LEFT JOIN register_door d ON d.constituency_id = e.constituency_id AND d.id = e.door_id
WHERE n.constituency_id = ANY (%(seats)s) AND n.opened_by_id = %(run)s AND NOT e.is_anonymous
"""


def person_key(constituency: int, surname: str, forenames: str, address_key: str) -> bytes:
    """Make the keyed hash by which a person is found again: the words of the name in any order, at one address."""
    return _keyed(f"person|{constituency}|{' '.join(tokens(surname, forenames))}|{address_key}")


def household_key(constituency: int, address_key: str) -> bytes:
    """Make the keyed hash by which a household is found again."""
    return _keyed(f"household|{constituency}|{address_key}")


def mark_objections(
    *, constituencies: Sequence[int], electors: Iterable[UUID], doors: Iterable[UUID]
) -> None:
    """Derive the flags of electors, their entries and doors from the objections that stand."""
    parameters = {"seats": list(constituencies), "electors": list(electors), "doors": list(doors)}
    for statement in (MARK_ELECTORS, MARK_ENTRIES, MARK_DOORS):
        change(statement, parameters)


def reapply_objections(*, constituencies: Sequence[int], run_id: UUID) -> int:
    """Find objectors again among whom an import brought, and mark them and their doors; returns how many.

    An objector whose record was removed meanwhile is known by the keyed hash. Costs nothing where nobody objects.
    """
    standing = list(Objection.objects.filter(constituency_id__in=constituencies, withdrawn_at=None))
    if not standing:
        return 0
    lost: dict[bytes, list[Objection]] = {}
    for objection in standing:
        if objection.door_id is None if objection.whole_household else objection.elector_id is None:
            lost.setdefault(bytes(objection.person_key), []).append(objection)
    brought = fetch(BROUGHT, {"seats": list(constituencies), "run": run_id})
    if lost:
        _find_again(lost, brought)
    households = {
        objection.door_id for objection in standing if objection.whole_household and objection.door_id
    }
    mark_objections(
        constituencies=constituencies,
        electors=[objection.elector_id for objection in standing if objection.elector_id],
        doors=households,
    )
    return len(standing)


def _find_again(lost: dict[bytes, list[Objection]], brought: list[tuple[Any, ...]]) -> None:
    for elector, seat, surname, forenames, door, address in brought:
        known_address = address or ""
        for objection in lost.get(person_key(seat, surname, forenames, known_address), []):
            objection.elector_id, objection.door_id = elector, door
            objection.save(update_fields=["elector", "door"])
        for objection in lost.pop(household_key(seat, known_address), []) if door else []:
            objection.door_id = door
            objection.save(update_fields=["door"])


def _keyed(text: str) -> bytes:
    secret = hashlib.sha256(f"hustings objections {settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(secret, text.encode(), "sha256")
