"""Rows of a file to constituencies: by polling district where the officer's are known, else by its postcodes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.geography.models import DistrictPlacement, Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.models import Import
from hustings.register.querying import change, fetch
from hustings.register.staging.properties import FLAT, settle_uprns
from hustings.register.staging.rows import MINE, MINE_AS_S


@dataclass(frozen=True)
class PlacedDistrict:
    """A polling district of the file and where it lies. One that geography does not know gets its id in advance."""

    letters: str
    seat: int
    ward: int | None
    id: UUID = field(default_factory=uuid7)
    is_new: bool = True


COUNCILS = f"""
SELECT p.council_id, count(*), min(s.line), min(s.postcode) FROM register_stagedrow s
JOIN geography_postcode p ON p.compact = s.postcode
WHERE {MINE_AS_S} AND s.fault = '' AND p.council_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC
"""
AREAS = f"""
SELECT s.letters, p.constituency_id, p.ward_id, count(*) FROM register_stagedrow s
JOIN geography_postcode p ON p.compact = s.postcode
WHERE {MINE_AS_S} AND s.fault = '' AND p.constituency_id IS NOT NULL AND s.letters <> ALL (%(known)s)
GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3
"""
SEATS_OF_KNOWN = f"""
SELECT s.letters, p.constituency_id, count(*) FROM register_stagedrow s
JOIN geography_postcode p ON p.compact = s.postcode
WHERE {MINE_AS_S} AND s.fault = '' AND p.constituency_id IS NOT NULL AND s.letters = ANY (%(known)s) GROUP BY 1, 2
"""
LETTERS = f"SELECT DISTINCT letters, district_id FROM register_stagedrow WHERE {MINE} AND fault = ''"
# A property that is spelt otherwise is the same door still, unless its number is another.
DOORS_BY_UPRN = f"""
SELECT constituency_id, uprn, {FLAT.format("")} AS flat_key, min(number) AS number, (array_agg(id))[1] AS id
FROM register_door WHERE constituency_id = ANY (%(seat_ids)s::int[]) AND uprn IS NOT NULL
GROUP BY 1, 2, 3 HAVING count(*) = 1
"""
# Rows are placed and their doors looked for in one pass: rewriting 75,000 rows costs more than finding them.
PLACE = f"""
UPDATE register_stagedrow s SET seat_id = found.seat, district_id = found.district, door_id = found.door,
                                elector_id = NULL, entry_id = NULL, verdict = ''
FROM (SELECT r.id, m.seat, m.district, coalesce(u.id, d.id) AS door
      FROM register_stagedrow r
      JOIN unnest(%(letters)s::text[], %(seat_ids)s::int[], %(district_ids)s::uuid[]) AS m (letters, seat, district)
        ON m.letters = r.letters
      LEFT JOIN register_door d ON d.constituency_id = m.seat AND d.address_key = r.address_key AND r.side <> ''
      LEFT JOIN ({DOORS_BY_UPRN}) AS u ON u.constituency_id = m.seat AND u.uprn = nullif(r.uprn, '')::bigint
        AND u.flat_key = {FLAT.format("r.")} AND r.side <> '' AND (u.number = r.house OR (u.number = r.house) IS NULL)
      WHERE r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.fault = ''
        AND NOT r.is_known) AS found
WHERE s.id = found.id
"""
NOWHERE = f"""
UPDATE register_stagedrow SET fault = '{Reason.NO_SEAT}', fault_column = %(letters_column)s
WHERE {MINE} AND fault = '' AND seat_id IS NULL
"""
OUTSIDE = f"DELETE FROM register_stagedrow WHERE {MINE} AND fault = '' AND seat_id <> ALL (%(reach)s)"


def districts_elsewhere(placed: Iterable[PlacedDistrict], parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Warn of known districts most of whose postcodes lie in another constituency than the district does.

    The rows still go where the district is known to lie: a change of boundaries is a decision, not a guess.
    """
    known = [one for one in placed if not one.is_new]
    left = _seats_left(known)
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for letters, seat, count in fetch(
        SEATS_OF_KNOWN, {**parameters, "known": [one.letters for one in known]}
    ):
        counted[letters][seat] = count
    found = []
    for one in known:
        of = counted[one.letters].total()
        seat, count = counted[one.letters].most_common(1)[0] if of else (one.seat, 0)
        if seat != one.seat and count * 2 > of and (one.id, seat) not in left:
            found.append((one.letters, seat, count, of))
    names = Place.objects.in_bulk({seat for _letters, seat, _count, _of in found})
    return [
        {
            "kind": "district elsewhere",
            "letters": letters,
            "there": str(names[seat]),
            "count": count,
            "of": of,
        }
        for letters, seat, count, of in found
    ]


