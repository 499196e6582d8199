"""Giving objections back to whom an import brought again, and keeping their hashes up with names and addresses."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from hustings.lib.uuid7 import uuid7
from hustings.register.models import Objection
from hustings.register.objections.keying import household_key, person_key
from hustings.register.querying import fetch

# Who came with an import and was not there before: whoever was kept their objection with their record.
BROUGHT = """
SELECT e.id, e.constituency_id, e.surname, e.forenames, e.door_id, coalesce(d.address_key, '')
FROM register_registerentry n
JOIN register_elector e ON e.constituency_id = n.constituency_id AND e.id = n.elector_id
LEFT JOIN register_door d ON d.constituency_id = e.constituency_id AND d.id = e.door_id
WHERE n.constituency_id = ANY (%(seats)s) AND n.opened_by_id = %(run)s AND NOT e.is_anonymous
  AND NOT EXISTS (SELECT FROM register_registerentry b
                  WHERE b.constituency_id = e.constituency_id AND b.elector_id = e.id AND b.opened_by_id <> %(run)s)
"""


def rekey_objections(*, constituencies: Sequence[int], electors: Sequence[UUID] | None = None) -> int:
    """Make the hashes of these seats, or of some of their electors, anew from today's names and addresses; returns
    how many had changed.

    After a marriage, a move, or a district's passing to another seat somebody is removed and brought back as they
    are now, not as they were when they objected. Whose record is gone keeps the last hash.
    """
    stale = []
    standing = Objection.objects.filter(constituency_id__in=list(constituencies), withdrawn_at=None)
    if electors is not None:
        standing = standing.filter(elector_id__in=electors)
    for objection in standing.select_related("elector__door", "door"):
        key = key_of(objection)
        if key is not None and key != bytes(objection.person_key):
            objection.person_key, objection.keyed_in = key, None
            objection.keyed_by = len(settings.SECRETS)
            stale.append(objection)
    Objection.objects.bulk_update(stale, ["person_key", "keyed_in", "keyed_by"], batch_size=1_000)
    return len(stale)


def key_of(objection: Objection) -> bytes | None:
    """The hash of whom an objection is about, as they are now; None where that record is gone."""
    seat, elector, door = objection.constituency_id, objection.elector, objection.door
    if objection.whole_household:
        return household_key(seat, door.address_key) if door else None
    if elector is None:
        return None
    # Without an address anybody of that name in the seat would be meant: only the same record is.
    address = elector.door.address_key if elector.door else str(elector.pk)
    return person_key(seat, elector.surname, elector.forenames, address)


def find_again(*, constituencies: Sequence[int], run_id: UUID) -> int:
    """Give lost objections to whom an import brought under the same hash; returns how many found somebody.

    Where two people of one name live at one address nobody could tell them apart, and both are left alone.
    """
    lost = [
        objection
        for objection in Objection.objects.filter(constituency_id__in=list(constituencies), withdrawn_at=None)
        if (objection.door_id if objection.whole_household else objection.elector_id) is None
    ]
    if not lost:
        return 0
    people, households = _brought(constituencies, run_id, {objection.keyed_in for objection in lost})
    found = 0
    for objection in lost:
        key = bytes(objection.person_key)
        if objection.whole_household and key in households:
            objection.door_id = households[key]
            objection.save(update_fields=["door"])
            found += 1
        elif not objection.whole_household and key in people:
            _give(objection, people[key])
            found += 1
    return found


Person = tuple[UUID, UUID | None]


def _brought(
    constituencies: Sequence[int], run_id: UUID, keyed_in: set[int | None]
) -> tuple[dict[bytes, list[Person]], dict[bytes, UUID]]:
    """Whom an import brought, under the hashes of their seat and of seats that a boundary change has left."""
    people: dict[bytes, list[Person]] = {}
    households: dict[bytes, UUID] = {}
    for elector, seat, surname, forenames, door, address in fetch(
        BROUGHT, {"seats": list(constituencies), "run": run_id}
    ):
        for known_in in {seat, *keyed_in} - {None}:
            people.setdefault(person_key(known_in, surname, forenames, address), []).append((elector, door))
            if door is not None:
                households[household_key(known_in, address)] = door
    return people, households


def _give(objection: Objection, people: list[Person]) -> None:
    (elector, door), *namesakes = people
    objection.elector_id, objection.door_id = elector, door
    objection.save(update_fields=["elector", "door"])
    said = {field.attname: getattr(objection, field.attname) for field in Objection._meta.concrete_fields}
    Objection.objects.bulk_create(
        Objection(**{**said, "id": uuid7(), "elector_id": elector, "door_id": door})
        for elector, door in namesakes
    )
