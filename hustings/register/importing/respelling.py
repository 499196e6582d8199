"""Doors that an undone import had spelt otherwise, or moved to another polling district, stand as they did before."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hustings.lib.addresses import Address, read_address
from hustings.lib.names import normalised
from hustings.lib.walking_order import side_of, walk_key
from hustings.register.models import Street
from hustings.register.querying import change, fetch

# Without a UPRN another spelling is another door, which is removed when nobody is left behind it.
STANDING = """
SELECT d.id, d.constituency_id, d.address_key, t.district_id, n.district_id, n.address_lines, n.postcode
FROM register_door d JOIN register_registerentry n
  ON n.constituency_id = d.constituency_id AND n.door_id = d.id AND n.closed_by_id IS NULL
JOIN register_street t ON t.constituency_id = d.constituency_id AND t.id = d.street_id
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = ANY (%(ids)s)
  AND (d.uprn IS NOT NULL OR t.district_id <> n.district_id) ORDER BY d.id, n.id DESC
"""
# No two doors of a seat have one address: where another has it by now, this one keeps its spelling.
SPELL = """
UPDATE register_door d SET street_id = said.street, flat = said.flat, name = said.name, number = said.number,
    number_suffix = said.number_suffix, postcode = said.postcode, address_key = said.address_key, side = said.side,
    walk_key = said.walk_key,
    building_id = (SELECT b.id FROM register_building b
                   WHERE b.constituency_id = d.constituency_id AND b.street_id = said.street AND said.flat <> ''
                     AND b.name = said.name AND b.number = coalesce(said.number || said.number_suffix, ''))
FROM unnest(%(door)s::uuid[], %(street)s::uuid[], %(flat)s::text[], %(name)s::text[], %(number)s::int[],
            %(number_suffix)s::text[], %(postcode)s::text[], %(address_key)s::text[], %(side)s::text[],
            %(walk_key)s::text[])
    AS said (door, street, flat, name, number, number_suffix, postcode, address_key, side, walk_key)
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = said.door AND NOT EXISTS (
    SELECT FROM register_door o WHERE o.constituency_id = d.constituency_id AND o.address_key = said.address_key
      AND o.id <> d.id)
"""


@dataclass(frozen=True)
class Spelling:
    """A door's address as an open entry gives it, and the polling district it stands in there."""

    door: UUID
    seat: int
    district: UUID
    address: Address

    @property
    def street(self) -> tuple[int, UUID, str, str]:
        return (
            self.seat,
            self.district,
            self.address.street_key[:150],
            normalised(self.address.locality)[:150],
        )


def spell_as_before(doors: list[UUID], parameters: dict[str, Any]) -> int:
    """Spell and place doors as their open entries do, the newest first; one that stands as any of them says stays.
    Returns how many changed.
    """
    wanted = _misspelt(fetch(STANDING, {**parameters, "ids": doors}))
    if not wanted:
        return 0
    streets = _streets_of(wanted)
    addresses = [one.address for one in wanted]
    return change(
        SPELL,
        {
            **parameters,
            "door": [one.door for one in wanted],
            "street": [streets[one.street] for one in wanted],
            "flat": [address.flat[:60] for address in addresses],
            "name": [address.name[:150] for address in addresses],
            "number": [address.number for address in addresses],
            "number_suffix": [address.number_suffix[:20] for address in addresses],
            "postcode": [address.postcode for address in addresses],
            "address_key": [address.key[:400] for address in addresses],
            "side": [side_of(address.number).value for address in addresses],
            "walk_key": [_walk_key(address) for address in addresses],
        },
    )


def _misspelt(rows: list[tuple[Any, ...]]) -> list[Spelling]:
    found: dict[tuple[UUID, str, UUID], list[Spelling]] = defaultdict(list)
    for door, seat, key, stands_in, district, lines, postcode in rows:
        address = read_address(lines.split("\n"), postcode)
        found[door, key, stands_in].append(Spelling(door, seat, district, address))
    return [
        spellings[0]
        for (_door, key, stands_in), spellings in found.items()
        if (key, stands_in) not in {(one.address.key[:400], one.district) for one in spellings}
    ]


def _streets_of(wanted: list[Spelling]) -> dict[tuple[int, UUID, str, str], UUID]:
    Street.objects.bulk_create(
        [
            Street(
                constituency_id=one.seat,
                district_id=one.district,
                name=one.address.street[:150],
                name_key=one.street[2],
                locality=one.address.locality[:150],
                locality_key=one.street[3],
            )
            for one in wanted
        ],
        ignore_conflicts=True,
    )
    near = Street.objects.filter(
        constituency_id__in={one.seat for one in wanted}, district_id__in={one.district for one in wanted}
    )
    return {
        (street.constituency_id, street.district_id, street.name_key, street.locality_key): street.id
        for street in near
    }


def _walk_key(address: Address) -> str:
    return walk_key(
        number=address.number, number_suffix=address.number_suffix, name=address.name, flat=address.flat
    )[:400]
