"""A year in the life of a seat's register, in the browser, beside a truth that only the generator knows: two councils
that share a district's letters, four months in four codings, questions settled, December, an undo, a new boundary.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Installation, running, take_picture
from tests.journeys.published_ground import Ground, write_ground
from tests.journeys.register_steps import (
    carry_out_boundary,
    district_figures,
    open_elector,
    propose_boundary,
    record_objection_to_knocking,
    same_person,
    send_of,
    settle_doubts,
)
from tests.journeys.steps import (
    add_second_step,
    apply_file,
    electors_of,
    file_papers,
    found_organisation,
    undo_newest,
)
from tests.years.council import Council
from tests.years.files import full_file, update_file
from tests.years.places import invented_postcodes
from tests.years.truth import Change, Entry, Happening, Step

pytestmark = pytest.mark.journey

SEAT, NEIGHBOUR = ("E14900101", "Aldermoor"), ("E14900102", "Birchfen")
NORTH, SOUTH = ("E07900101", "Northmoor District Council"), ("E07900102", "Southfen District Council")
NORTH_WARDS = {"AA1": ("E05900101", "Mill"), "AA2": ("E05900102", "Castle"), "AB1": ("E05900103", "Abbey")}
SOUTH_WARDS = {"AA1": ("E05900201", "Fen End"), "BB1": ("E05900202", "Sluice")}
REVISED, NEXT_REVISED, REDRAWN = date(2024, 12, 1), date(2025, 12, 1), date(2025, 12, 15)
SHARED = ROOT.parent / "shared" / "data"
SAME_REGISTER = (
    "xpress_full_14col_windows1252.csv",
    "xpress_full_13col_combined_name.csv",
    "eros_full_PDCode_RollNo.csv",
    "eros_pp_full.tsv",
)
COLUMNS = {
    "Joined": Happening.JOINED,
    "Returned": Happening.RETURNED,
    "Left": Happening.LEFT,
    "Moved": Happening.MOVED,
    "Stayed": Happening.STAYED,
    "New number": Happening.RENUMBERED,
}


@dataclass
class Book:
    """A council's register beside the truth: `known` says whose each number of its last file was."""

    council: Council
    officer: str
    edition: str = "Revised register"
    known: dict[str, int] = field(default_factory=dict)

    @property
    def electors(self) -> int:
        return len(self.council.register)


@dataclass
class Campaign:
    """Somebody at the screen of one seat's register."""

    page: Page
    installation: Installation
    folder: Path
    seat: str = "aldermoor"

    def take_in(self, book: Book, step: Step, content: bytes, name: str, published_on: str = "") -> None:
        """Send a file, settle what is doubtful by the truth, find the truth's figures on the page, and apply it."""
        self.look_over(book, step, content, name, published_on)
        assert district_figures(self.page, COLUMNS) == figures_of(step), name
        apply_file(self.page)
        book.known = numbers_of(step)

    def look_over(self, book: Book, step: Step, content: bytes, name: str, published_on: str) -> int:
        file = self.folder / name
        file.write_bytes(content)
        send_of(
            self.page,
            self.installation,
            self.seat,
            file,
            officer=book.officer,
            edition=book.edition,
            published_on=published_on,
        )
        return settle_doubts(self.page, same_person(numbers_of(step), book.known))

    def electors(self, seat: str = "") -> int:
        return electors_of(self.page, self.installation, seat or self.seat)


def numbers_of(step: Step) -> dict[str, int]:
    return {entry.elector_number: key for key, entry in step.after.items()}


def numbers_before(step: Step) -> dict[str, int]:
    return {entry.elector_number: key for key, entry in step.before.items()}


def figures_of(step: Step) -> dict[str, dict[str, int]]:
    """Who joined, left, moved and stayed in each district; of an update, among those whom it speaks of."""
    touched = touched_by(step)
    counted: dict[str, Counter[str]] = {}
    for key, happenings in step.happened.items():
        if key in touched:
            letters = (step.after.get(key) or step.before[key]).letters
            counted.setdefault(letters, Counter()).update(
                heading for heading, happening in COLUMNS.items() if happening in happenings
            )
    return {letters: {heading: count[heading] for heading in COLUMNS} for letters, count in counted.items()}


