"""The published files of an invented piece of country: its places and postcodes, as a new installation loads them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = tuple[str | float, ...]
REGION = ("E12900009", "Moorshire and the Fens")
STEP = 0.0007


@dataclass(frozen=True)
class Ground:
    """A council with its polling districts' postcodes, the wards they lie in, and the seat they all belong to."""

    council: tuple[str, str]
    seat: tuple[str, str]
    wards: Mapping[str, tuple[str, str]]
    postcodes: Mapping[str, Sequence[str]]


def write_ground(folder: Path, grounds: Iterable[Ground], seats: Iterable[tuple[str, str]] = ()) -> None:
    """Write names and codes, and postcodes with their middles; `seats` are named besides, without postcodes."""
    known = list(grounds)
    folder.mkdir(parents=True, exist_ok=True)
    places = {REGION: ""} | dict.fromkeys(seats, REGION[0])
    for ground in known:
        places |= {ground.council: "", ground.seat: REGION[0]} | dict.fromkeys(ground.wards.values(), "")
    _write(
        folder / "places.csv",
        ("gss_code", "name", "region_gss"),
        ((code, name, region) for (code, name), region in places.items()),
    )
    header = ("postcode", "lat", "lon", "country_gss", "district_gss", "ward_gss", "pcon24_gss")
    rows = (row for at, ground in enumerate(known) for row in _postcodes(ground, 52.0 + at / 5))
    _write(folder / "postcodes.csv", header, rows)


def _postcodes(ground: Ground, south: float) -> Iterable[Row]:
    """Lay postcodes out in rows, a row for each polling district."""
    for row, (letters, codes) in enumerate(ground.postcodes.items()):
        areas = ("E92000001", ground.council[0], ground.wards[letters][0], ground.seat[0])
        for column, code in enumerate(codes):
            yield (code, south + row * STEP * 20, -0.5 + column * STEP, *areas)


def _write(path: Path, header: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
