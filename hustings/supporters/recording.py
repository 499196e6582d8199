"""What somebody records of one elector by hand: what they are to us, how they agreed to be reached, and its end."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
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
    _refuse_anonymous(elector)
    _refuse_ahead(since, at)
    theirs = Supporter.objects.filter(
        constituency_id=elector.constituency_id, elector=elector, relation=relation
    )
    if theirs.filter(ended_on=None).exists():
        raise UnableToRecordSupporter(_("That is recorded of them already. Nothing was changed."))
    made = Supporter.objects.create(
        constituency_id=elector.constituency_id,
        elector=elector,
        relation=relation,
        since=since,
        source=source,
        recorded_by=by.person_id,
        recorded_at=at,
    )
    _note(elector, "relation begun", by, at)
    return made


@transaction.atomic
def end_relation(*, elector: Elector, relation_id: UUID, by: Actor, at: datetime) -> None:
    """Record that an elector is that no more, from today. Raises UnableToRecordSupporter where it ended before."""
    standing = Supporter.objects.filter(
        constituency_id=elector.constituency_id, elector=elector, ended_on=None
    )
    if not standing.filter(pk=relation_id).update(ended_on=timezone.localdate(at)):
        raise UnableToRecordSupporter(_("That had ended already. Nothing was changed."))
    _note(elector, "relation ended", by, at)


@transaction.atomic
def record_detail(
    *, elector: Elector, way: str, value: str, consented_on: date, source: str, by: Actor, at: datetime
) -> ContactDetail:
    """Record a number or address and the day on which its owner agreed to be reached there.

    Raises UnableToRecordSupporter: also where they took back their consent to this way on a later day.
    """
    _refuse_anonymous(elector)
    _refuse_ahead(consented_on, at)
    read = read_value(way, value)
    if not read:
        raise UnableToRecordSupporter(
            _("“%s” is no telephone number or e-mail address of that kind. Nothing was recorded.")
            % value[:40]
        )
    theirs = ContactDetail.objects.filter(constituency_id=elector.constituency_id, elector=elector, way=way)
    if any(key_of(way, one.value) == key_of(way, read) for one in theirs.filter(withdrawn_on=None)):
        raise UnableToRecordSupporter(_("That is recorded of them already. Nothing was changed."))
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
        constituency_id=elector.constituency_id,
        elector=elector,
        way=way,
        value=read,
        consented_on=consented_on,
        source=source,
        recorded_by=by.person_id,
        recorded_at=at,
    )
    _note(elector, "consent given", by, at)
    return made


@transaction.atomic
def withdraw_detail(*, elector: Elector, detail_id: UUID, by: Actor, at: datetime) -> None:
    """Record that an elector takes back their consent, as of today. Raises UnableToRecordSupporter if they had."""
    standing = ContactDetail.objects.filter(
        constituency_id=elector.constituency_id, elector=elector, withdrawn_on=None
    )
    if not standing.filter(pk=detail_id).update(withdrawn_on=timezone.localdate(at)):
        raise UnableToRecordSupporter(_("That consent had been taken back already. Nothing was changed."))
    _note(elector, "consent taken back", by, at)


def _refuse_anonymous(elector: Elector) -> None:
    if elector.is_anonymous:
        raise UnableToRecordSupporter(
            _("Of an anonymous elector nothing is kept but the number. Nothing was recorded.")
        )


def _refuse_ahead(day: date, at: datetime) -> None:
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
