"""Who is left when the certain matches are made: rows and electors of one door, property, postcode or number, weighed
against one another by the rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from hustings.lib.names import normalised
from hustings.register.identity.pairing import Pair, Paired, pair
from hustings.register.identity.rules import CROWD, DOUBTFUL, NEVER_CERTAIN, Described, judge
from hustings.register.querying import change, fetch
from hustings.register.staging.rows import MINE_AS_S

DESIGNATIONS = frozenset("flat apartment apt unit room studio no number plot".split())
# In an update whoever keeps a number in this edition is hardly who was just added: a son, rather, of his father's
# name, or the same person twice by the council's mistake. Somebody is asked.
KEEPS_NUMBER = """(%(is_update)s AND n.edition_id = %(edition)s AND NOT EXISTS (
    SELECT FROM register_stagedrow d WHERE d.run_id = %(run)s AND d.constituency_id = %(constituency)s
      AND d.change = 'delete' AND d.elector_id = e.id))"""
NEAR = f"""(e.door_id IN (SELECT s.door_id FROM register_stagedrow s WHERE {MINE_AS_S})
    OR d.postcode IN (SELECT s.postcode FROM register_stagedrow s WHERE {MINE_AS_S} AND s.postcode <> ''))
  AND (NOT {KEEPS_NUMBER} OR EXISTS (
    SELECT FROM register_stagedrow s WHERE {MINE_AS_S} AND s.seat_id = e.constituency_id AND s.door_id = e.door_id
      AND s.surname_key = e.surname_key AND s.change <> 'delete' AND s.elector_id IS NULL
      AND split_part(s.given_key, ' ', 1) = split_part(e.given_key, ' ', 1)))"""
ELECTORS = f"""
SELECT e.id, e.constituency_id, e.surname, e.forenames, e.attains_on, e.markers, e.officer_reference,
       coalesce(e.door_id::text, ''), coalesce(d.uprn::text, ''), coalesce(d.postcode, ''),
       concat_ws(' ', t.name_key, d.name, d.number, d.number_suffix, d.flat),
       CASE WHEN n.edition_id = %(edition)s THEN n.letters || '-' || n.number || '/' || n.suffix ELSE '' END,
       e.surname_key, {KEEPS_NUMBER},
       count(*) OVER (PARTITION BY e.constituency_id, e.door_id) > {CROWD}
FROM register_elector e
JOIN register_registerentry n ON n.constituency_id = e.constituency_id AND n.elector_id = e.id
  AND n.closed_by_id IS NULL AND n.edition_id = ANY (%(editions)s)
LEFT JOIN register_door d ON d.constituency_id = e.constituency_id AND d.id = e.door_id
LEFT JOIN register_street t ON t.constituency_id = e.constituency_id AND t.id = e.street_id
WHERE e.constituency_id = ANY (%(seats)s) AND e.on_register AND NOT e.is_anonymous
  AND NOT EXISTS (SELECT FROM register_stagedrow s WHERE {MINE_AS_S} AND s.elector_id = e.id AND s.change <> 'delete')
  AND (NOT %(is_update)s OR {NEAR})
"""
# Who had left and may be back, where the very name, in either order, is at the door again; others may bear it there.
BACK = f"""
SELECT DISTINCT e.id, e.constituency_id, e.surname, e.forenames, e.attains_on, e.markers, e.officer_reference,
       e.door_id::text, '', s.postcode, '', '', e.surname_key, false, false
FROM register_stagedrow s
JOIN register_elector e ON e.constituency_id = s.seat_id AND e.door_id = s.door_id AND NOT e.on_register
  AND ((e.surname_key, e.given_key) = (s.surname_key, s.given_key)
       OR (e.surname_key, e.given_key) = (s.given_key, s.surname_key))
WHERE {MINE_AS_S} AND s.fault = '' AND s.elector_id IS NULL AND s.change <> 'delete' AND s.surname_key <> ''
  AND NOT EXISTS (SELECT FROM register_stagedrow t WHERE t.run_id = %(run)s
                  AND t.constituency_id = %(constituency)s AND t.elector_id = e.id)
  AND NOT EXISTS (SELECT FROM register_doubt d WHERE d.constituency_id = e.constituency_id AND d.earlier_id = e.id
                  AND d.state = 'open' AND d.kind <> 'moved')
"""
ROWS = f"""
SELECT s.id, s.seat_id, s.surname, s.forenames, s.attains_on, s.markers, s.reference, coalesce(s.door_id::text, ''),
       s.uprn, s.postcode, concat_ws(' ', s.street_key, s.premises, s.house, s.house_suffix, s.flat),
       s.letters || '-' || s.number::int || '/' || s.suffix::int, s.surname_key, false, false, s.line
