"""What somebody records of one elector by hand: what they are to us, how they agreed to be reached, and its end."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.register.locking import take_turns
from hustings.register.models import Elector
from hustings.supporters.models import ContactDetail, Supporter
from hustings.supporters.rules import key_of, read_value


class UnableToRecordSupporter(Exception):
    """Nothing is recorded. The message says why and what to do."""


@transaction.atomic
def record_relation(
    *, elector: Elector, relation: str, since: date, source: str, by: Actor, at: datetime
) -> Supporter:
    """Record that an elector is a member, supporter or volunteer. Raises UnableToRecordSupporter."""
    _refuse(elector, since, at)
    if _theirs(Supporter, elector).filter(relation=relation, ended_on=None).exists():
        raise _recorded_already()
    made = Supporter.objects.create(
        elector=elector, relation=relation, since=since, source=source, **_recorded(elector, by, at)
    )
    _note(elector, "relation begun", by, at)
    return made


@transaction.atomic
def end_relation(*, elector: Elector, relation_id: UUID, by: Actor, at: datetime) -> None:
    """Record that an elector is that no more, from today. Raises UnableToRecordSupporter where it ended before."""
    standing = _theirs(Supporter, elector).filter(pk=relation_id, ended_on=None)
    if not standing.update(ended_on=timezone.localdate(at)):
        raise UnableToRecordSupporter(_("That had ended already. Nothing was changed."))
    _note(elector, "relation ended", by, at)


@transaction.atomic
def record_detail(
    *, elector: Elector, way: str, value: str, consented_on: date, source: str, by: Actor, at: datetime
) -> ContactDetail:
    """Record a number or address and the day on which its owner agreed to be reached there.

    Raises UnableToRecordSupporter: also where they took back their consent to this way on a later day.
    """
    _refuse(elector, consented_on, at)
    read = read_value(way, value)
    if not read:
        raise UnableToRecordSupporter(
            _("“%s” is no telephone number or e-mail address of that kind. Nothing was recorded.")
            % value[:40]
        )
    theirs = _theirs(ContactDetail, elector).filter(way=way)
    if any(key_of(way, one.value) == key_of(way, read) for one in theirs.filter(withdrawn_on=None)):
        raise _recorded_already()
    taken_back = theirs.filter(withdrawn_on__gt=consented_on).aggregate(day=Max("withdrawn_on"))["day"]
    if taken_back is not None:
        raise UnableToRecordSupporter(
            _(
                "They took back their consent to this on %s, which is later. Nothing was recorded; if they agreed "
                "anew, give the day on which they did."
            )
            % date_format(taken_back, "j F Y")
        )
    made = ContactDetail.objects.create(
        elector=elector,
        way=way,
        value=read,
        consented_on=consented_on,
        source=source,
        **_recorded(elector, by, at),
    )
    _note(elector, "consent given", by, at)
    return made


@transaction.atomic
def withdraw_detail(*, elector: Elector, detail_id: UUID, by: Actor, at: datetime) -> None:
    """Record that an elector takes back their consent, as of today. Raises UnableToRecordSupporter if they had."""
    standing = _theirs(ContactDetail, elector).filter(pk=detail_id, withdrawn_on=None)
    if not standing.update(withdrawn_on=timezone.localdate(at)):
        raise UnableToRecordSupporter(_("That consent had been taken back already. Nothing was changed."))
    _note(elector, "consent taken back", by, at)


Row = TypeVar("Row", Supporter, ContactDetail)


def _theirs(table: type[Row], elector: Elector) -> "QuerySet[Row]":
    """What stands and stood of an elector; whoever else would record something of the seat waits until this is done."""
    take_turns("supporters", elector.constituency_id)
    return table.objects.filter(constituency_id=elector.constituency_id, elector=elector)


def _recorded(elector: Elector, by: Actor, at: datetime) -> dict[str, Any]:
    return {"constituency_id": elector.constituency_id, "recorded_by": by.person_id, "recorded_at": at}


def _recorded_already() -> UnableToRecordSupporter:
    return UnableToRecordSupporter(_("That is recorded of them already. Nothing was changed."))


def _refuse(elector: Elector, day: date, at: datetime) -> None:
    if elector.is_anonymous:
        raise UnableToRecordSupporter(
            _("Of an anonymous elector nothing is kept but the number. Nothing was recorded.")
        )
    if day > timezone.localdate(at):
        raise UnableToRecordSupporter(
            _("That day has not come yet. Nothing was recorded; put the day right.")
        )


def _note(elector: Elector, step: str, by: Actor, at: datetime) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=elector.constituency_id,
        place=f"elector {elector.id}",
        count=1,
        electors=[elector],
        rule=step,
    )
