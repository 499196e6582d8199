"""Objections: recorded at once, applied wherever somebody would be contacted, and found again after every import.

Direct marketing may be objected to at any time and the objection is absolute (UK GDPR, article 21(2) and (3)).
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.names import tokens
from hustings.register.models import Channel, Door, Elector, Objection
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


class UnableToRecordObjection(Exception):
    """The objection is not recorded. The message says why and what to do."""


def person_key(constituency: int, surname: str, forenames: str, address_key: str) -> bytes:
    """Make the keyed hash by which a person is found again: the words of the name in any order, at one address."""
    return _keyed(f"person|{constituency}|{' '.join(tokens(surname, forenames))}|{address_key}")


def household_key(constituency: int, address_key: str) -> bytes:
    """Make the keyed hash by which a household is found again."""
    return _keyed(f"household|{constituency}|{address_key}")


@transaction.atomic
def record_objection(
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    elector_id: UUID | None = None,
    door_id: UUID | None = None,
    channel: str,
    whole_household: bool = False,
    happened_at: datetime | None = None,
    source: str = "",
) -> Objection:
    """Record that an elector, or the whole household behind a door, is not to be contacted by a channel.

    A household may be named by its door alone. Recording the same again changes nothing and gives back the one
    that stands. Raises UnableToRecordObjection for somebody who is not there, a household without a door, or a
    channel that is none.
    """
    elector, door = _find(constituency, elector_id, door_id)
    if (
        channel not in Channel.values
        or (whole_household and door is None)
        or (elector is None and not whole_household)
    ):
        raise UnableToRecordObjection(
            _("Say by which channel, and whether one person or the household objects.")
        )
    address = door.address_key if door else ""
    key = household_key(constituency, address) if whole_household else _key_of(elector, address)
    standing = Objection.objects.filter(
        constituency_id=constituency, person_key=key, channel=channel, withdrawn_at=None
    ).first()
    if standing is not None:
        return standing
    objection = Objection.objects.create(
        constituency_id=constituency,
        elector=elector,
        door=door,
        channel=channel,
        whole_household=whole_household,
        happened_at=happened_at or at,
        recorded_at=at,
        recorded_by=by.person_id,
        source=source[:200],
        person_key=key,
    )
    mark_objections(constituencies=[constituency], electors=_ids(elector), doors=_ids(door))
    _note(Action.REGISTER_OBJECTION_RECORD, by, at, objection)
    return objection


@transaction.atomic
def withdraw_objection(*, by: Actor, at: datetime, constituency: int, objection_id: UUID) -> Objection:
    """End an objection at the wish of whoever made it. Ending it twice changes nothing.

    Raises UnableToRecordObjection where there is no such objection in the seat.
    """
    objection = Objection.objects.filter(constituency_id=constituency, pk=objection_id).first()
    if objection is None:
        raise UnableToRecordObjection(_("There is no such objection here any more."))
    if objection.withdrawn_at is None:
        objection.withdrawn_at, objection.withdrawn_by = at, by.person_id
        objection.save(update_fields=["withdrawn_at", "withdrawn_by"])
        mark_objections(
            constituencies=[constituency],
            electors=[objection.elector_id] if objection.elector_id else [],
            doors=[objection.door_id] if objection.door_id else [],
        )
        _note(Action.REGISTER_OBJECTION_WITHDRAW, by, at, objection)
    return objection


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


def _find(
    constituency: int, elector_id: UUID | None, door_id: UUID | None
) -> tuple[Elector | None, Door | None]:
    elector = door = None
    if elector_id is not None:
        elector = (
            Elector.objects.select_related("door").filter(constituency_id=constituency, pk=elector_id).first()
        )
        door = elector.door if elector else None
    elif door_id is not None:
        door = Door.objects.filter(constituency_id=constituency, pk=door_id).first()
    if elector is None and door is None:
        raise UnableToRecordObjection(
            _("There is no such elector or door here any more. Look for the street again.")
        )
    return elector, door


def _key_of(elector: Elector | None, address: str) -> bytes:
    if elector is None:
        raise UnableToRecordObjection(_("Say who objects, or that the whole household does."))
    return person_key(elector.constituency_id, elector.surname, elector.forenames, address or str(elector.pk))


def _keyed(text: str) -> bytes:
    secret = hashlib.sha256(f"hustings objections {settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(secret, text.encode(), "sha256")


def _ids(found: Elector | Door | None) -> list[UUID]:
    return [found.pk] if found is not None else []


def _note(action: Action, by: Actor, at: datetime, objection: Objection) -> None:
    record(
        action=action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=objection.constituency_id,
        place=f"objection {objection.id}",
        subjects=[objection.elector_id] if objection.elector_id else [],
        count=1,
        detail={"channel": objection.channel, "household": objection.whole_household},
    )
