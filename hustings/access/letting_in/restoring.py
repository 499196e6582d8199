"""The way back in where every key has run out: at the machine's own console, for who held one, with a reason."""

from datetime import datetime
from uuid import UUID

from hustings.access.letting_in.granting import UnableToGrant, call, refusing
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose


def restore_keys(*, email: str, reason: str, at: datetime) -> UUID:
    """Give a month to what ran out of a former key-holder's; gives the person's id.

    Where one person is the whole organisation nobody else could renew it. Refused while anybody holds the keys,
    for whoever never held them or had theirs ended, and without a reason.
    """
    if not reason.strip():
        raise UnableToGrant("Nothing was changed. Say why: --reason '…'")
    with refusing("Nothing was changed: somebody holds the keys still, or this person has never held them."):
        person: UUID = call("SELECT access.restore_keys(%s, %s)", [email, reason.strip()[:300]])
        record(
            action=Action.ACCESS_GRANT_RENEW,
            purpose=Purpose.ADMINISTRATION,
            by=None,
            at=at,
            subjects=[person],
            rule="restored at the console",
        )
    return person
