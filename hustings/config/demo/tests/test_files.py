"""Register files of the demo, read back as any program would read them."""

import csv
from datetime import date
from pathlib import Path

import pytest

from hustings.config.demo.electorate import District, districts_of
from hustings.config.demo.files import FULL_HEADER, UPDATE_HEADER, write_register, write_update
from hustings.config.demo.region import make_region
from hustings.lib.addresses import read_address
from hustings.lib.elector_numbers import read_elector_number

Rows = list[dict[str, str]]
PUBLISHED, MONTH = date(2025, 12, 1), date(2026, 3, 1)


@pytest.fixture(scope="module")
def districts() -> list[District]:
    region = make_region(1, 12, 6_000)
    return list(districts_of(region, region.seats[0], 6_000, PUBLISHED))


def read(path: Path) -> Rows:
    with path.open(encoding="cp1252", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def full(districts: list[District], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("files") / "register.csv"
    write_register(path, districts)
    return read(path)


@pytest.fixture(scope="module")
def update(districts: list[District], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("files") / "update.csv"
    write_update(path, districts, month=MONTH, seed=1)
    return read(path)


def test_the_file_holds_every_elector_once(full: Rows, districts: list[District]) -> None:
    numbers = {(row["Elector Number Prefix"], row["Elector Number"]) for row in full}

    assert tuple(full[0]) == FULL_HEADER
    assert len(full) == len(numbers) == sum(district.size for district in districts)


def test_the_postcode_stands_among_the_address_lines_too(full: Rows) -> None:
    addressed = [row for row in full if row["PostCode"]]

    assert all(row["PostCode"] in [row[f"Address{n}"] for n in range(1, 7)] for row in addressed)


def test_other_electors_have_no_address(full: Rows) -> None:
    others = [row for row in full if row["Address1"] == "Other Electors"]

    assert {row["Elector Markers"] for row in others} == {"F", "N"}
    assert not any(row["PostCode"] or row["Address2"] for row in others)


def test_every_address_reads_back_as_the_door_it_was(full: Rows, districts: list[District]) -> None:
    cells_of = {(row["Elector Number Prefix"], row["Elector Number"]): row for row in full}
    homes = [(d.letters, row, dwelling) for d in districts for row in d.rows for dwelling in row.dwellings]

    for letters, row, dwelling in homes:
        cells, door = cells_of[letters, str(dwelling.first)], dwelling.door
        address = read_address([cells[f"Address{n}"] for n in range(1, 7)], cells["PostCode"])

        assert (address.number, address.number_suffix) == (door.number, door.suffix)
        assert (address.flat, address.name, address.street) == (door.flat, door.name, row.street)


def test_the_file_is_the_encoding_councils_use(districts: list[District], tmp_path: Path) -> None:
    write_register(tmp_path / "register.csv", districts)
    raw = (tmp_path / "register.csv").read_bytes()

    assert "Chloé".encode("cp1252") in raw
    assert raw.endswith(b"\r\n")


def test_the_same_districts_write_the_same_bytes(districts: list[District], tmp_path: Path) -> None:
    for name in ("first.csv", "second.csv"):
        write_update(tmp_path / name, districts, month=MONTH, seed=1)

    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "second.csv").read_bytes()


def test_an_update_adds_amends_and_removes(update: Rows) -> None:
    kinds = {
        tuple(int(row[f"Elector{kind}Month"]) for kind in ("Created", "Changed", "Deleted")) for row in update
    }

    assert tuple(update[0]) == UPDATE_HEADER
    assert kinds == {(3, 0, 0), (0, 3, 0), (0, 0, 3)}
    assert {row["RecordTotal"] for row in update} == {str(len(update))}


def test_an_update_removes_and_amends_only_who_is_on_the_register(full: Rows, update: Rows) -> None:
    known = {f"{row['Elector Number Prefix']}-{row['Elector Number']}" for row in full}

    assert {row["ElectorNumber"] for row in update if row["ElectorCreatedMonth"] == "0"} <= known


def test_newcomers_get_numbers_that_nobody_has(full: Rows, update: Rows) -> None:
    added = [read_elector_number(row["ElectorNumber"]) for row in update if row["ElectorCreatedMonth"] != "0"]

    assert all(number is not None and number.suffix > 0 for number in added)
    assert len(set(added)) == len(added)
