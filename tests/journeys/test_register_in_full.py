"""A year in the life of a seat's register, in the browser, beside a truth that only the generator knows: two councils
that share a district's letters, four months in four codings, questions settled, December, an undo, a new boundary.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, running, take_picture
from tests.journeys.published_ground import Ground, write_ground
from tests.journeys.register_steps import same_person, send_of, settle_doubts
from tests.journeys.steps import add_second_step, apply_file, electors_of, file_papers, found_organisation
from tests.years.council import Council
from tests.years.files import full_file, update_file
from tests.years.places import invented_postcodes
from tests.years.truth import Step

pytestmark = pytest.mark.journey

SEAT, NEIGHBOUR = ("E14900101", "Aldermoor"), ("E14900102", "Birchfen")
NORTH, SOUTH = ("E07900101", "Northmoor District Council"), ("E07900102", "Southfen District Council")
WARDS = {
    letters: (f"E0590010{at}", f"{name} Ward")
    for at, (letters, name) in enumerate(zip(("AA1", "AA2", "AB1"), ("Mill", "Castle", "Abbey"), strict=True))
}
SOUTH_WARDS = {"AA1": ("E05900201", "Fen End"), "BB1": ("E05900202", "Sluice")}
REVISED, NEXT_REVISED = date(2026, 12, 1), date(2027, 12, 1)


@dataclass
class Book:
    """A council, the name of its officer, and whose each of its numbers has been, as the truth has it."""

    council: Council
    officer: str
    history: dict[str, int] = field(default_factory=dict)

    def close(self, step: Step) -> None:
        self.history = {entry.elector_number: key for key, entry in step.after.items()}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Book, Book]]:
    folder = tmp_path_factory.mktemp("published")
    north = {letters: invented_postcodes("ZX8", 140, start=at * 12) for at, letters in enumerate(WARDS)}
    south = {letters: invented_postcodes("ZX9", 140, start=at * 12) for at, letters in enumerate(SOUTH_WARDS)}
    write_ground(
        folder, [Ground(NORTH, SEAT, WARDS, north), Ground(SOUTH, SEAT, SOUTH_WARDS, south)], [NEIGHBOUR]
    )
    yield (
        folder,
        Book(Council(north, electors=700, seed=1), NORTH[1]),
        Book(Council(south, electors=450, seed=2, first_key=1_000_000), SOUTH[1]),
    )


def test_a_year_of_two_councils_registers(page: Page, books: tuple[Path, Book, Book], tmp_path: Path) -> None:
    folder, north, south = books
    with running("--new") as installation:
        found_organisation(page, installation, "The Heron Party", folder, SEAT[1])
        add_second_step(page)
        file_papers(page, installation)
        electors = 0
        for book, layout in ((north, "xpress 14"), (south, "eros csv")):
            step = book.council.full_register(REVISED)
            file = tmp_path / f"{layout}.csv"
            file.write_bytes(full_file(step, layout))
            send_of(
                page,
                installation,
                "aldermoor",
                file,
                officer=book.officer,
                edition="Revised",
                published_on="2026-12-01",
            )
            apply_file(page)
            book.close(step)
            electors += len(step.after)
            assert electors_of(page, installation, "aldermoor") == electors
        take_picture(page, "two-councils")
        page.goto(f"{installation.url}/seats/aldermoor/register/")
        take_picture(page, "register-page")
        for book, coding, month in (
            (north, "xpress", 1),
            (south, "eros", 2),
            (south, "eros pp", 3),
            (north, "idox", 4),
        ):
            step = book.council.month(date(2027, month, 1))
            file = tmp_path / f"{coding} {month}.csv"
            file.write_bytes(update_file(step, coding))
            send_of(page, installation, "aldermoor", file, officer=book.officer, edition="Revised")
            take_picture(page, f"month-{month}")
            print(
                coding,
                settle_doubts(
                    page, same_person({e.elector_number: k for k, e in step.after.items()}, book.history)
                ),
            )
            take_picture(page, f"month-{month}-settled")
            apply_file(page)
            book.close(step)
