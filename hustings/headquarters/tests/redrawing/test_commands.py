"""The same from the console: looked over, kept, carried out, each in somebody's name."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hustings.canvassing.tests.ground import Ground
from hustings.geography.models import BoundaryChange
from tests.cast import Cast, arranging, role

HEADINGS = "council code,district,ward name,constituency code"
MOIRA = ("--as", "moira@moor.example", "--reason", "the order is in force")


def told(command: str, *arguments: str) -> str:
    said = StringIO()
    with role("hustings_worker"):
        call_command(command, *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def review(cast: Cast, north: Ground, south: Ground, tmp_path: Path) -> Path:
    path = tmp_path / "review.csv"
    row = f"{cast.council.code},{north.districts[0].letters},Harbour,{south.seat.code}"
    path.write_text(f"{HEADINGS}\n{row}")
    return path


def test_a_list_is_only_looked_over_without_more(review: Path, north: Ground) -> None:
    said = told("import_boundary_change", str(review), "--name", "Review", "--from", "2026-11-01", *MOIRA)

    assert f"{north.districts[0].letters} goes from Northmoor to Southmoor." in said
    assert "Looked over; nothing was kept. Add --keep." in said
    with arranging():
        assert not BoundaryChange.objects.exists()


def test_a_list_is_kept_and_carried_out(review: Path) -> None:
    told("import_boundary_change", str(review), "--name", "Review", "--from", "2026-11-01", "--keep", *MOIRA)
    with arranging():
        change = BoundaryChange.objects.get()

    said = told("carry_out_boundary_change", str(change.id), *MOIRA)

    assert "12 electors went from Northmoor to Southmoor." in said


def test_whoever_reaches_none_of_its_seats_is_refused(review: Path, cast: Cast) -> None:
    with pytest.raises(CommandError, match="holds no live grant"):
        told(
            "import_boundary_change", str(review), "--name", "Review", "--from", "2026-11-01", "--as",
            cast.tom.email, "--reason", "x",
        )  # fmt: skip


def test_one_seat_of_two_is_not_enough_to_carry_it_out(review: Path, cast: Cast) -> None:
    told("import_boundary_change", str(review), "--name", "Review", "--from", "2026-11-01", "--keep", *MOIRA)
    with arranging():
        change = BoundaryChange.objects.get()

    with pytest.raises(CommandError, match="also concerns Southmoor"):
        told("carry_out_boundary_change", str(change.id), "--as", cast.priya.email, "--reason", "x")
