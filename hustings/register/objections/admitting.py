"""How an objection that a stopped sender sent is taken in: whole, and at once."""

from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import ADMITTERS, Admitter, UnableToAdmit
from hustings.audit.words import Action
from hustings.register.models import Channel
from hustings.register.objections.objecting import UnableToRecordObjection, record_objection


def admit_objection(*, kept: Quarantined, by: Actor, at: datetime, objections_only: bool = False) -> int:
    """Record that an elector, or their household, asks not to be contacted. Recording it twice changes nothing."""
    form, elector = QueryDict(bytes(kept.sent)), resolve(kept.path).kwargs.get("elector")
    try:
        record_objection(
            by=by,
            at=at,
            constituency=kept.constituency_id,
            elector_id=elector if isinstance(elector, UUID) else None,
            # What cannot be read is taken for the most that somebody could have asked.
            channel=form.get("channel", "") if form.get("channel") in Channel.values else Channel.ALL,
            whole_household=bool(form.get("whole_household")),
            happened_at=kept.arrived_at,
            source=form.get("source", ""),
        )
    except UnableToRecordObjection as refusal:
        raise UnableToAdmit(str(refusal)) from refusal
    return 1


def describe_objection(_kept: Quarantined) -> str:
    return _("An objection, recorded at once")


ADMITTERS[Action.REGISTER_OBJECTION_RECORD] = Admitter(admit_objection, describe_objection, "register:object")
