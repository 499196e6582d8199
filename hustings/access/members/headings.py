"""What the columns and the words of a membership system mean. Pure.

Headings of CiviCRM, NationBuilder and the party systems that follow them, reduced to their letters; anything else is
said once with `--map COLUMN=FIELD`.
"""

from collections.abc import Iterable
from enum import StrEnum

from hustings.access.members.faults import UnableToReadFeed
from hustings.lib.headings import heading_key
from hustings.organisation.models import MembershipStatus


class Field(StrEnum):
    """What a line of a feed tells."""

    NUMBER = "number"
    EMAIL = "email"
    NAME = "name"
    STATUS = "status"
    UNIT = "unit"
    JOINED = "joined"
    EXPIRES = "expires"


HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        *("membernumber", "membershipnumber", "memberno", "membershipno", "memberid", "membershipid"),
        *(
            "externalidentifier",
            "externalid",
            "constituentid",
            "nationbuilderid",
            "civicrmid",
            "rhifaelodaeth",
        ),
    ),
    Field.EMAIL: ("email", "emailaddress", "email1", "primaryemail", "preferredemail", "ebost"),
    Field.NAME: ("name", "fullname", "displayname", "membername", "enw"),
    Field.STATUS: ("status", "membershipstatus", "memberstatus", "membershipstate", "statws"),
    Field.UNIT: (
        *("unit", "branch", "localparty", "constituency", "constituencyname", "clp", "association"),
        *("chapter", "ward", "wardname", "wardcode", "cangen", "etholaeth"),
    ),
    Field.JOINED: ("joined", "joindate", "datejoined", "membersince", "membershipstartdate", "startdate"),
    Field.EXPIRES: (
        *("expires", "expirydate", "expireson", "enddate", "membershipexpirationdate", "renewaldate"),
        *("paiduntil", "membershipenddate"),
    ),
}

STATUSES: dict[str, tuple[str, ...]] = {
    MembershipStatus.ACTIVE: ("active", "current", "member", "paid", "paidup", "new", "ok", "live", "joined"),
    MembershipStatus.LAPSED: ("lapsed", "expired", "arrears", "inarrears", "overdue", "grace", "unpaid"),
    MembershipStatus.RESIGNED: ("resigned", "resignation", "left", "withdrawn", "cancelled", "canceled"),
    MembershipStatus.EXPELLED: ("expelled", "excluded", "autoexcluded", "autoexclusion", "expulsion"),
    MembershipStatus.MOVED: (
        "moved",
        "movedparty",
        "movedtoanotherparty",
        "joinedanotherparty",
        "otherparty",
    ),
    MembershipStatus.DIED: ("died", "deceased", "dead"),
}
_STATUS_OF = {word: status for status, words in STATUSES.items() for word in words}


def understand(headings: Iterable[str], said: Iterable[str] = ()) -> dict[Field, int]:
    """Find which column holds what, by its heading or as it was said: `COLUMN=FIELD`.

    Raises UnableToReadFeed where nothing says who somebody is, or how their membership stands.
    """
    keys = [heading_key(heading) for heading in headings]
    found: dict[Field, int] = {}
    for field, words in HEADINGS.items():
        at = next((keys.index(word) for word in words if word in keys), None)
        if at is not None:
            found[field] = at
    for mapping in said:
        column, _sign, name = mapping.rpartition("=")
        if heading_key(column) not in keys or name not in list(Field):
            raise UnableToReadFeed(
                f"“{mapping}” names no column of this file, or no field: COLUMN=FIELD, with {', '.join(Field)}."
            )
        found[Field(name)] = keys.index(heading_key(column))
    if Field.STATUS not in found or not {Field.NUMBER, Field.EMAIL} & found.keys():
        raise UnableToReadFeed(
            "No column says how a membership stands, or none says whose it is (a number or an e-mail address). "
            "Say which does: --map COLUMN=status. Nothing was kept."
        )
    return found


def status_of(word: str) -> str | None:
    """The status that a word of the membership system means; None for one that is not known."""
    return _STATUS_OF.get(heading_key(word))
