"""The number an elector has in a seat: dense, given once, never used again. The log's row sets hold these."""

from collections.abc import Iterable
from uuid import UUID

from hustings.lib.elector_numbers import ElectorNumber
from hustings.register.models import Elector
from hustings.register.querying import fetch

# Two queries and not one condition: each half goes by an index of its own, of entries in force and of past ones.
NUMBERED = """
WITH wanted AS (
    SELECT * FROM unnest(%(letters)s::text[], %(numbers)s::int[], %(suffixes)s::int[]) w (letters, number, suffix)
), found AS (
    SELECT r.elector_id FROM wanted w JOIN register_registerentry r
        ON r.constituency_id = %(seat)s AND r.edition_id = %(edition)s AND r.letters = w.letters
        AND r.number = w.number AND r.suffix = w.suffix AND r.closed_by_id IS NULL
    UNION
    SELECT r.elector_id FROM wanted w JOIN register_registerentry r
        ON r.constituency_id = %(seat)s AND r.edition_id = %(edition)s AND r.letters = w.letters
        AND r.number = w.number AND r.suffix = w.suffix AND r.closed_by_id <> r.opened_by_id
)
SELECT e.constituency_id, e.seat_no FROM found f
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = f.elector_id
"""


def seat_numbers(constituency: int, electors: Iterable[UUID]) -> list[tuple[int, int]]:
    """Each elector's seat and number there, as far as the walls let them be seen. One query, none for nobody."""
    wanted = list(electors)
    found = Elector.objects.of_seat(constituency).filter(pk__in=wanted)
    return list(found.values_list("constituency_id", "seat_no")) if wanted else []


def seat_numbers_of(
    constituency: int, edition: UUID, bearing: Iterable[ElectorNumber]
) -> list[tuple[int, int]]:
    """The same of those who bear these elector numbers in an edition, or bore them. What nobody bore is left out."""
    wanted = sorted(set(bearing))
    if not wanted:
        return []
    return fetch(
        NUMBERED,
        {
            "seat": constituency,
            "edition": edition,
            "letters": [one.letters for one in wanted],
            "numbers": [one.number for one in wanted],
            "suffixes": [one.suffix for one in wanted],
        },
    )
