"""A seat of invented electors, copies of its records, and crops of them as somebody might leak them."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from hustings.copies.marking import how_many, in_order_of, key_of
from hustings.copies.matching import Issued, Roll

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FORENAMES = [
    f"{a}{b}{c}"
    for a in ("Al", "Be", "Ca", "Da", "El", "Fi", "Ga", "Ha")
    for b in "aeiou"
    for c in ("n", "ra", "lyn")
]
SURNAMES = [f"{a}{b}{c}" for a in ("Mar", "Tol", "Win", "Ken", "Hol", "Pem", "Har", "Cor", "Ash", "Bel")
    for b in ("a", "e", "i", "o") for c in ("ton", "ley", "ford", "by", "wick", "ham", "worth")]  # fmt: skip


@dataclass(frozen=True)
class Leak:
    """Some rows of a copy, as they turned up."""

    copy: UUID
    names: list[str]


def make_seat(random: Random, *, people: int) -> Roll:
    """Electors whose names are as alike as on a real register: many a name is borne by several."""
    return Roll(
        {
            UUID(int=random.getrandbits(128)): f"{random.choice(FORENAMES)} {random.choice(SURNAMES)}"
            for _each in range(people)
        }
    )


def issue_copies(roll: Roll, random: Random, *, count: int, people: int) -> list[Issued]:
    """Copies of the records of one seat, most of them overlapping, each with its order and its invented people."""
    everybody = list(roll.people)
    copies = []
    for _each in range(count):
        first = random.randrange(len(everybody) - people + 1)
        copy = UUID(int=random.getrandbits(128))
        invented = {
            UUID(int=random.getrandbits(128)): f"{random.choice(FORENAMES)} {random.choice(SURNAMES)}son"
            for _one in range(how_many(people))
        }
        copies.append(
            Issued(copy, frozenset(everybody[first : first + people]), key_of("secret", copy), invented)
        )
    return copies


def crop(copy: Issued, roll: Roll, random: Random, *, rows: int = 20) -> Leak:
    """Twenty rows in a row, names alone: shuffled, some turned round, some with a slip, invented people taken out.

    Whoever leaks may know the invented people: the order alone must do.
    """
    assert copy.key is not None
    ordered = in_order_of(copy.key, [(person, None) for person in (*copy.people, *copy.invented)])
    first = random.randrange(len(ordered) - rows + 1)
    taken = [person for person, _none in ordered[first : first + rows] if person in copy.people]
    names = [_touched(roll.people[person], random) for person in taken]
    random.shuffle(names)
    return Leak(copy.id, names)


def _touched(name: str, random: Random) -> str:
    """One name in three is turned round, one in four has a letter wrong."""
    if random.random() < 0.25:
        place = random.randrange(len(name))
        name = name[:place] + random.choice(LETTERS) + name[place + 1 :]
    forename, _space, surname = name.partition(" ")
    return f"{surname}, {forename}" if random.random() < 0.33 else name
