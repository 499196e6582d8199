"""Whose rows these are: by elector number and name, or by name and place, as like as registers want it to be sure.
Whoever could be two people is nobody's until a person has said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from hustings.lib.elector_numbers import ElectorNumber
from hustings.lib.names import normalised
from hustings.register.finding.addresses import electors_at, streets_called
from hustings.register.finding.rules import AddressAsked, read_question
from hustings.register.identity.likeness import DESIGNATIONS
from hustings.register.identity.rules import CERTAIN, DOUBTFUL, MARGIN, Described, judge
from hustings.register.numbering import Bearer, bearers_of
from hustings.register.querying import fetch
from hustings.register.staging.agreeing import names_agree
from hustings.supporters.files.drafting import Said
from hustings.supporters.rules import Fault

AT_ONE_ADDRESS = 60
"""People at an address without a postcode: a house of flats is the most."""

KNOWN = "e.id, e.seat_no, e.surname, e.forenames"
IN_PLACE = f"""
SELECT {KNOWN}, d.postcode, concat_ws(' ', t.name_key, d.name, d.number, d.number_suffix, d.flat)
FROM register_door d
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.door_id = d.id AND e.on_register AND NOT e.is_anonymous
LEFT JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
WHERE d.constituency_id = %(seat)s AND {{place}}
"""
AT_POSTCODES = IN_PLACE.format(place="d.postcode = ANY (%(postcodes)s)")
OF_ELECTORS = IN_PLACE.format(place="e.id = ANY (%(electors)s)")


class Known(NamedTuple):
    """An elector as the register names them."""

    id: UUID
    seat_no: int
    surname: str
    forenames: str


class Placed(NamedTuple):
    """Somebody behind a door, with the words and numbers of its address."""

    known: Known
    premises: frozenset[str]


@dataclass(frozen=True)
class People:
    """Whoever may be meant by the rows of a file: by number, and by postcode."""

    seat: int
    numbered: dict[ElectorNumber, list[Bearer]]
    placed: dict[str, list[Placed]]


def match_people(seat: int, rows: Sequence[Said], editions: Sequence[UUID]) -> list[Known | Fault]:
    """Find each row's elector in a seat by the numbers of some editions and by place, or say why it is nobody's. Two
    queries, and two for each address that has no postcode.
    """
    people = People(seat, _numbered(seat, rows, editions), _placed(seat, rows))
    return [_match(row, people) for row in rows]


def _match(row: Said, people: People) -> Known | Fault:
    by_number = _by_number(row, people) if row.number else Fault.NO_PLACE
    if isinstance(by_number, Known) or not row.surname:
        return by_number
    by_place = _by_place(row, people)
    # Where a number is given, what is wrong with it says more than that nobody of the name lives there.
    return by_place if isinstance(by_place, Known) or not row.number else by_number


def _by_number(row: Said, people: People) -> Known | Fault:
    assert row.number is not None
    found = people.numbered.get(row.number, [])
    agreeing = [one for one in found if not row.surname or _agrees(row, one)]
    if not found:
        return Fault.UNKNOWN_NUMBER
    if not agreeing:
        return Fault.OTHER_NAME
    if len({one.id for one in agreeing}) > 1:
        return Fault.TWO_NUMBERED
    return Known(agreeing[0].id, agreeing[0].seat_no, agreeing[0].surname, agreeing[0].forenames)


def _agrees(row: Said, one: Bearer) -> bool:
    printed = names_agree(row.name, one.printed_surname, one.printed_forenames)
    return printed or names_agree(row.name, one.surname, one.forenames)


def _by_place(row: Said, people: People) -> Known | Fault:
    """The one who is certainly meant of those who live there; the next likest must be less like by a margin."""
    if row.postcode:
        there = people.placed.get(row.postcode, [])
        premises = _premises(row.address)
        weighed = [(_likeness(row, one, premises), one.known) for one in there]
    elif row.address:
        weighed = [
            (_likeness(row, one, frozenset()), one.known) for one in _at_address(row.address, people.seat)
        ]
    else:
        return Fault.NO_PLACE
    likely = sorted(((like, known) for like, known in weighed if like >= DOUBTFUL), key=lambda one: -one[0])
    if not likely:
        return Fault.NOBODY
    if len(likely) > 1 and likely[1][0] > likely[0][0] - MARGIN:
        return Fault.SEVERAL
    return likely[0][1] if likely[0][0] >= CERTAIN else Fault.DOUBTFUL


def _likeness(row: Said, one: Placed, premises: frozenset[str]) -> int:
    """How like a row is to somebody who lives there; one without an address is held against its whole postcode."""
    theirs = one.premises if premises else premises
    said = Described(row.surname, row.forenames, postcode="same", premises=premises)
    known = Described(one.known.surname, one.known.forenames, postcode="same", premises=theirs)
    return judge(said, known).likeness


def _numbered(seat: int, rows: Iterable[Said], editions: Sequence[UUID]) -> dict[ElectorNumber, list[Bearer]]:
    found = defaultdict(list)
    for one in bearers_of(seat, editions, (row.number for row in rows if row.number)):
        found[one.number].append(one)
    return found


def _placed(seat: int, rows: Iterable[Said]) -> dict[str, list[Placed]]:
    postcodes = sorted({row.postcode for row in rows if row.postcode and row.surname})
    found = defaultdict(list)
    for *known, postcode, words in (
        _fetched(AT_POSTCODES, seat=seat, postcodes=postcodes) if postcodes else ()
    ):
        found[postcode].append(Placed(Known(*known), _premises(words)))
    return found


def _at_address(address: str, seat: int) -> list[Placed]:
    """Whoever lives at an address as it is written, up to its town."""
    asked = next((one for one in read_question(address) if isinstance(one, AddressAsked)), None)
    if asked is None or (asked.number is None and not asked.flat):
        return []
    electors = electors_at(seat, asked, streets_called(seat, asked), AT_ONE_ADDRESS)
    found = _fetched(OF_ELECTORS, seat=seat, electors=electors) if electors else ()
    return [Placed(Known(*known), frozenset()) for *known, _postcode, _words in found]


def _fetched(statement: str, **parameters: Any) -> Iterator[tuple[Any, ...]]:
    yield from fetch(statement, parameters)


@lru_cache(maxsize=5_000)
def _premises(words: str) -> frozenset[str]:
    return frozenset(normalised(words).split()) - DESIGNATIONS
