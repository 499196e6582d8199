"""What a file says of members and supporters, read: numbers, addresses, consent. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hustings.lib.headings import heading_key

LONGEST_ADDRESS = 200
NOT_DIALLED = re.compile(r"[\s().\-/]+")
NATIONAL_DIGITS = 10
DIALLED = re.compile(r"\+?\d{9,15}", re.ASCII)
ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]{2,}")
YES = frozenset(
    map(heading_key, ("yes", "y", "true", "1", "x", "consent", "consented", "opted in", "opt in", "ie", "do"))
)


class Kind(StrEnum):
    """What somebody is to the organisation, as `models.Relation` names it."""

    MEMBER = "member"
    SUPPORTER = "supporter"
    VOLUNTEER = "volunteer"


class Reach(StrEnum):
    """A way of reaching somebody, as `models.Way` names it."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"


KINDS: dict[str, Kind] = {
    heading_key(word): kind
    for kind, words in {
        Kind.MEMBER: (
            "member",
            "full member",
            "paid member",
            "party member",
            "joint member",
            "youth member",
            "aelod",
        ),
        Kind.SUPPORTER: ("supporter", "registered supporter", "donor", "friend", "pledge", "cefnogwr"),
        Kind.VOLUNTEER: ("volunteer", "helper", "activist", "canvasser", "deliverer", "gwirfoddolwr"),
    }.items()
    for word in words
}
WAYS: dict[str, Reach] = {
    heading_key(word): way
    for way, words in {
        Reach.CALL: (
            "call",
            "calls",
            "phone",
            "phone call",
            "telephone",
            "telephone call",
            "landline",
            "by telephone call",
        ),
        Reach.TEXT: ("text", "texts", "sms", "text message", "by text message"),
        Reach.EMAIL: ("email", "e-mail", "mail", "by e-mail"),
    }.items()
    for word in words
}


class Fault(StrEnum):
    """Why a line of a file, or one detail of it, is not applied."""

    CONSENT_AHEAD = "consent ahead"
    CONSENT_DATE = "consent date"
    CONSENT_MISSING = "consent missing"
    CONSENT_TAKEN_BACK = "consent taken back"
    DATE = "date"
    DOUBTFUL = "doubtful"
    EMAIL = "email"
    ENDED = "ended"
    NOBODY = "nobody"
    NOTHING_SAID = "nothing said"
    NO_PLACE = "no place"
    NUMBER = "number"
    OTHER_NAME = "other name"
    RELATION = "relation"
    SEVERAL = "several"
    TELEPHONE = "telephone"
    TWO_NUMBERED = "two numbered"
    UNKNOWN_NUMBER = "unknown number"
    UNREADABLE = "unreadable"
    WAY = "way"


@dataclass(frozen=True)
class SaidDetail:
    """A number or address, the way it is for, and the day on which its owner agreed to that."""

    way: Reach
    value: str
    consented_on: date


def read_telephone(text: str) -> str:
    """Reduce a telephone number to its digits, "+44 (0)7700 900 123" to "07700900123"; "" where it is none.

    A spreadsheet takes the nought off the front of a number of this country, and the plus off "+44": both are put back.
    """
    digits = NOT_DIALLED.sub("", text.replace("(0)", ""))
    if not DIALLED.fullmatch(digits):
        return ""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("44") and len(digits) - 2 - (digits[2] == "0") == NATIONAL_DIGITS:
        digits = f"+{digits}"
    if digits.startswith("+44"):
        return f"0{digits[3:].lstrip('0')}"
    if len(digits) == NATIONAL_DIGITS and digits[0] in "1237":
        return f"0{digits}"
    return digits


def read_address(text: str) -> str:
    """Read an e-mail address, its host in small letters; "" where it is none."""
    address = text.strip().removeprefix("mailto:")
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return ""
    name, _at, host = address.rpartition("@")
    return f"{name}@{host.lower()}"


def read_value(way: str, text: str) -> str:
    """Read what a way needs: a telephone number, or an e-mail address; "" where it is none."""
    return read_address(text) if way == Reach.EMAIL else read_telephone(text)


def key_of(way: str, value: str) -> str:
    """What two spellings of one number or address have in common."""
    return value.casefold() if way == Reach.EMAIL else read_telephone(value) or value


def parted_name(name: str, surname: str, forenames: str) -> tuple[str, str]:
    """Surname and forenames, from columns of their own or from one: "Okafor, Grace" or "Grace Okafor"."""
    if surname or forenames or not name:
        return surname, forenames
    if "," in name:
        last, _comma, first = name.partition(",")
        return last.strip(), first.strip()
    first, _space, last = name.strip().rpartition(" ")
    return last, first
