"""The order in which doors are met on foot: up the odd side, back down the even side, then houses with a name only."""

import re
from enum import StrEnum

from hustings.lib.names import normalised

DIGITS = re.compile(r"\d+")
LARGEST = 99_999

# Storeys as they are climbed; what is no storey is sorted by its own letters and numbers after them.
CLIMBED = ("basement", "lower ground", "garden", "lower", "ground", "upper ground", "first", "second", "third",
           "fourth", "fifth", "upper", "attic", "top")  # fmt: skip


class Side(StrEnum):
    """Which side of its street a door stands on, as far as a number tells."""

    ODD = "odd"
    EVEN = "even"
    NAMED = "named"


def side_of(number: int | None) -> Side:
    """Tell the side from a house number; a house without one is `NAMED`."""
    if number is None:
        return Side.NAMED
    return Side.ODD if number % 2 else Side.EVEN


def walk_key(*, number: int | None, number_suffix: str = "", name: str = "", flat: str = "") -> str:
    """Make a text that sorts (byte by byte, C collation) the doors of one street into walking order.

    9, 9A and 9B follow each other on both sides; flats stand within their building, 2 before 10, ground floor
    before first. Numbers above 99,999 count as 99,999.
    """
    at = min(number or 0, LARGEST)
    side = side_of(number)
    position = LARGEST - at if side is Side.EVEN else at
    leg = {Side.ODD: "1", Side.EVEN: "2", Side.NAMED: "3"}[side]
    return "\t".join((leg, f"{position:05}", natural(number_suffix), natural(name), _flat_key(flat)))


def natural(text: str) -> str:
    """Pad every number in a text so that plain sorting puts 2 before 10. Case and punctuation do not count."""
    return DIGITS.sub(lambda found: found[0].lstrip("0").zfill(6), normalised(text))


def _flat_key(flat: str) -> str:
    words = normalised(flat)
    storey = next((f"{at:02}" for at, storey in enumerate(CLIMBED) if words.startswith(f"{storey} ")), "")
    # A space sorts before any letter or digit: the storeys come first and a house before its flats.
    return f" {storey} {natural(words)}" if storey else natural(words)