def touched_by(step: Step) -> set[int]:
    if step.alterations is None:
        return set(step.happened)
    return {row.entry.person.key for row in step.alterations if row.change != Change.FLICKER}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Names, codes and postcodes of two councils that share a seat."""
    folder = tmp_path_factory.mktemp("published")
    grounds = [
        Ground(NORTH, SEAT, NORTH_WARDS, postcodes_of("ZX8", NORTH_WARDS)),
        Ground(SOUTH, SEAT, SOUTH_WARDS, postcodes_of("ZX9", SOUTH_WARDS)),
    ]
    write_ground(folder, grounds, [NEIGHBOUR])
    return folder


def postcodes_of(area: str, letters: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    return {one: invented_postcodes(area, 140, start=at * 12) for at, one in enumerate(letters)}


def test_a_year_of_two_councils_registers(page: Page, published: Path, tmp_path: Path) -> None:
    north = Book(Council(postcodes_of("ZX8", NORTH_WARDS), electors=700, seed=1), NORTH[1])
    south = Book(
        Council(postcodes_of("ZX9", SOUTH_WARDS), electors=450, seed=2, first_key=1_000_000), SOUTH[1]
    )
    with running("--new") as installation:
        found_organisation(page, installation, "The Heron Party", published, SEAT[1], NEIGHBOUR[1])
        add_second_step(page)
        file_papers(page, installation)
        campaign = Campaign(page, installation, tmp_path)

        for book, layout in ((north, "xpress 14"), (south, "eros csv")):
            step = book.council.full_register(REVISED)
            campaign.take_in(book, step, full_file(step, layout), f"{layout}.csv", f"{REVISED}")
        assert campaign.electors() == north.electors + south.electors
        ask_which_council(campaign)

        for book, coding, month in (
            (north, "xpress", 1),
            (south, "eros", 2),
            (south, "eros pp", 3),
            (north, "idox", 4),
        ):
            step = book.council.month(date(2025, month, 1))
            campaign.take_in(book, step, update_file(step, coding), f"{coding} {month}.csv")
            assert campaign.electors() == north.electors + south.electors

        objector = somebody_who_stays(north)
        open_elector(page, installation, "aldermoor", objector.elector_number, objector.person.surname)
        record_objection_to_knocking(page)

        before = campaign.electors()
        december = december_comes(campaign, north)
        assert campaign.electors() == north.electors + south.electors
        undo_newest(page, installation, "aldermoor", "december.csv")
        assert campaign.electors() == before
        north.known = numbers_before(december)
        campaign.take_in(north, december, full_file(december, "idox"), "december again.csv")
        assert campaign.electors() == north.electors + south.electors

        renumbered = north.council.register[objector.person.key]
        open_elector(page, installation, "aldermoor", renumbered.elector_number, objector.person.surname)
        expect(page.get_by_text("Do not contact").first).to_be_visible()

        redraw(campaign, north)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of published files, ../shared/data, is not there")
def test_every_systems_file_holds_the_same_people(page: Page) -> None:
    with running("--new") as installation:
        found_organisation(page, installation, "The Heron Party", SHARED, "Exeter")
        add_second_step(page)
        file_papers(page, installation)

        for name, published_on in zip(SAME_REGISTER, ("2025-12-01", "", "", ""), strict=True):
            send_of(
                page,
                installation,
                "exeter",
                SHARED / "register" / name,
                officer="Exeter",
                edition="Revised register",
                published_on=published_on,
            )
            everybody = {"Joined", "Stayed"} if published_on else {"Stayed"}
            figures = district_figures(page, COLUMNS)
            counted = sum(sum(row[one] for one in everybody) for row in figures.values())
            assert counted == sum(row[one] for row in figures.values() for one in list(COLUMNS)[:5]) == 2038
            settled = settle_doubts(page, lambda row, earlier: row == earlier)
            # Only what a file itself spoils may be asked about: six names with "?" for a letter.
            assert settled <= 6
            apply_file(page)
            assert electors_of(page, installation, "exeter") == 2038


def ask_which_council(campaign: Campaign) -> None:
    """Both councils have a district AA1: a number typed there is two people's, and the page asks whose."""
    campaign.page.goto(f"{campaign.installation.url}/seats/{campaign.seat}/electors/?q=AA1-3")
    for council in (NORTH, SOUTH):
        expect(campaign.page.get_by_text(council[1]).first).to_be_visible()
    take_picture(campaign.page, "which-council")


def somebody_who_stays(book: Book) -> Entry:
    """An elector of the district whose letters December changes, who alone at their door bears their name."""
    entries = [entry for entry in book.council.register.values() if entry.letters == "AB1" and entry.home]
    homes = Counter(entry.door for entry in entries)
    return next(entry for entry in entries if homes[entry.door] == 1)


def december_comes(campaign: Campaign, book: Book) -> Step:
    """Every number new, a district under new letters, a year's comings and goings."""
    step = book.council.december(NEXT_REVISED, {"AB1": "AC1"})
    book.edition = "December register"
    campaign.take_in(book, step, full_file(step, "idox"), "december.csv", f"{NEXT_REVISED}")
    take_picture(campaign.page, "december")
    return step


def redraw(campaign: Campaign, book: Book) -> None:
    """A district goes to the neighbouring seat with all its people, and nobody is lost on the way."""
    together = campaign.electors()
    going = sum(entry.letters == "AA2" for entry in book.council.register.values())
    file = campaign.folder / "review.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [
                ("council", "polling district", "ward code", "ward name", "constituency code"),
                (NORTH[0], "AA2", "E05900109", "Castle and Quay", NEIGHBOUR[0]),
            ]
        )
    propose_boundary(campaign.page, campaign.installation, file, "Review of seats", f"{REDRAWN}")
    take_picture(campaign.page, "boundary")
    carry_out_boundary(campaign.page)
    assert campaign.electors() == together - going
    assert campaign.electors("birchfen") == going
