"""Doors to cut into walks, without a database: an invented town of any size, and the Isle of Man as it stands."""

import csv
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.ground import latitude_longitude
from hustings.targeting.turf.words import WalkDoor

ISLE_OF_MAN = "HUSTINGS_ISLE_OF_MAN"
"""Names the file of the island's addresses; where it comes from stands in docs/decisions/0087."""
DAY = date(2026, 5, 1)
PEOPLE = 2
"""Behind each door on the Isle of Man, of whose people nothing is known."""


def invented_town(doors: int) -> list[WalkDoor]:
    """So many doors of a demo seat: a town with a river, and villages round it. The same every time."""
    seats = Campaign(today=DAY, electors=3 * doors, seats=1)
    return list(islice(_of_demo(seats), doors))


def _of_demo(campaign: Campaign) -> Iterator[WalkDoor]:
    for district in campaign.districts(campaign.registered[0]):
        for row in district.rows:
            for dwelling in row.dwellings:
                door = dwelling.door
                building = f"{row.street} {door.number or door.name}" if door.flat else ""
                yield WalkDoor(
                    id=f"{row.street}, {row.locality}, {door.number}{door.suffix} {door.name} {door.flat}",
                    street=f"{row.street}|{row.locality}",
                    order=f"{door.number or 0:05}{door.suffix} {door.name} {door.flat:>12}",
                    number=door.number,
                    side=door.side,
                    building=building,
                    people=len(dwelling.electors),
                    place=latitude_longitude(door.at),
                    street_name=row.street,
                )


def path_of_the_isle() -> Path | None:
    """The file of the island's addresses, where the environment names one that is there."""
    named = os.environ.get(ISLE_OF_MAN)
    return Path(named) if named and Path(named).is_file() else None


def isle_of_man() -> list[WalkDoor]:
    """Every address of the island that OpenStreetMap knew: © OpenStreetMap contributors, ODbL."""
    path = path_of_the_isle()
    if path is None:
        raise SystemExit(f"Set {ISLE_OF_MAN} to the file of its addresses (docs/decisions/0087 says which).")
    with path.open(encoding="utf-8", newline="") as file:
        return [_of_map(row) for row in csv.DictReader(file)]


def _of_map(row: dict[str, str]) -> WalkDoor:
    given = {name.removeprefix("addr:"): text.strip() for name, text in row.items()}
    street = given["street"] or given["place"] or given["locality"] or given["city"]
    house = re.match(r"\d+", given["housenumber"])
    number = int(house[0]) if house else None
    return WalkDoor(
        id=given["osm_id"],
        street=f"{street}|{given['city'] or given['locality']}",
        order=f"{number or 0:05} {given['housenumber']} {given['housename']} {given['unit']:>6}",
        number=number,
        side="named" if number is None else "odd" if number % 2 else "even",
        building=f"{street} {given['housenumber']} {given['housename']}" if given["unit"] else "",
        people=PEOPLE,
        place=(float(given["lat"]), float(given["lon"])),
        street_name=street,
    )
