"""What a district's electors last told us, counted beforehand, and counted afresh wherever that has grown old.

A district's tallies carry a hash of the answers they were made of, with electors and streets. Whoever reads compares
it with the district as it is now, so that an import, an undo or a line just keyed in is never overlooked.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from hustings.canvassing.models import DistrictMark, DistrictTally
from hustings.lib.uuid7 import uuid7

# One pass over what we know, summed in three ways: by street and answer, by answer before and now, by day.
FRESH = """
SELECT CASE WHEN GROUPING(e.street_id) = 0 THEN 'answer' WHEN GROUPING(l.code_id) = 0 THEN 'movement' ELSE 'day' END,
       e.district_id, e.street_id, l.election_kind, l.code_id, l.previous_code_id,
       (l.happened_at AT TIME ZONE 'Europe/London')::date, count(*)
FROM canvassing_latestintention l
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = l.elector_id
WHERE l.constituency_id = %(seat)s AND e.on_register {within}
GROUP BY GROUPING SETS ((e.district_id, e.street_id, l.election_kind, l.code_id),
                        (e.district_id, l.election_kind, l.code_id, l.previous_code_id),
                        (e.district_id, l.election_kind, (l.happened_at AT TIME ZONE 'Europe/London')::date))
"""

KEPT = """
SELECT way, district_id, street_id, election_kind, code_id, NULL::uuid, NULL::date, electors
FROM canvassing_districttally
WHERE constituency_id = %(seat)s AND way = 'answer' AND district_id = ANY (%(districts)s::uuid[])
UNION ALL
SELECT way, NULL, NULL, election_kind, code_id, previous_code_id, said_on, sum(electors)::int
FROM canvassing_districttally
WHERE constituency_id = %(seat)s AND way <> 'answer' AND district_id = ANY (%(districts)s::uuid[])
GROUP BY way, election_kind, code_id, previous_code_id, said_on
"""

KEEP = """
INSERT INTO canvassing_districttally
  (id, constituency_id, way, district_id, street_id, election_kind, code_id, previous_code_id, said_on, electors)
SELECT unnest(%(ids)s::uuid[]), %(seat)s, unnest(%(way)s::text[]), unnest(%(district)s::uuid[]),
  unnest(%(street)s::uuid[]), unnest(%(kind)s::text[]), unnest(%(code)s::uuid[]), unnest(%(before)s::uuid[]),
  unnest(%(day)s::date[]), unnest(%(electors)s::int[])
"""
COLUMNS = ("way", "district", "street", "kind", "code", "before", "day", "electors")


ANSWER, DAY = str(DistrictTally.Way.ANSWER), str(DistrictTally.Way.DAY)
FINGERPRINT_BITS = (1 << 63) - 1


class Tally(NamedTuple):
    """So many electors last told us this; what a way of counting leaves out is None."""

    way: str
    district: Any
    street: UUID | None
    kind: str
    code: Any
    before: UUID | None
    day: Any
    electors: int


def fingerprint_of(part: UUID, told: int | None) -> int:
    """Mix the hash of what a street's electors told us with the street; 0 where nobody told us anything."""
    return (told or 0) * (part.int | 1) & FINGERPRINT_BITS


def tallies_of(constituency: int, fingerprints: Mapping[UUID, int]) -> Iterator[Tally]:
    """Give the tallies of districts, kept ones where their hash is still right and fresh ones elsewhere.

    `fingerprints` are those of the districts as they are now. Two or three statements.
    """
    marks = DistrictMark.objects.filter(constituency_id=constituency, district_id__in=list(fingerprints))
    kept = dict(marks.values_list("district_id", "fingerprint"))
    fresh = [district for district, fingerprint in fingerprints.items() if kept.get(district) == fingerprint]
    old = fingerprints.keys() - set(fresh)
    if fresh:
        yield from _ask(KEPT, seat=constituency, districts=fresh)
    if old:
        yield from count_afresh(constituency, old)


def count_afresh(constituency: int, districts: Iterable[UUID]) -> list[Tally]:
    """Count what the electors of some districts last told us, from the electors themselves."""
    within = "AND e.district_id = ANY (%(districts)s::uuid[])"
    return _ask(FRESH.format(within=within), seat=constituency, districts=list(districts))


def count_street_afresh(constituency: int, street: UUID) -> list[Tally]:
    """Count what the electors of one street last told us."""
    return _ask(FRESH.format(within="AND e.street_id = %(street)s"), seat=constituency, street=street)


def _ask(statement: str, **facts: Any) -> list[Tally]:
    with connection.cursor() as cursor:
        # A seat's groups need more memory than a small server gives a statement; without it they go to the disk.
        cursor.execute("SET LOCAL work_mem = '32MB'")
        cursor.execute(statement, facts)
        return [Tally._make(row) for row in cursor.fetchall()]


@transaction.atomic
def keep_tallies(constituency: int, fingerprints: Mapping[UUID, int]) -> int:
    """Count anew the districts whose tallies are old and keep what was counted; gives how many those were."""
    marks = DistrictMark.objects.filter(constituency_id=constituency).values_list(
        "district_id", "fingerprint"
    )
    kept = dict(marks)
    old = [district for district, fingerprint in fingerprints.items() if kept.get(district) != fingerprint]
    gone = [*old, *(kept.keys() - fingerprints.keys())]
    with connection.cursor() as cursor:
        for table in ("canvassing_districttally", "canvassing_districtmark"):
            cursor.execute(
                f"DELETE FROM {table} WHERE constituency_id = %s AND district_id = ANY (%s::uuid[])",
                [constituency, gone],
            )
        if old:
            counted = count_afresh(constituency, old)
            facts: dict[str, Any] = {name: [getattr(each, name) for each in counted] for name in COLUMNS}
            cursor.execute(KEEP, facts | {"seat": constituency, "ids": [uuid7() for _each in counted]})
    DistrictMark.objects.bulk_create(
        DistrictMark(constituency_id=constituency, district_id=district, fingerprint=fingerprints[district])
        for district in old
    )
    return len(old)
