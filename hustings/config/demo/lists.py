"""Lists by elector number, as a council prints them from its register: absent voters, and who voted in a poll."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.files import Cells, address_lines, padded, writer_of
from hustings.config.demo.people import POSTAL, Elector, Population
from hustings.lib.postcodes import displayed

NUMBERED = ("Elector Number Prefix", "Elector Number", "Elector Number Suffix")
BALLOT = ("Ballot Paper Address1", "Ballot Paper Address2", "Ballot Paper Address3", "Ballot Paper PostCode")
ABSENT_HEADER = (*NUMBERED, "Elector Name", "Absent Vote Type", "End Date", *BALLOT, "Proxy Name")
MARKED_HEADER = (*NUMBERED, "Elector Name", "Mark")
PROXY_SHARE, PROXY_BY_POST_SHARE = 0.06, 0.02
VOTED_SHARE = 0.37
VOTED, ABSENT, NOTHING = "V", "A", ""


class Numbered(NamedTuple):
    """An elector with a home, and the number that the register gives them."""

    row: Row
    dwelling: Dwelling
    number: int
    elector: Elector


def write_absent_voters(path: Path, districts: Iterable[District], *, today: date, seed: int) -> int:
    """Write whoever votes by post or by proxy, with where ballot papers go, and return how many they are."""
    rows = [row for district in districts for row in _absent(district, today, seed)]
    return _write(path, ABSENT_HEADER, rows)


def write_marked_register(path: Path, districts: Iterable[District], *, polling_day: date, seed: int) -> int:
    """Write the polling stations' register of one poll: V for a ballot paper issued, A for absent voters."""
    rows = [row for district in districts for row in _marked(district, polling_day, seed)]
    return _write(path, MARKED_HEADER, rows)


def _absent(district: District, today: date, seed: int) -> Iterator[Cells]:
    random = Random(f"{seed}/{district.letters}/absent")
    strangers = Population(random, today)
    for one in _at_home(district):
        if _is_absent(one.elector):
            chance, proxy = random.random(), ""
            kind = "Postal"
            if chance < PROXY_SHARE:
                kind = "Postal Proxy" if chance < PROXY_BY_POST_SHARE else "Proxy"
                name = strangers.newcomers()[0]
                proxy = f"{name.forenames} {name.surname}"
            ends_on = f"31/01/{today.year + random.randint(1, 3)}"
            yield (*_number(district, one), kind, ends_on, *_ballot(district, one, kind), proxy)


def _ballot(district: District, one: Numbered, kind: str) -> Cells:
    if kind != "Postal":
        return padded([], len(BALLOT))
    lines = address_lines(one.row, one.dwelling, district.council.town)
    return (*padded(lines[:-2], len(BALLOT) - 1), displayed(one.dwelling.postcode))


def _marked(district: District, polling_day: date, seed: int) -> Iterator[Cells]:
    random = Random(f"{seed}/{district.letters}/{polling_day}")
    for one in _at_home(district):
        mark = VOTED if random.random() < VOTED_SHARE else NOTHING
        yield (*_number(district, one), ABSENT if _is_absent(one.elector) else mark)


def _at_home(district: District) -> Iterator[Numbered]:
    for row in district.rows:
        for dwelling in row.dwellings:
            for number, elector in enumerate(dwelling.electors, start=dwelling.first):
                yield Numbered(row, dwelling, number, elector)


def _is_absent(elector: Elector) -> bool:
    return elector.markers.endswith(POSTAL)


def _number(district: District, one: Numbered) -> Cells:
    return (district.letters, str(one.number), "0", f"{one.elector.surname} {one.elector.forenames}")


def _write(path: Path, header: Cells, rows: list[Cells]) -> int:
    with writer_of(path) as writer:
        writer.writerow(header)
        writer.writerows(rows)
    return len(rows)
