"""Whom post from a list goes to: a household or an elector each, in the order in which a round delivers them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.lib.postcodes import compact, displayed
from hustings.paper.post.naming import Named
from hustings.targeting.lists.rules import Use
from hustings.targeting.lists.statement import among
from hustings.targeting.lists.using import Wanted, wanted_for
from hustings.targeting.models import SavedList

WITH_ADDRESS = """SELECT n.elector_id FROM register_registerentry n
WHERE n.constituency_id = %(seat)s AND n.closed_by_id IS NULL AND n.address_lines ~ '\\S'"""
NO_ADDRESS = f"(e.is_anonymous OR e.door_id IS NULL OR NOT {among(WITH_ADDRESS)})"
"""True of electors `e` to whom nothing can be posted: without a door, or without an address in the register."""

# A postman's round goes by postcode sector ("EX1 1"), then street by street, a side at a time.
ADDRESSED = """
SELECT e.seat_no, e.door_id, e.forenames, e.surname, n.address_lines, coalesce(nullif(d.postcode, ''), n.postcode)
FROM register_elector e
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = e.door_id
JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = d.street_id
JOIN register_registerentry n
  ON n.constituency_id = %(seat)s AND n.elector_id = e.id AND n.closed_by_id IS NULL
WHERE {on_it}
ORDER BY regexp_replace(coalesce(nullif(d.postcode, ''), n.postcode), '..$', '') COLLATE "C",
         s.name_key COLLATE "C", s.locality_key COLLATE "C", d.side, d.walk_key COLLATE "C", d.id,
         e.surname_key COLLATE "C", e.given_key COLLATE "C", e.seat_no
"""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom one label or letter goes: their names, the lines of the address, and their numbers in the seat."""

    people: list[Named]
    lines: tuple[str, ...]
    numbers: list[int] = field(default_factory=list)


def wanted_by_post(kept: SavedList, *, at: datetime) -> Wanted:
    """A list as it is asked for post: objectors, those held out and those without an address leave.

    Raises UnableToAsk where the list names what is gone.
    """
    return wanted_for(kept, Use.POST, at=at).without("no_address", NO_ADDRESS, instead_of="no_door")


def addressees_of(wanted: Wanted, *, together: bool) -> list[Addressee]:
    """Everybody wanted, in delivery order: those behind one door `together`, or each alone. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ADDRESSED.format(on_it=wanted.on_it), wanted.values)
        return _gathered(cursor.fetchall(), together=together)


def _gathered(rows: Iterable[tuple[Any, ...]], *, together: bool) -> list[Addressee]:
    found: dict[UUID | int, Addressee] = {}
    for number, door, forenames, surname, lines, postcode in rows:
        key = door if together else number
        if key not in found:
            found[key] = Addressee([], address_lines(lines, postcode))
        found[key].people.append(Named(forenames, surname))
        found[key].numbers.append(number)
    return list(found.values())


def address_lines(text: str, postcode: str) -> tuple[str, ...]:
    """The lines of a register's address as they stand on an envelope, the postcode last and once."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    kept = [line for line in dict.fromkeys(lines) if compact(line) != postcode or not postcode]
    return (*kept, *([displayed(postcode)] if postcode else ()))
