"""Sheet codes: eight characters that name one printed sheet and catch a slip of the eye or the hand.

Crockford's base 32 (no I, L, O, U), seven characters and a check over the field of 32 elements: each place
weighs differently, so one wrong character or any two exchanged never make another valid code.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
LOOKALIKES = str.maketrans("OIL", "011")
BODY = 7
CODES = 32**BODY

# The primitive polynomial x^5 + x^2 + 1: multiplying by x walks through all 31 elements but nought.
FIELD = 0b100101

SCANNED_TAIL = re.compile(r"\.(?P<version>\d{1,4})\.(?P<page>\d{1,4})")


class CodeFault(StrEnum):
    """What is wrong with a code that was typed or scanned."""

    LENGTH = "length"
    LETTERS = "letters"
    CHECK = "check"


class NotASheetCode(ValueError):
    """The text is no sheet's code; `fault` says why, `seen` what was understood of it."""

    def __init__(self, fault: CodeFault, seen: str) -> None:
        super().__init__(f"{fault}: {seen}")
        self.fault = fault
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Scan:
    """What was typed or scanned: a code such as "7K2M-9QXC", and from a QR code also its version and page."""

    code: str
    version: int | None = None
    page: int | None = None


def spell_code(number: int) -> str:
    """Write a number from 0 to 32**7 - 1 as a code: "XXXX-XXXX". Raises ValueError outside that range."""
    if not 0 <= number < CODES:
        raise ValueError(f"a sheet's number lies from 0 to {CODES - 1}, not {number}")
    body = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(BODY)))
    return _hyphened(body + _check(body))


def read_code(text: str) -> str:
    """Read a code as people write it and give it as "XXXX-XXXX": small letters, spaces, O for 0, I or L for 1.

    Raises NotASheetCode where it has not eight characters, holds others than the alphabet's or fails its check.
    """
    plain = re.sub(r"[\s\-–—]", "", text).upper().translate(LOOKALIKES)
    if set(plain) - set(ALPHABET):
        raise NotASheetCode(CodeFault.LETTERS, plain)
    if len(plain) != BODY + 1:
        raise NotASheetCode(CodeFault.LENGTH, plain)
    if _check(plain[:BODY]) != plain[BODY]:
        raise NotASheetCode(CodeFault.CHECK, _hyphened(plain))
    return _hyphened(plain)


def write_scan(address: str, code: str, *, version: int, page: int) -> str:
    """Write what a page's QR code holds: the keying page's address, the code, the version and the page."""
    return f"{address.rstrip('/')}/{code}.{version}.{page}"


def read_scan(text: str) -> Scan:
    """Read a typed code or all that a QR scanner typed. Raises NotASheetCode as `read_code` does."""
    last = re.split(r"[?#]", text.strip())[0].rstrip("/").rpartition("/")[2]
    tail = SCANNED_TAIL.search(last)
    if tail is None:
        return Scan(read_code(last))
    return Scan(read_code(last[: tail.start()]), int(tail["version"]), int(tail["page"]))


def _hyphened(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"


def _check(body: str) -> str:
    total = 0
    for letter in body:
        total = _doubled(total ^ VALUES[letter])
    return ALPHABET[total]


def _doubled(element: int) -> int:
    shifted = element << 1
    return shifted ^ FIELD if shifted & 32 else shifted
