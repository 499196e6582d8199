"""What an import does to each polling district: who joined, left, moved and stayed, and what else is different."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from hustings.lib.name_likeness import NameSign, likeness_of_names
from hustings.register.models import Verdict
from hustings.register.querying import fetch
from hustings.register.staging.rows import MINE, MINE_AS_S

APART = ("joined", "returned", "left", "moved", "stayed")
"""Everybody is counted in exactly one of these."""
BESIDES = ("renumbered", "respelled", "renamed", "corrected")
"""What else is different of those who stayed or moved; one person may be counted in several."""
COLUMNS = (*APART, *BESIDES)
OTHER_NAMES = {NameSign.OTHER_SURNAME, NameSign.OTHER_FORENAME, NameSign.SURNAME_PART}

KEPT = f"s.verdict IN ('{Verdict.RENEWED}', '{Verdict.CHANGED}')"
IS_MOVE = "(n.door_id IS DISTINCT FROM s.door_id OR s.door_id IS NULL AND s.side <> '')"
# An officer's own reference can tell that whom an update deletes at one door it adds at another: no one left.
STATED = f"""SELECT elector_id FROM register_stagedrow
    WHERE {MINE} AND change <> 'delete' AND verdict <> '' AND elector_id IS NOT NULL"""
COUNTED = f"""
SELECT s.seat_id, s.letters,
       count(*) FILTER (WHERE s.verdict = '{Verdict.NEW}'), count(*) FILTER (WHERE s.verdict = '{Verdict.RETURNED}'),
       count(*) FILTER (WHERE s.verdict = '{Verdict.CLOSED}' AND s.elector_id NOT IN ({STATED})),
       count(*) FILTER (WHERE {KEPT} AND {IS_MOVE}),
       count(*) FILTER (WHERE {KEPT} AND NOT {IS_MOVE} OR s.verdict = '{Verdict.SAME}'),
       count(*) FILTER (WHERE {KEPT} AND (n.letters, n.number, n.suffix) <> (s.letters, s.number::int, s.suffix::int)),
       0, 0,
       count(*) FILTER (WHERE {KEPT} AND (n.markers, n.attains_on) IS DISTINCT FROM (s.markers, s.attains_on))
FROM register_stagedrow s
LEFT JOIN register_registerentry n ON n.constituency_id = ANY (%(seats)s) AND n.id = s.entry_id
WHERE {MINE_AS_S} AND s.verdict <> '' GROUP BY s.seat_id, s.letters
"""
OTHERWISE_NAMED = f"""
SELECT s.seat_id, s.letters, n.surname, n.forenames, s.surname, s.forenames FROM register_stagedrow s
JOIN register_registerentry n ON n.constituency_id = ANY (%(seats)s) AND n.id = s.entry_id
WHERE {MINE_AS_S} AND {KEPT} AND (lower(n.surname), lower(n.forenames)) <> (lower(s.surname), lower(s.forenames))
"""


def count_by_district(
    parameters: dict[str, Any], leaving: Iterable[tuple[int, str, int]]
) -> list[dict[str, Any]]:
    """Count what the judged rows would do in each seat and polling district, by the letters in force afterwards (of
    who left: before); `leaving` are those whom the rows do not name. Each district is a row of `seat`, `letters`
    and the COLUMNS, in the letters' order.
    """
    counted: dict[tuple[int, str], Counter[str]] = {
        (seat, letters): Counter(dict(zip(COLUMNS, numbers, strict=True)))
        for seat, letters, *numbers in fetch(COUNTED, parameters)
    }
    for seat, letters, count in leaving:
        counted.setdefault((seat, letters), Counter())["left"] += count
    for seat, letters, *names in fetch(OTHERWISE_NAMED, parameters):
        counted[seat, letters]["renamed" if _is_other_name(*names) else "respelled"] += 1
    return [
        {"seat": seat, "letters": letters, **{column: numbers[column] for column in COLUMNS}}
        for (seat, letters), numbers in sorted(counted.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def added_up(districts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The COLUMNS of all districts together."""
    total: Counter[str] = Counter()
    for district in districts:
        total.update({column: district[column] for column in COLUMNS})
    return {column: total[column] for column in COLUMNS}


def _is_other_name(surname: str, forenames: str, new_surname: str, new_forenames: str) -> bool:
    """Whether a name is another, as after a marriage, rather than the same one spelt otherwise."""
    _likeness, signs = likeness_of_names(surname, forenames, new_surname, new_forenames)
    return not OTHER_NAMES.isdisjoint(signs)
