"""The difference between a file and the register: counts, and warnings for whoever decides whether to apply it."""

from collections.abc import Sequence
from typing import Any

from hustings.lib.markers import unknown_letters
from hustings.register.identity.raising import count_unsure_rows
from hustings.register.importing.writing import count_leaving
from hustings.register.models import Import, Verdict
from hustings.register.querying import fetch
from hustings.register.staging.placing import PlacedDistrict
from hustings.register.staging.rows import MINE, MINE_AS_S

# More than this share of a district leaving at once is rather a file cut short than a migration.
LARGE_SHARE = 3

VERDICTS = f"""
SELECT s.verdict, count(*),
       count(*) FILTER (WHERE (n.surname, n.forenames) IS DISTINCT FROM (s.surname, s.forenames)),
       count(*) FILTER (WHERE n.door_id IS DISTINCT FROM s.door_id)
FROM register_stagedrow s
LEFT JOIN register_registerentry n ON n.constituency_id = s.seat_id AND n.id = s.entry_id
WHERE {MINE_AS_S} GROUP BY s.verdict
"""
DOORS = f"""
SELECT count(DISTINCT (seat_id, address_key)), count(DISTINCT (seat_id, district_id, letters, street_key, locality_key))
FROM register_stagedrow WHERE {MINE} AND door_id IS NULL AND side <> '' AND change <> 'delete'
"""
MARKERS = f"SELECT DISTINCT markers FROM register_stagedrow WHERE {MINE}"
ODDITIES = f"""
SELECT count(*) FILTER (WHERE position('?' in s.surname || s.forenames) > 0
                           OR position(chr(65533) in s.surname || s.forenames) > 0),
       count(*) FILTER (WHERE s.side = ''), count(*) FILTER (WHERE s.side <> '' AND p.compact IS NULL)
FROM register_stagedrow s LEFT JOIN geography_postcode p ON p.compact = s.postcode
WHERE {MINE_AS_S} AND s.change <> 'delete'
"""
SIZES = """
SELECT letters, count(*) FROM register_registerentry WHERE constituency_id = ANY (%(seats)s) AND closed_by_id IS NULL
  AND edition_id = ANY (%(editions)s) GROUP BY letters
"""


def compare(
    run: Import, placed: Sequence[PlacedDistrict], parameters: dict[str, Any], counts: dict[str, int]
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Count what the judged rows would do, and say what looks odd: counts, then warnings as kind and numbers."""
    leaving = count_leaving(parameters)
    verdicts = {verdict: numbers for verdict, *numbers in fetch(VERDICTS, parameters)}

    def number(*wanted: Verdict, column: int = 0) -> int:
        return sum(int(verdicts[verdict][column]) for verdict in wanted if verdict in verdicts)

    kept = (Verdict.RENEWED, Verdict.CHANGED)
    new_doors, new_streets = fetch(DOORS, parameters)[0]
    difference = {
        **counts,
        "added": number(Verdict.NEW),
        "returned": number(Verdict.RETURNED),
        "amended": number(Verdict.CHANGED),
        "renewed": number(Verdict.RENEWED),
        "renamed": number(*kept, column=1),
        "moved": number(*kept, column=2),
        "unchanged": number(Verdict.SAME),
        "closed": number(Verdict.CLOSED) + sum(count for _letters, count in leaving),
        "gone_before": number(Verdict.GONE),
        "doors_new": new_doors,
        "streets_new": new_streets,
        "districts_new": sum(one.is_new and one.seat in parameters["seats"] for one in placed),
        "unsure": count_unsure_rows(parameters),
    }
    return difference, _warnings(leaving, parameters, difference["unsure"])


def _warnings(
    leaving: list[tuple[str, int]], parameters: dict[str, Any], unsure: int
) -> list[dict[str, Any]]:
    sizes: dict[str, int] = dict(fetch(SIZES, parameters))
    lost_letters, nowhere, unplaced = fetch(ODDITIES, parameters)[0]
    unknown = "".join(
        sorted({letter for (text,) in fetch(MARKERS, parameters) for letter in unknown_letters(text)})
    )
    found: list[dict[str, Any]] = [
        {"kind": "many leave", "letters": letters, "count": count, "of": sizes[letters]}
        for letters, count in leaving
        if count * LARGE_SHARE > sizes[letters] and count > LARGE_SHARE
    ]
    simple = {
        "lost letters": lost_letters,
        "no address": nowhere,
        "no coordinates": unplaced,
        "unsure": unsure,
    }
    found += [{"kind": kind, "count": count} for kind, count in simple.items() if count]
    if unknown:
        found.append({"kind": "unknown markers", "letters": unknown})
    return found
