"""The first campaign, from a council's register file to recorded conversations: in the demonstration, where the
neighbour finds none of it, and for an organisation that starts for real.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Installation, choose_person, running, sign_out, take_picture
from tests.journeys.steps import (
    add_second_step,
    apply_file,
    electors_of,
    figure,
    file_papers,
    found_organisation,
    key_in_ten_doors,
    print_longest_street,
    send_file,
    undo_newest,
)

pytestmark = pytest.mark.journey

SEAT = "thornhythe"
SHARED = ROOT.parent / "shared" / "data"
REAL_LAYOUT = SHARED / "register" / "xpress_full_14col_windows1252.csv"


@pytest.fixture(scope="module")
def council_files(demonstration: Installation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The register and the monthly update that the council of the demonstration's third seat would send."""
    folder = tmp_path_factory.mktemp("council")
    written = json.loads(demonstration.command("demo", "files", str(folder), "--json"))
    return {file["holds"]: Path(file["path"]) for file in written if file["seat"] == SEAT}


def test_a_register_becomes_recorded_conversations(
    page: Page, demonstration: Installation, council_files: dict[str, Path], tmp_path: Path
) -> None:
    choose_person(page, demonstration, "Priya")

    send_file(page, demonstration, SEAT, council_files["full register"], edition="Register 2026")
    expect(page.get_by_text("electors are new")).to_be_visible()
    apply_file(page)
    electors = electors_of(page, demonstration, SEAT)

    send_file(page, demonstration, SEAT, council_files["monthly update"])
    apply_file(page)
    updated = electors_of(page, demonstration, SEAT)
    assert updated != electors

    undo_newest(page, demonstration, SEAT, council_files["monthly update"].name)
    assert electors_of(page, demonstration, SEAT) == electors

    send_file(page, demonstration, SEAT, council_files["monthly update"])
    apply_file(page)
    assert electors_of(page, demonstration, SEAT) == updated

    code = print_longest_street(page, demonstration, SEAT, tmp_path)
    key_in_ten_doors(page, demonstration, SEAT, code)

    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    assert figure(page, "Contacted") == "8"
    assert figure(page, "Promises") == "3"
    assert figure(page, "Told us") == "7"
    take_picture(page, "seat-after-ten-doors")

    sign_out(page)
    choose_person(page, demonstration, "Sam")
    assert SEAT not in page.content().lower()
    for path in ("", "register/", "streets/", f"sheets/{code}/"):
        refused = page.goto(f"{demonstration.url}/seats/{SEAT}/{path}")
        assert refused is not None
        assert refused.status == 404


def test_the_filled_seat_shows_its_figures(page: Page, demonstration: Installation) -> None:
    choose_person(page, demonstration, "Priya")

    page.goto(f"{demonstration.url}/seats/wendlebridge/")

    assert int(figure(page, "Electors").replace(",", "")) > 8000
    expect(page.get_by_role("heading", name="UK Parliament")).to_be_visible()
    take_picture(page, "seat")


@pytest.mark.skipif(
    not REAL_LAYOUT.exists(), reason="the folder of published files, ../shared/data, is not there"
)
def test_a_new_organisation_starts_for_real(page: Page, tmp_path: Path) -> None:
    with running("--new") as installation:
        found_organisation(page, installation, "The Heron Party", SHARED, "Exeter")
        add_second_step(page)
        file_papers(page, installation)

        send_file(page, installation, "exeter", REAL_LAYOUT, edition="Revised register")
        expect(
            page.get_by_text("2038 electors are new").or_(page.get_by_text("2,038 electors are new"))
        ).to_be_visible()
        expect(page.get_by_text("6 names hold a question mark")).to_be_visible()
        apply_file(page)
        assert electors_of(page, installation, "exeter") == 2038

        code = print_longest_street(page, installation, "exeter", tmp_path)
        key_in_ten_doors(page, installation, "exeter", code)

        page.goto(f"{installation.url}/seats/exeter/")
        assert figure(page, "Contacted") == "8"
        assert figure(page, "Told us") == "7"
