"""Postcodes: one compact form to store and compare, one form to show. Looks alone are judged, never existence."""

import re

LOOKS_LIKE = re.compile(r"(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)\d[ABD-HJLNP-UW-Z]{2}")
LONGEST = 12
NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Za-z]+")


def compact(text: str) -> str:
    """Reduce a postcode to capitals without a space ("ex1 1ae" -> "EX11AE"), or to "" if it does not look like one.

    Does not mend: an O typed for a nought stays wrong, because both can be right in another postcode.
    """
    # Most lines of an address are none, and need not be looked at letter by letter.
    if len(text) > LONGEST or text.isalpha():
        return ""
    squeezed = NOT_ALPHANUMERIC.sub("", text).upper()
    return squeezed if LOOKS_LIKE.fullmatch(squeezed) else ""


def displayed(compacted: str) -> str:
    """Write a compact postcode as people do, with the space before the last three: "EX11AE" -> "EX1 1AE"."""
    return f"{compacted[:-3]} {compacted[-3:]}" if len(compacted) > 3 else compacted
