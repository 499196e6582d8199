"""Who bears an elector number of an edition; and the number an elector has in a seat: dense, given once, never used
again. The log's row sets hold these.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from hustings.lib.elector_numbers import ElectorNumber
from hustings.register.models import Elector
from hustings.register.querying import fetch

# Two queries and not one condition: each half goes by an index of its own, of entries in force and of past ones.
BEARING = """
WITH wanted AS (
    SELECT * FROM unnest(%(letters)s::text[], %(numbers)s::int[], %(suffixes)s::int[]) w (letters, number, suffix)
), found AS (
    SELECT r.* FROM wanted w JOIN register_registerentry r
        ON r.constituency_id = %(seat)s AND r.edition_id = ANY (%(editions)s) AND r.letters = w.letters
        AND r.number = w.number AND r.suffix = w.suffix AND r.closed_by_id IS NULL
    UNION ALL
    SELECT r.* FROM wanted w JOIN register_registerentry r
        ON r.constituency_id = %(seat)s AND r.edition_id = ANY (%(editions)s) AND r.letters = w.letters
        AND r.number = w.number AND r.suffix = w.suffix AND r.closed_by_id <> r.opened_by_id
)
"""
NUMBERED = f"""
{BEARING}
SELECT DISTINCT e.constituency_id, e.seat_no FROM found f
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = f.elector_id
"""
BEARERS = f"""
{BEARING}
SELECT f.letters, f.number, f.suffix, e.id, e.seat_no, e.surname, e.forenames, f.surname, f.forenames,
       e.objects_to_scores
FROM found f JOIN register_elector e
    ON e.constituency_id = %(seat)s AND e.id = f.elector_id AND e.on_register AND NOT e.is_anonymous
"""


class Bearer(NamedTuple):
    """An elector, the number they bear in an edition, and the name that stood beside it there."""

    number: ElectorNumber
    id: UUID
    seat_no: int
    surname: str
    forenames: str
    printed_surname: str
    printed_forenames: str
    objects_to_scores: bool


def seat_numbers(constituency: int, electors: Iterable[UUID]) -> list[tuple[int, int]]:
    """Each elector's seat and number there, as far as the walls let them be seen. One query, none for nobody."""
    wanted = list(electors)
    found = Elector.objects.of_seat(constituency).filter(pk__in=wanted)
    return list(found.values_list("constituency_id", "seat_no")) if wanted else []


def seat_numbers_of(
    constituency: int, edition: UUID, bearing: Iterable[ElectorNumber]
) -> list[tuple[int, int]]:
    """The same of those who bear these elector numbers in an edition, or bore them. What nobody bore is left out."""
    return _fetch(NUMBERED, constituency, [edition], bearing)


def bearers_of(
    constituency: int, editions: Sequence[UUID], bearing: Iterable[ElectorNumber]
) -> Iterator[Bearer]:
    """Those on the register now who bear these elector numbers in some editions, or bore them; who is anonymous is left
    out. Two may have one number, of two councils or one after the other, and one may come twice. One query.
    """
    for letters, number, suffix, *rest in _fetch(BEARERS, constituency, editions, bearing):
        yield Bearer(ElectorNumber(letters, number, suffix), *rest)


def _fetch(
    statement: str, constituency: int, editions: Sequence[UUID], bearing: Iterable[ElectorNumber]
) -> list[tuple[Any, ...]]:
    wanted = sorted(set(bearing))
    if not wanted:
        return []
    return fetch(
        statement,
        {
            "seat": constituency,
            "editions": list(editions),
            "letters": [one.letters for one in wanted],
            "numbers": [one.number for one in wanted],
            "suffixes": [one.suffix for one in wanted],
        },
    )
