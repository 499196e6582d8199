"""Electors by where they live: streets and houses whose words begin as typed, whole postcodes and parts of them."""

from typing import Any
from uuid import UUID

from hustings.register.finding.rules import (
    AddressAsked,
    PostcodeAsked,
    after_postcode,
    place_of_match,
    spellings,
)
from hustings.register.models import Street
from hustings.register.querying import fetch

STREETS = 40
"""The streets that are looked through at most, those whose names begin as typed first."""

# A seat has about a thousand streets; one word of theirs leaves few to compare letter by letter.
STREETS_BEGUN = """
SELECT id, name_key, locality_key FROM register_street WHERE constituency_id = %(seat)s AND ({either})
"""
BEHIND = """FROM register_door d JOIN register_elector e ON e.constituency_id = d.constituency_id AND e.door_id = d.id
WHERE d.constituency_id = %(seat)s AND e.constituency_id = %(seat)s AND e.on_register"""
WALKED = "d.street_id, d.walk_order, e.surname_key, e.given_key, e.seat_no"
ON_STREETS = f"""
SELECT e.id {BEHIND} AND d.street_id = ANY (%(streets)s) {{house}}
ORDER BY array_position(%(streets)s, d.street_id), d.walk_order, e.surname_key, e.given_key, e.seat_no LIMIT %(limit)s
"""
# The name as printed is kept, not its key. Few need their accents taken off, which is slow.
ACCENTS = "âêîôûŵŷáéíóúàèìòùäëïöüÂÊÎÔÛŴŶÁÉÍÓÚÀÈÌÒÙÄËÏÖÜ", "aeiouwyaeiouaeiouaeiouaeiouwyaeiouaeiouaeiou"
PRINTED = f"""lower(CASE WHEN octet_length(d.name) = length(d.name) THEN replace(d.name, '''', '')
    ELSE translate(d.name, '{ACCENTS[0]}’''', '{ACCENTS[1]}') END)"""
IN_HOUSES = f"""
SELECT e.id {BEHIND} AND d.name <> '' {{words}} {{house}} ORDER BY {WALKED} LIMIT %(limit)s
"""
# Of thousands of doors the first few are enough; some have nobody behind them.
AT_POSTCODE = f"""
SELECT e.id FROM (
    SELECT id, constituency_id, postcode, street_id, walk_order FROM register_door d
    WHERE d.constituency_id = %(seat)s AND d.postcode >= %(from)s
      AND (%(to)s::text IS NULL OR d.postcode < %(to)s::text) {{house}}
    ORDER BY d.postcode, d.street_id, d.walk_order LIMIT %(doors)s) d
JOIN register_elector e ON e.constituency_id = d.constituency_id AND e.door_id = d.id
WHERE e.constituency_id = %(seat)s AND e.on_register ORDER BY d.postcode, {WALKED} LIMIT %(limit)s
"""
DOORS_FOR_ONE = 5


def streets_called(constituency: int, asked: AddressAsked) -> list[Street]:
    """List the streets that words may mean, the likeliest first.

    Words at the end that are no street's may be the town's, which is not kept.
    """
    if not asked.words:
        return []
    begun = {f"word{n}": spelling for n, spelling in enumerate(spellings(asked.words[0]))}
    either = " OR ".join(
        f"strpos(' ' || name_key || ' ' || locality_key, ' ' || %({word})s) > 0" for word in begun
    )
    named = [
        tuple(row) for row in fetch(STREETS_BEGUN.format(either=either), {"seat": constituency, **begun})
    ]
    enough = 1 if asked.number is not None or len(asked.words) < 2 else 2
    for length in range(len(asked.words), enough - 1, -1):
        if ids := _answering(named, asked.words[:length]):
            streets = (
                Street.objects.filter(constituency_id=constituency).select_related("district").in_bulk(ids)
            )
            return [streets[street] for street in ids if street in streets]
    return []


def _answering(named: list[tuple[Any, ...]], words: tuple[str, ...]) -> list[UUID]:
    ranked = [
        (place, name, locality, street)
        for street, name, locality in named
        if (place := place_of_match(words, name, locality)) is not None
    ]
    return [street for *_order, street in sorted(ranked)[:STREETS]]


def electors_at(constituency: int, asked: AddressAsked, streets: list[Street], limit: int) -> list[UUID]:
    """List the electors at an address, in walking order: on streets of the name, then in houses of the name."""
    house, named = _house(asked)
    named |= {"seat": constituency, "limit": limit}
    if not asked.words:
        named |= {"from": asked.postcode, "to": after_postcode(asked.postcode)}
        return _ids(AT_POSTCODE.format(house=house), named)
    found: list[UUID] = []
    if streets:
        found = _ids(ON_STREETS.format(house=house), named | {"streets": [street.id for street in streets]})
    if len(found) < limit:
        found += [elector for elector in _in_houses(asked, house, named) if elector not in found]
    return found[:limit]


def electors_at_postcode(constituency: int, asked: PostcodeAsked, limit: int) -> list[UUID]:
    """List the electors at a postcode, or at all that begin so: of "EX1" those of EX1 stand before those of EX10."""
    named = {"seat": constituency, "limit": limit, "from": asked.beginning}
    named["to"] = after_postcode(asked.beginning)
    length = asked.length or len(asked.beginning) + 3
    nearest = _ids(
        AT_POSTCODE.format(house="AND length(d.postcode) = %(length)s"), named | {"length": length}
    )
    if asked.length or len(nearest) >= limit:
        return nearest
    longer = _ids(
        AT_POSTCODE.format(house="AND length(d.postcode) <> %(length)s"), named | {"length": length}
    )
    return [*nearest, *longer][:limit]


def _in_houses(asked: AddressAsked, house: str, named: dict[str, Any]) -> list[UUID]:
    tests = []
    for place, word in enumerate(asked.words):
        either = []
        for n, spelling in enumerate(spellings(word)):
            named[f"word{place}_{n}"] = spelling
            either += [
                f"strpos({text}, {before} || %(word{place}_{n})s) > 0"
                for text, before in (
                    (f"' ' || {PRINTED}", "' '"),
                    ("d.address_key", "'|'"),
                    ("d.address_key", "' '"),
                )
            ]
        tests.append(f"AND ({' OR '.join(either)})")
    return _ids(IN_HOUSES.format(words=" ".join(tests), house=house), named)


def _house(asked: AddressAsked) -> tuple[str, dict[str, Any]]:
    """Conditions on doors `d` from what was typed of number, flat and postcode."""
    tests, named = [], dict[str, Any]()
    if asked.number is not None:
        named |= {"number": asked.number, "number_suffix": asked.number_suffix}
        in_flat = f"{asked.number}{asked.number_suffix.lower()}"
        named["number_of_flat"] = in_flat
        tests.append(
            "AND (d.number = %(number)s AND (%(number_suffix)s::text = '' OR d.number_suffix = %(number_suffix)s::text)"
            " OR lower(d.flat) ~ '[0-9]' AND substring(lower(d.flat) FROM '[0-9]+[a-z]?$') = %(number_of_flat)s)"
        )
    if asked.flat:
        named["flat"] = asked.flat
        tests.append("AND substring(lower(d.flat) FROM '[0-9]*[a-z]?$') = %(flat)s")
    if asked.postcode:
        named["postcode"] = asked.postcode
        tests.append("AND d.postcode = %(postcode)s")
    return " ".join(tests), named


def _ids(statement: str, parameters: dict[str, Any]) -> list[UUID]:
    parameters = {**parameters, "doors": DOORS_FOR_ONE * parameters["limit"]}
    return [found[0] for found in fetch(statement, parameters)]
