"""The difference between a file and the register: counts, and warnings for whoever decides whether to apply it."""

from collections.abc import Sequence
from typing import Any

from hustings.lib.markers import ANONYMOUS, OVERSEAS, stale_letters, unknown_in
from hustings.register.faults import Reason
from hustings.register.identity.raising import count_unsure_rows
from hustings.register.importing.by_district import COLUMNS, added_up, count_by_district
from hustings.register.importing.writing import count_leaving
from hustings.register.models import Import, ImportRefusal, Verdict
from hustings.register.querying import fetch
from hustings.register.staging.placing import PlacedDistrict
from hustings.register.staging.rows import MINE, MINE_AS_S
from hustings.register.staging.superseding import count_superseded

# More than this share of a district leaving at once is rather a file cut short than a migration.
LARGE_SHARE = 3

VERDICTS = f"SELECT verdict, count(*) FROM register_stagedrow WHERE {MINE} AND verdict <> '' GROUP BY verdict"
DOORS = f"""
SELECT count(DISTINCT (seat_id, address_key)), count(DISTINCT (seat_id, district_id, letters, street_key, locality_key))
FROM register_stagedrow WHERE {MINE} AND door_id IS NULL AND side <> '' AND change <> 'delete' AND NOT is_superseded
"""
MARKERS = f"SELECT DISTINCT markers FROM register_stagedrow WHERE {MINE}"
# Where a letter with an accent was lost on the way stands "?", or the sign for what could not be read.
ODDITIES = f"""
SELECT count(*) FILTER (WHERE position('?' in s.surname || s.forenames) > 0
                           OR position(chr(65533) in s.surname || s.forenames) > 0),
       count(*) FILTER (WHERE (s.side <> '' OR s.door_id IS NOT NULL) AND p.compact IS NULL),
       count(*) FILTER (WHERE s.attains_on > %(day)s),
       count(*) FILTER (WHERE position('{OVERSEAS}' in s.markers) > 0),
       count(*) FILTER (WHERE position('{ANONYMOUS}' in s.markers) > 0),
       count(*) FILTER (WHERE s.side = '' AND s.door_id IS NULL AND s.markers !~ '[{OVERSEAS}{ANONYMOUS}]')
FROM register_stagedrow s LEFT JOIN geography_postcode p ON p.compact = s.postcode
WHERE {MINE_AS_S} AND s.change <> 'delete' AND NOT s.is_superseded
"""
SIZES = """
SELECT constituency_id, letters, count(*) FROM register_registerentry
WHERE constituency_id = ANY (%(seats)s) AND closed_by_id IS NULL AND edition_id = ANY (%(editions)s) GROUP BY 1, 2
"""


def compare(
    run: Import, placed: Sequence[PlacedDistrict], parameters: dict[str, Any], counts: dict[str, int]
) -> None:
    """Count what the judged rows would do, in all and by district, and say what looks odd, as kind and numbers: both
    stand on the import afterwards, unsaved. `counts` is what is known already.
    """
    leaving = count_leaving(parameters)
    verdicts: dict[str, int] = dict(fetch(VERDICTS, parameters))
    run.by_district = count_by_district(parameters, leaving)
    total = added_up(run.by_district)
    new_doors, new_streets = fetch(DOORS, parameters)[0]
    lost_letters, unplaced, *notes = fetch(ODDITIES, {**parameters, "day": run.states_on})[0]
    run.counts = {
        **counts,
        "added": total["joined"],
        "closed": total["left"],
        **{column: total[column] for column in COLUMNS if column not in {"joined", "left"}},
        "amended": verdicts.get(Verdict.CHANGED, 0),
        "renewed": verdicts.get(Verdict.RENEWED, 0),
        "unchanged": verdicts.get(Verdict.SAME, 0),
        "gone_before": verdicts.get(Verdict.GONE, 0),
        "superseded": count_superseded(parameters),
        "doors_new": new_doors,
        "streets_new": new_streets,
        "districts_new": sum(one.is_new and one.seat in parameters["seats"] for one in placed),
        "unsure": count_unsure_rows(parameters),
        **dict(zip(("attainers", "overseas", "anonymous", "elsewhere"), notes, strict=True)),
    }
    odd = {
        "under age": _refused_as_under_age(run),
        "lost letters": lost_letters,
        "no coordinates": unplaced,
        "unsure": run.counts["unsure"],
    }
    run.warnings = _warnings(leaving, odd, parameters) + _letters(run, parameters)


def _refused_as_under_age(run: Import) -> int:
    refused = ImportRefusal.objects.filter(constituency_id=run.constituency_id, run=run)
    return refused.filter(reason=Reason.UNDER_AGE).count()


def _warnings(
    leaving: list[tuple[int, str, int]], odd: dict[str, int], parameters: dict[str, Any]
) -> list[dict[str, Any]]:
    sizes = {(seat, letters): count for seat, letters, count in fetch(SIZES, parameters)}
    found: list[dict[str, Any]] = [
        {"kind": "many leave", "letters": letters, "count": count, "of": sizes[seat, letters]}
        for seat, letters, count in leaving
        if count * LARGE_SHARE > sizes[seat, letters] and count > LARGE_SHARE
    ]
    found += [{"kind": kind, "count": count} for kind, count in odd.items() if count]
    return found


def _letters(run: Import, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Warn of markers that mean nothing known in this nation, and of those that should be gone by now."""
    borne = "".join(markers for (markers,) in fetch(MARKERS, parameters))
    nation, day = run.constituency.nation, run.edition.published_on
    told = {
        "unknown markers": unknown_in(borne, nation=nation, on=day),
        "stale markers": stale_letters(borne, nation=nation, on=day),
    }
    return [{"kind": kind, "letters": letters} for kind, letters in told.items() if letters]