FROM register_stagedrow s
WHERE {MINE_AS_S} AND s.fault = '' AND s.elector_id IS NULL AND s.change <> 'delete'
  AND s.surname_key || s.given_key <> ''
"""
PUBLISHED_ON = "SELECT published_on FROM register_registeredition WHERE id = %(edition)s"
ANSWERED = """
SELECT d.line, d.earlier_id FROM register_doubt d
WHERE d.run_id = %(run)s AND d.constituency_id = ANY (%(seats)s) AND d.state = 'other'
"""
LINK = f"""
UPDATE register_stagedrow s SET elector_id = found.elector
FROM unnest(%(rows)s::uuid[], %(electors)s::uuid[]) AS found (row, elector)
WHERE {MINE_AS_S} AND s.id = found.row
"""


class Candidate(NamedTuple):
    """A row or an elector as it is weighed; `line` is the row's. Who keeps a number is never a row for certain."""

    id: UUID
    seat: int
    described: Described
    surname_key: str
    keeps_number: bool
    line: int


def weigh_rows(parameters: dict[str, Any]) -> tuple[Paired, list[int]]:
    """Join the rows that are certainly an elector, and say which may be one: pairs, and the lines that are doubtful.

    Reads only who is unmatched as yet. What a person has said of this file before is not asked again.
    """
    electors = _electors(parameters)
    if not electors:
        return Paired(), []
    rows = _rows(parameters)
    answered = set(fetch(ANSWERED, parameters))
    asked = {line for line, _earlier in answered}
    candidates = [
        Pair(likeness, row.id, elector.id)
        for row, elector in meetings(rows, electors)
        if (row.line, elector.id) not in answered and (likeness := _likeness(row, elector)) >= DOUBTFUL
    ]
    paired = pair(candidates, asked={row.id for row in rows if row.line in asked})
    link(paired.certain, parameters)
    lines = {row.id: row.line for row in rows}
    return paired, sorted({lines[one.row] for one in paired.doubtful})


def _likeness(row: Candidate, elector: Candidate) -> int:
    likeness = judge(row.described, elector.described).likeness
    return min(likeness, NEVER_CERTAIN) if elector.keeps_number else likeness


def link(pairs: Iterable[Pair], parameters: dict[str, Any]) -> None:
    """Write whom rows are; a row and an elector once at most."""
    found = list(pairs)
    if found:
        rows, electors = [one.row for one in found], [one.elector for one in found]
        change(LINK, {**parameters, "rows": rows, "electors": electors})


def meetings(
    rows: Iterable[Candidate], electors: Iterable[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Every row with every elector of its seat that anything but the name ties to it, each pair once."""
    placed: dict[tuple[int, str, str], list[Candidate]] = defaultdict(list)
    for elector in electors:
        for key in _ties(elector, to_postcode=True):
            placed[elector.seat, *key].append(elector)
    for row in rows:
        met: dict[UUID, Candidate] = {}
        # A door that we know is no other door of its postcode.
        for key in _ties(row, to_postcode=not row.described.door):
            met |= {elector.id: elector for elector in placed.get((row.seat, *key), ())}
        for elector in met.values():
            yield row, elector


def _ties(one: Candidate, *, to_postcode: bool) -> Iterator[tuple[str, str]]:
    said = one.described
    yield from (
        (kind, key) for kind in ("door", "uprn", "number", "reference") if (key := getattr(said, kind))
    )
    if to_postcode and said.postcode:
        yield "postcode", said.postcode
    if not said.door and not said.postcode:
        yield "nowhere", one.surname_key[:1]


def _electors(parameters: dict[str, Any]) -> list[Candidate]:
    return [_candidate(row, 0) for query in (ELECTORS, BACK) for row in fetch(query, parameters)]


def _rows(parameters: dict[str, Any]) -> list[Candidate]:
    published_on: date = fetch(PUBLISHED_ON, parameters)[0][0]
    return [_candidate(row[:-1], row[-1], published_on) for row in fetch(ROWS, parameters)]


def _candidate(row: tuple[Any, ...], line: int, of_age_by: date = date.max) -> Candidate:
    which, seat, surname, forenames, attains_on, markers, *places, words, number, key, keeps, is_crowded = row
    reference, door, uprn, postcode = places
    described = Described(
        surname=surname,
        forenames=forenames,
        attains_on=attains_on,
        is_minor=attains_on is not None and attains_on > of_age_by,
        markers=markers,
        reference=reference,
        door=door,
        uprn=uprn,
        postcode=postcode,
        premises=_premises(words),
        number=number,
        is_crowded=is_crowded,
    )
    return Candidate(which, seat, described, key, keeps, line)


# The people of one door follow each other.
@lru_cache(maxsize=2_000)
def _premises(words: str) -> frozenset[str]:
    return frozenset(normalised(words).split()) - DESIGNATIONS
