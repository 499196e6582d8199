"""Objections: recorded at once, applied wherever somebody would be contacted, and found again after every import.

Direct marketing may be objected to at any time and the objection is absolute (UK GDPR, article 21(2) and (3)).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.register.models import Channel, Door, Elector, Objection
from hustings.register.objections.heeding import mark_objections
from hustings.register.objections.keying import household_key, person_key


class UnableToRecordObjection(Exception):
    """The objection is not recorded. The message says why and what to do."""


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
    _refuse_unclear(elector, door, channel, whole_household=whole_household)
    address = door.address_key if door else ""
    objection, is_new = Objection.objects.get_or_create(
        constituency_id=constituency,
        person_key=household_key(constituency, address) if whole_household else _key_of(elector, address),
        channel=channel,
        withdrawn_at=None,
        # Two of one name at one door have one key: each of them may object.
        **({} if whole_household else {"elector": elector}),
        defaults={
            "elector": elector,
            "door": door,
            "whole_household": whole_household,
            "happened_at": happened_at or at,
            "recorded_at": at,
            "recorded_by": by.person_id,
            "source": source[:200],
        },
    )
    if is_new:
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


def _refuse_unclear(
    elector: Elector | None, door: Door | None, channel: str, *, whole_household: bool
) -> None:
    lacks_whom = door is None if whole_household else elector is None
    if channel not in Channel.values or lacks_whom:
        raise UnableToRecordObjection(
            _("Say by which channel, and whether one person or the household objects.")
        )


def _key_of(elector: Elector | None, address: str) -> bytes:
    assert elector is not None
    return person_key(elector.constituency_id, elector.surname, elector.forenames, address or str(elector.pk))


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
