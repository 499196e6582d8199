"""Incidents: opened by whoever notices, the people affected counted at once; decided by the data-protection officer.

UK GDPR, articles 33 and 34: the Information Commissioner within 72 hours unless a risk is unlikely, the people affected
where the risk is high, and every decision written down.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.copies.models import Copy, CopyState
from hustings.copies.settling import UnableToSettleCopy, change_copy
from hustings.data_protection.models import Decision, Incident, IncidentKind


class UnableToReportLoss(Exception):
    """No incident was opened; the message says why and what to do."""


class UnableToDecideIncident(Exception):
    """Nothing was decided; the message says why and what to do."""


@dataclass(frozen=True)
class Breach:
    """What somebody noticed: in their words, and since when it is known."""

    kind: IncidentKind
    title: str
    what_happened: str
    known_at: datetime
    people: int = 0
    copy_id: UUID | None = None
    constituency: int | None = None


def report_loss(*, copy_id: UUID, what_happened: str, by: Actor, at: datetime) -> Incident:
    """Say that a copy is lost: it is lost on the register from now on, and an incident with its people is open.

    A loss reported twice is one incident. Raises UnableToReportLoss where nothing is said of what happened, or the
    copy is not out.
    """
    if not what_happened.strip():
        raise UnableToReportLoss(_("Say in a sentence what happened. Nothing was reported yet."))
    with transaction.atomic():
        known = Incident.objects.filter(copy_id=copy_id).first()
        if known is not None:
            return known
        try:
            copy, _has_changed = change_copy(copy_id=copy_id, state=CopyState.LOST, by=by, at=at)
        except UnableToSettleCopy as refusal:
            raise UnableToReportLoss(str(refusal)) from refusal
        return open_incident(_breach_of(copy, what_happened, at), by=by, at=at)


def open_incident(breach: Breach, *, by: Actor, at: datetime) -> Incident:
    """Open an incident, in the caller's transaction. Its clock runs from when the breach is known."""
    incident = Incident.objects.create(
        kind=breach.kind,
        constituency_id=breach.constituency,
        copy_id=breach.copy_id,
        title=breach.title[:300],
        what_happened=breach.what_happened.strip(),
        people=breach.people,
        known_at=breach.known_at,
        opened_at=at,
        opened_by=by.person_id,
    )
    _note(incident, by, at, rule="opened")
    return incident


def decide(*, incident: UUID, what: str, reason: str, by: Actor, at: datetime) -> Decision:
    """Add a decision with its reason. The first report to the regulator keeps its time, and so does the first notice.

    Raises UnableToDecideIncident without a reason, for a decision that is none, on a closed incident, and where it
    would be closed before it is decided whether the regulator and the people are told.
    """
    if what not in Decision.What.values or not reason.strip():
        raise UnableToDecideIncident(_("Choose what was decided and say why. Nothing was written down."))
    with transaction.atomic():
        found = Incident.objects.select_for_update().filter(pk=incident).first()
        if found is None or found.closed_at is not None:
            raise UnableToDecideIncident(_("This incident is closed. Nothing was written down."))
        if what == Decision.What.CLOSED and not _is_decided(found):
            raise UnableToDecideIncident(
                _(
                    "Decide first whether the Information Commissioner and the people affected are told. It stays open."
                )
            )
        made = Decision.objects.create(
            incident=found,
            constituency_id=found.constituency_id,
            what=what,
            reason=reason.strip(),
            by=by.person_id,
            at=at,
        )
        _keep_time(found, what, at)
        _note(found, by, at, rule=what)
    return made


def _breach_of(copy: Copy, what_happened: str, at: datetime) -> Breach:
    return Breach(
        kind=IncidentKind.LOST_COPY,
        title=_("%(number)s lost: %(title)s") % {"number": copy.number, "title": copy.title},
        what_happened=what_happened,
        known_at=at,
        people=copy.people,
        copy_id=copy.id,
        constituency=copy.constituency_id,
    )


def _is_decided(incident: Incident) -> bool:
    made = set(incident.decisions.values_list("what", flat=True))
    regulator = made & {Decision.What.REGULATOR, Decision.What.NO_REGULATOR}
    people = made & {Decision.What.TOLD, Decision.What.NOT_TOLD}
    return bool(regulator and people)


def _keep_time(incident: Incident, what: str, at: datetime) -> None:
    field = {
        Decision.What.REGULATOR: "regulator_at",
        Decision.What.TOLD: "told_at",
        Decision.What.CLOSED: "closed_at",
    }.get(Decision.What(what))
    if field is not None and getattr(incident, field) is None:
        setattr(incident, field, at)
        incident.save(update_fields=[field])


def _note(incident: Incident, by: Actor, at: datetime, *, rule: str) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=incident.constituency_id,
        place=f"incident {incident.id}",
        count=incident.people,
        rule=rule,
    )