def _seats_left(districts: Iterable[PlacedDistrict]) -> set[tuple[UUID, int]]:
    """The seats that districts lay in before: postcodes go on saying so for a while, and it means nothing."""
    before = DistrictPlacement.objects.filter(
        district__in=[one.id for one in districts], is_proposed=False, ends_on__isnull=False
    )
    return set(before.values_list("district_id", "constituency_id"))


def refuse_another_council(run: Import, parameters: dict[str, Any]) -> None:
    """Raise UnableToReadFile where most postcodes of the file lie in another council than the officer's."""
    found = fetch(COUNCILS, parameters)
    total = sum(count for _council, count, _line, _postcode in found)
    if not found or found[0][0] == run.edition.officer_id or found[0][1] * 2 <= total:
        return
    council, count, line, postcode = found[0]
    raise UnableToReadFile(
        _(
            "%(count)d of %(total)d postcodes lie in %(there)s, not in %(here)s; the first is %(postcode)s on line "
            "%(line)d. Choose the registration officer of %(there)s, or send the file of %(here)s. Nothing was kept."
        )
        % {
            "count": count,
            "total": total,
            "there": Place.objects.get(pk=council),
            "here": run.edition.officer,
            "postcode": postcode,
            "line": line,
        }
    )


def place_districts(run: Import, parameters: dict[str, Any]) -> list[PlacedDistrict]:
    """Find where each polling district of the file lies; those that nothing tells are left out.

    A district that the officer is known to have keeps its seat; a new one goes where most of its postcodes lie,
    or to the import's own seat where `place_here` says so and no postcode speaks.
    """
    wanted = staged_districts(parameters)
    known = _known_districts(run, wanted)
    placed = [*known, *_by_postcodes(fetch(AREAS, {**parameters, "known": [one.letters for one in known]}))]
    if run.place_here:
        lost = set(wanted) - {one.letters for one in placed}
        placed += [PlacedDistrict(letters, run.constituency_id, None) for letters in sorted(lost)]
    return placed


def staged_districts(parameters: dict[str, Any]) -> dict[str, UUID | None]:
    """The polling districts of the staged rows by their letters, with the id they were given when placed."""
    return dict(fetch(LETTERS, parameters))


def place_rows(districts: Iterable[PlacedDistrict], parameters: dict[str, Any]) -> int:
    """Give every row its seat, district and known door; drop what lies outside reach and return how many that was."""
    placed = list(districts)
    settle_uprns(parameters)
    change(
        PLACE,
        {
            **parameters,
            "letters": [one.letters for one in placed],
            "seat_ids": [one.seat for one in placed],
            "district_ids": [one.id for one in placed],
        },
    )
    change(NOWHERE, parameters)
    return change(OUTSIDE, parameters)


def _known_districts(run: Import, wanted: Iterable[str]) -> list[PlacedDistrict]:
    found = PollingDistrict.objects.filter(
        officer_id=run.edition.officer_id, letters__in=wanted, ends_on=None
    )
    latest = {district.letters: district for district in found.order_by("starts_on")}
    return [
        PlacedDistrict(
            district.letters, district.constituency_id, district.ward_id, district.id, is_new=False
        )
        for district in latest.values()
    ]


def _by_postcodes(rows: Iterable[tuple[str, int, int | None, int]]) -> list[PlacedDistrict]:
    seats: dict[str, Counter[int]] = defaultdict(Counter)
    wards: dict[tuple[str, int], Counter[int | None]] = defaultdict(Counter)
    for letters, seat, ward, count in rows:
        seats[letters][seat] += count
        wards[letters, seat][ward] += count
    placed = []
    for letters, counted in seats.items():
        seat = counted.most_common(1)[0][0]
        placed.append(PlacedDistrict(letters, seat, wards[letters, seat].most_common(1)[0][0]))
    return placed
