"""Mail to an invented person: only who has the one copy they stand on can have written it, so an incident is opened.

Nothing of the letter is kept, not even who sent it: it may come from somebody who was written to without their fault.
"""

from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import BinaryIO

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.scope import on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.copies.models import Copy
from hustings.data_protection.incidents import Breach, open_incident
from hustings.data_protection.models import Decision, Incident, IncidentKind

DUTY = "read mail to invented people"
MOST_BYTES = 256 * 1024
"""Of a letter only so much is read: its heading."""
RECIPIENTS = ("delivered-to", "x-original-to", "to", "cc")
MOST_RECIPIENTS = 200


def recipients_in(letter: BinaryIO) -> list[str]:
    """Whom a letter is for, from its heading alone; none where that cannot be read."""
    head, _blank, _body = letter.read(MOST_BYTES).replace(b"\r\n", b"\n").partition(b"\n\n")
    parsed = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    lines = [str(line) for name in RECIPIENTS for line in parsed.get_all(name, [])]
    return [address for _name, address in getaddresses(lines)[:MOST_RECIPIENTS] if "@" in address]


def note_mail(recipients: Iterable[str], *, at: datetime) -> list[Copy]:
    """Open an incident for each copy one of whose invented people is written to; gives those copies.

    A copy that has its incident already gets a note in it. The officer is told within a minute, as of any incident.
    """
    written_to = sorted({recipient.strip().lower() for recipient in recipients})
    with on_duty(DUTY, action=Action.COPIES_COPY_TRACE, purpose=Purpose.OVERSIGHT, at=at) as by:
        found = Copy.objects.filter(canaries__mailbox__in=written_to).distinct().order_by("id")
        copies = list(found)
        for copy in copies:
            record(
                action=by.action,
                purpose=by.purpose,
                by=None,
                at=at,
                constituency=copy.constituency_id,
                place=f"copy {copy.id}",
                rule="an invented person was written to",
            )
    if copies:
        opening = Action.DATA_PROTECTION_INCIDENT_OPEN
        with on_duty(DUTY, action=opening, purpose=Purpose.ADMINISTRATION, at=at) as by:
            for copy in copies:
                _note_in_incident(copy, by, at)
    return copies


def _note_in_incident(copy: Copy, by: Actor, at: datetime) -> None:
    moment = date_format(localtime(at), "j F Y, H:i")
    said = _("On %s somebody wrote to an address that stands on this copy alone.") % moment
    known = Incident.objects.select_for_update().filter(copy_id=copy.id).first()
    if known is not None:
        Decision.objects.create(
            incident=known,
            constituency_id=known.constituency_id,
            what=Decision.What.NOTE,
            reason=said,
            by=None,
            at=at,
        )
        return
    breach = Breach(
        kind=IncidentKind.CANARY,
        title=_("%(number)s was used by somebody: %(title)s") % {"number": copy.number, "title": copy.title},
        what_happened=said,
        known_at=at,
        people=copy.people,
        copy_id=copy.id,
        constituency=copy.constituency_id,
    )
    open_incident(breach, by=by, at=at)
