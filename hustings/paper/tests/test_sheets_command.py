"""`bin/hustings sheets`: one PDF from the console, in somebody's name and with a reason."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from hustings.audit.models import Entry
from hustings.canvassing.tests.ground import Ground
from hustings.organisation.models import Organisation
from hustings.paper.models import Pack, Sheet
from hustings.paper.tests.pdf_text import texts_of
from tests.cast import Cast, arranging, role

Run = Callable[..., str]


@pytest.fixture
def run(cast: Cast, north: Ground, tmp_path: Path) -> Run:
    """Run the command as Priya, under the login that commands have."""
    Organisation.objects.update(contact_telephone="01632 960 002")

    def run(*arguments: str, email: str = "priya@moor.example") -> str:
        said = StringIO()
        usual = ["--seat", "northmoor", "--as", email, "--reason", "the printer's evening"]
        with role("hustings_worker"):
            call_command("sheets", *usual, *arguments, stdout=said)
        return said.getvalue()

    return run


def test_a_street_is_printed_to_a_file_that_only_its_owner_reads(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mill-lane.pdf"

    said = run("--street", "MILL LANE", "--out", str(out))

    assert "2 sheets on 2 pages are ready." in said
    assert out.stat().st_mode & 0o777 == 0o600
    assert "01632 960 002" in texts_of(pikepdf.open(out))[0]


def test_a_whole_seat_is_printed_and_reported_as_json(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"

    told = json.loads(run("--out", str(out), "--json"))

    assert told == {"sheets": 2, "pages": 2, "file": str(out)}


def test_a_district_is_printed_by_its_letters(run: Run, north: Ground, tmp_path: Path) -> None:
    run("--district", north.districts[0].letters.lower(), "--out", str(tmp_path / "a.pdf"))

    with arranging():
        assert Sheet.objects.get().district_id == north.districts[0].id


def test_the_reason_stands_in_the_log(run: Run, tmp_path: Path) -> None:
    run("--street", "Mill Lane", "--out", str(tmp_path / "a.pdf"))

    with arranging():
        assert Entry.objects.filter(place="console", detail={"reason": "the printer's evening"}).count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--street", "Nowhere Road"], "Not in Northmoor: Nowhere Road"),
        (["--district", "ZZ9"], "Not in Northmoor: ZZ9"),
        (["--seat", "southmoor"], "no seat southmoor"),
        (["--seat", "nowhere"], "no seat nowhere"),
    ],
)
def test_what_is_not_there_or_not_in_reach_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "a.pdf"

    with pytest.raises(CommandError, match=said):
        run(*arguments, "--out", str(out))

    assert not out.exists()
    with arranging():
        assert not Pack.objects.exists()


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    out.write_text("something else")

    with pytest.raises(CommandError, match="there already"):
        run("--out", str(out))

    assert out.read_text() == "something else"


@pytest.mark.parametrize("email", ["nia@moor.example", "nobody@moor.example"])
def test_whoever_may_not_print_cannot_from_the_console_either(run: Run, tmp_path: Path, email: str) -> None:
    with pytest.raises(CommandError):
        run("--out", str(tmp_path / "a.pdf"), email=email)
