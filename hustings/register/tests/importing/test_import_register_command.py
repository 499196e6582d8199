"""`bin/hustings import-register` and `undo-import`: from the console, in somebody's name and with a reason."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hustings.audit.models import Entry
from hustings.geography.models import Place
from hustings.register.models import Elector, Import, ImportState
from hustings.register.tests.council import LYLE, NORTHERN, OKAFOR, SOUTHERNER, full_file
from tests.cast import Cast, arranging, role

Run = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(full_file(*NORTHERN))
    return path


def call(name: str, *arguments: str, email: str = "priya@moor.example") -> str:
    """Run a command under the login that commands have."""
    said = StringIO()
    with role("hustings_worker"):
        call_command(name, *arguments, "--as", email, "--reason", "the council's letter", stdout=said)
    return said.getvalue()


def read(file: Path, *arguments: str, **how: str) -> str:
    usual = ["--officer", "E07999001", "--edition", "2027", "--published", "2026-12-01"]
    return call("import_register", str(file), *usual, *arguments, **how)


def test_a_file_is_looked_over_and_nothing_is_changed(council: Cast, file: Path) -> None:
    said = read(file)

    assert "6 electors are new." in said
    assert "Looked over; nothing was changed." in said
    with arranging():
        assert not Elector.objects.exists()
        assert Import.objects.get().constituency == council.northmoor


def test_a_file_is_applied_and_reported_as_json(council: Cast, file: Path) -> None:
    told = json.loads(read(file, "--apply", "--json"))

    assert (told["state"], told["layout"], told["counts"]["added"]) == ("applied", "xpress-full", 6)
    with arranging():
        assert Elector.objects.filter(on_register=True).count() == 6


def test_refused_rows_are_said_with_line_and_column(council: Cast, file: Path) -> None:
    file.write_bytes(full_file(OKAFOR, LYLE.replace("AA1,2", "AA1,x2")))

    assert "Line 3, column 2: the elector number is no number" in read(file)


def test_an_import_is_undone_by_its_identifier(council: Cast, file: Path) -> None:
    run = json.loads(read(file, "--apply", "--json"))["import"]

    said = call("undo_import", run)

    assert said.strip() == "“register.csv” is undone."
    with arranging():
        assert Import.objects.get().state == ImportState.UNDONE
        assert not Elector.objects.exists()


def test_the_reason_stands_in_the_log(council: Cast, file: Path) -> None:
    read(file)

    with arranging():
        entry = Entry.objects.get(place="console")
        assert (entry.detail, entry.person_id) == ({"reason": "the council's letter"}, council.priya.id)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--officer", "E07000000"), "There is no council E07000000"),
        (("--seat", "southmoor"), "There is no seat southmoor where Priya Larkhall may import"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    council: Cast, file: Path, arguments: tuple[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        read(file, *arguments)


def test_somebody_without_a_grant_imports_nothing(council: Cast, file: Path) -> None:
    with pytest.raises(CommandError, match="no live grant"):
        read(file, "--apply", email="tom@moor.example")

    with arranging():
        assert not Import.objects.exists()


def test_a_file_of_the_seat_next_door_is_refused_whole(council: Cast, file: Path) -> None:
    file.write_bytes(full_file(SOUTHERNER))

    with pytest.raises(CommandError, match="The only row lies in a constituency where you may not import"):
        read(file)


def test_a_file_of_another_council_is_refused_with_its_name(council: Cast, file: Path) -> None:
    with arranging():
        Place.objects.create(kind="council", code="E07999002", name="Fenland District", nation="england")

    with pytest.raises(
        CommandError, match="4 of 4 postcodes lie in Moorland District, not in Fenland District"
    ):
        read(file, "--officer", "E07999002", "--seat", "northmoor")


def test_a_file_that_is_not_there_is_named(council: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        read(tmp_path / "gone.csv")
