"""`bin/hustings import_supporters`: looks a file over, and changes nothing without being told to."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hustings.supporters.tests.membership import OKAFOR, QUINCE, belonging, written
from tests.cast import Cast, role


def command(file: Path, *more: str, seat: str = "northmoor") -> None:
    with role("hustings_worker"):
        call_command(
            "import_supporters",
            str(file),
            f"--seat={seat}",
            "--as=priya@moor.example",
            "--reason=a test",
            *more,
        )


@pytest.fixture
def file(register: Cast, tmp_path: Path) -> Path:
    made = tmp_path / "members.csv"
    made.write_bytes(written(OKAFOR, QUINCE, ",Zebedee,Nobody,EX1 1AA,Member,,,,,"))
    return made


def test_it_looks_over_and_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(file)

    said = capsys.readouterr().out
    assert "1 elector becomes a member." in said
    assert "Line 4, column 0: nobody of that name" in said
    assert "Add --apply." in said
    assert belonging() == []


def test_it_applies_where_it_is_told_to(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(file, "--apply", "--json")

    assert json.loads(capsys.readouterr().out)["state"] == "applied"
    assert belonging() == [("Ana Quince", "volunteer"), ("Grace Ada Okafor", "member")]


def test_what_cannot_be_brought_in_is_refused_in_a_sentence(file: Path) -> None:
    with pytest.raises(CommandError, match="You reach no seat called southmoor"):
        command(file, seat="southmoor")
    file.write_text("Colour,Taste\nred,sweet\n", "utf-8")
    with pytest.raises(CommandError, match="The headings do not tell"):
        command(file, "--apply")
    with pytest.raises(CommandError, match="cannot be read"):
        command(file.with_name("none.csv"))
    assert belonging() == []
