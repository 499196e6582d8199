"""What marks one copy of the records: an order of its own, and invented people that no other copy has. Pure.

The order follows from a key that belongs to the copy, so that it is written down nowhere and found again at any time.
"""

import hashlib
import hmac
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from uuid import UUID

from hustings.lib.names import normalised

Item = TypeVar("Item")

FEWEST = 6
"""Six invented people show a leak of a third of a copy with 91 % certainty (1 - (1 - 1/3)^6); see LEAK-06."""

TREES = ("Alder", "Aspen", "Bracken", "Cedar", "Clover", "Damson", "Elder", "Fern", "Gorse", "Hawthorn", "Heather",
    "Hornbeam", "Juniper", "Larch", "Laurel", "Medlar", "Myrtle", "Quince", "Rowan", "Sorrel", "Tansy", "Yarrow",
)  # fmt: skip
WAYS = ("Close", "Court", "Drive", "Gardens", "Mews", "Rise", "Terrace", "View", "Walk", "Way")
FINAL = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that end a postcode."""
TRIES = 400


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist, at a door that does not exist."""

    forenames: str
    surname: str
    house: int
    street: str
    postcode: str
    number: int
    mailbox: str


@dataclass(frozen=True)
class Real:
    """What invented people must look like, and must not be: `names`, as forenames and surname, and `postcodes` are
    mixed; `taken` names, `streets` and `known` postcodes are real in the seat, also beyond the copy.
    """

    names: Sequence[tuple[str, str]]
    taken: frozenset[str]
    streets: frozenset[str]
    postcodes: Sequence[str]
    known: frozenset[str]
    highest_number: int


def key_of(secret: str, copy: UUID) -> bytes:
    """The key of one copy's order."""
    return hmac.new(secret.encode(), b"hustings copy order " + copy.bytes, hashlib.sha256).digest()


def in_order_of(key: bytes, items: Iterable[tuple[UUID, Item]]) -> list[tuple[UUID, Item]]:
    """Put rows in the order that belongs to a key: as good as chance, and the same at any time."""
    return sorted(items, key=lambda item: hmac.digest(key, item[0].bytes, "sha256"))


def how_many(rows: int) -> int:
    """How many invented people a copy of so many rows has: six, or one in a hundred."""
    return max(FEWEST, math.ceil(rows / 100))


def invent(real: Real, *, count: int, host: str, random: Random) -> list[Invented]:
    """Make people up out of the seat's own names, in streets and under postcodes that it does not have.

    None has the name of anybody real there. Raises ValueError where the seat has too few names to mix.
    """
    taken = set(real.taken) | {normalised(f"{forenames} {surname}") for forenames, surname in real.names}
    made: list[Invented] = []
    for _try in range(TRIES * count):
        if len(made) == count:
            break
        forenames, surname = random.choice(real.names)[0], random.choice(real.names)[1]
        if not forenames or not surname or normalised(f"{forenames} {surname}") in taken:
            continue
        taken.add(normalised(f"{forenames} {surname}"))
        made.append(_somewhere(forenames, surname, real, host, random, place=len(made)))
    if len(made) < count:
        raise ValueError("too few different names to make people up from")
    return made


def _somewhere(
    forenames: str, surname: str, real: Real, host: str, random: Random, *, place: int
) -> Invented:
    street = _unknown(lambda: f"{random.choice(TREES)} {random.choice(WAYS)}", real.streets)
    postcode = (
        _unknown(lambda: _postcode_like(random.choice(real.postcodes), random), real.known)
        if real.postcodes
        else ""
    )
    mailbox = f"{_bare(forenames)}.{_bare(surname)}.{random.randrange(16**5):05x}@{host}"
    number = real.highest_number + 1 + place + random.randrange(3)
    return Invented(forenames, surname, random.randrange(1, 60), street, postcode, number, mailbox)


def _unknown(draw: Callable[[], str], known: frozenset[str]) -> str:
    """Draw until it is something that the seat does not have."""
    for _try in range(TRIES):
        found = draw()
        if found not in known and found.upper() not in known:
            return found
    raise ValueError("everything that could be made up is real here")


def _postcode_like(real: str, random: Random) -> str:
    return f"{real[:-2]}{random.choice(FINAL)}{random.choice(FINAL)}"


def _bare(name: str) -> str:
    return re.sub("[^a-z]", "", normalised(name)) or "x"
