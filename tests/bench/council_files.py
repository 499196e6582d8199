"""A council's full register of any size, invented: streets, houses, flats, families, postcodes; the same every time."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import psycopg

HEADINGS = (
    "Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Markers,Elector DOB,Elector Surname,"
    "Elector Forename,PostCode,Address1,Address2,Address3,Address4,Address5,Address6"
).split(",")
DOORS_A_STREET, DOORS_A_POSTCODE, STREETS_A_DISTRICT = 42, 14, 15
STARTS = (
    "Al Bar Cor Dun El Fen Gar Hol Is Jar Kel Lan Mor Nor Ol Pen Quin Rad Stan Tre Un Ver Wes Yar".split()
)
MIDDLES = "ber den er fer gan ing ker lam man nor ow per ring ses ter ven".split()
ENDINGS = "by combe dale field ford ham hurst ley low more son stead ton wick worth".split()
KINDS = "Road,Street,Lane,Avenue,Close,Gardens,Crescent,Terrace,Grove,Drive".split(",")
POSTCODE = """
INSERT INTO geography_postcode (compact, easting, northing, latitude, longitude, constituency_id, council_id, nation)
SELECT %s, 300000, 90000, %s, -3.5, seat.id, council.id, 'england'
FROM geography_place seat, geography_place council WHERE seat.slug = %s AND council.code = %s
"""


@dataclass(frozen=True)
class Officer:
    """A registration officer by the council's code, with a postcode area to itself, and electors of seats by slug."""

    code: str
    area: str
    seats: dict[str, int]


def write_register(officer: Officer, *, seed: int = 0) -> bytes:
    """Write an officer's full register in Xpress's 14 columns. Two electors at most doors, one door in ten a flat."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(officer, Random(seed)))  # noqa: S311 (invented people, the same again)
    return text.getvalue().encode("cp1252")


def change_register(content: bytes, *, share: float, seed: int = 1) -> bytes:
    """Send a register again with a share of its electors changed: a third re-spelled, a third gone, a third joined."""
    chance = Random(seed)  # noqa: S311
    headings, *rows = csv.reader(io.StringIO(content.decode("cp1252")))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    last = {row[0]: int(row[1]) for row in rows}
    for row in rows:
        drawn = chance.random() * 3
        if drawn >= 2 * share or drawn < share:
            writer.writerow([*row[:5], row[5] + "e", *row[6:]] if drawn < share else row)
        if 2 * share <= drawn < 3 * share:
            last[row[0]] += 1
            writer.writerow([row[0], last[row[0]], *row[2:5], _surname(chance), _forenames(chance), *row[7:]])
    return text.getvalue().encode("cp1252")


def lay_postcodes(database: psycopg.Connection[object], officer: Officer) -> None:
    """Tell geography where the postcodes of an officer's register lie."""
    with psycopg.ClientCursor(database) as cursor:
        for number, (seat, electors) in enumerate(officer.seats.items()):
            for code in range(electors // DOORS_A_POSTCODE):
                place = (50.7 + code / 1e5, seat, officer.code)
                cursor.execute(POSTCODE, (_postcode(officer, number, code), *place))


def _rows(officer: Officer, chance: Random) -> Iterator[list[str]]:
    for number, electors in enumerate(officer.seats.values()):
        written, street = 0, 0
        while written < electors:
            district, road = f"{'ABC'[number]}{street // STREETS_A_DISTRICT:02}", _road(chance)
            if street % STREETS_A_DISTRICT == 0:
                last = 0
            for door in range(DOORS_A_STREET):
                code = _postcode(officer, number, (street * DOORS_A_STREET + door) // DOORS_A_POSTCODE)
                lines, surname = _lines(door, road, chance), _surname(chance)
                for _person in range(
                    min(1 + (chance.random() < 0.8) + (chance.random() < 0.2), electors - written)
                ):
                    last, written = last + 1, written + 1
                    shown = f"{code[:-3]} {code[-3:]}"
                    named = surname if chance.random() < 0.8 else _surname(chance)
                    address = [*lines, "Moorton", "Moorshire", shown]
                    yield [
                        *(district, str(last), "0", "A" if chance.random() < 0.15 else "", ""),
                        *(named, _forenames(chance), shown, *address, *[""] * (6 - len(address))),
                    ]
            street += 1


def _lines(door: int, road: str, chance: Random) -> list[str]:
    if door % 10 == 9:
        return [f"Flat {chance.randint(1, 40)}", f"{door + 1} {road}"]
    return [f"{door + 1} {road}"]


def _postcode(officer: Officer, seat: int, code: int) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    district, rest = divmod(code, 10 * 400)
    sector, rest = divmod(rest, 400)
    return f"{officer.area}{seat * 10 + district + 1}{sector}{letters[rest // 20]}{letters[rest % 20]}"


def _road(chance: Random) -> str:
    return f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(ENDINGS)} {chance.choice(KINDS)}"


def _surname(chance: Random) -> str:
    return chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)


def _forenames(chance: Random) -> str:
    first = chance.choice(STARTS) + chance.choice(ENDINGS)
    return f"{first} {chance.choice(STARTS)}{chance.choice(MIDDLES)}" if chance.random() < 0.6 else first
