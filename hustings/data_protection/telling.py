"""Telling the data-protection officer of an incident: by mail within minutes, without a word about who is on it."""

from datetime import datetime

from django.utils.translation import gettext as _

from hustings.access.scope import on_duty
from hustings.access.telling import addresses_of_holders
from hustings.audit.words import Action, Purpose
from hustings.data_protection.clock import Clock
from hustings.data_protection.models import Incident
from hustings.work.letters import hand_over

DUTY = "tell of incidents"


def tell_of_incidents(*, at: datetime) -> int:
    """Write to whoever decides incidents where one was opened; gives how many letters were handed over.

    Where no letter could be handed over it is tried again the next time.
    """
    letters = 0
    with on_duty(DUTY, action=Action.DATA_PROTECTION_INCIDENT_DECIDE, purpose=Purpose.ADMINISTRATION, at=at):
        for incident in Incident.objects.filter(is_told=False, constituency__isnull=False):
            sent = _tell(incident, at)
            letters += sent
            incident.is_told = sent > 0
            incident.save(update_fields=["is_told"])
    return letters


def _tell(incident: Incident, at: datetime) -> int:
    assert incident.constituency_id is not None
    words = {"incident": incident, "clock": Clock(incident.known_at, at)}
    subject, template = _("An incident was reported"), "data_protection/incident.txt"
    officers = addresses_of_holders(Action.DATA_PROTECTION_INCIDENT_DECIDE, seat=incident.constituency_id)
    return sum(hand_over(officer, subject, template, words) for officer in officers)
