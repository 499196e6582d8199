"""The rows of the log written to a file, and compared with the tree by the program that anybody can run."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hustings.audit import verify_log
from hustings.audit.recording import record
from hustings.audit.sealing import log_folder, seal
from hustings.audit.signing import keep_signer
from hustings.audit.words import Action, Purpose
from hustings.headquarters.management.commands import export_log
from tests.cast import BEGAN, Cast, acting, role

LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)
Row = dict[str, str]
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def sealed(cast: Cast, data: Path) -> Path:
    """The folder of a log in which Priya has listed three streets."""
    with acting(cast.priya, *LISTING) as by:
        for street in range(3):
            record(
                action=by.action,
                purpose=by.purpose,
                by=by.person_id,
                at=BEGAN,
                constituency=cast.northmoor.id,
                place=f"street {street}",
                electors=[(cast.northmoor.id, 4 + street)],
            )
    signer = keep_signer(secret=data / "keys" / "log-key", folder=data / "log", host="example.org")
    with role("hustings_worker"):
        seal(connection.connection, log_folder(data), signer)
    return data / "log"


def export(to: Path, email: str = "dai@moor.example") -> None:
    with role("hustings_worker"):
        call_command("export_log", to, email=email, reason="the auditors ask")


def rows_in(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_row_is_as_it_was_sealed(cast: Cast, sealed: Path, tmp_path: Path, capsys: Said) -> None:
    rows = tmp_path / "rows"
    export(rows)

    assert verify_log.main([str(sealed), "--rows", str(rows)]) == 0
    assert "3 rows are as they were sealed" in capsys.readouterr().out
    assert {row["person"] for row in rows_in(rows)} == {str(cast.priya.pk)}
    streets = [re.findall(r"street \d", row["private"]) for row in rows_in(rows)]
    assert sorted(streets) == [["street 0"], ["street 1"], ["street 2"]]


def in_another_seat(row: Row) -> Row:
    return {**row, "leaf": row["leaf"].replace('"place":"seat:', '"place":"seat:9')}


def of_another_elector(row: Row) -> Row:
    return {**row, "private": re.sub(r"\{\[\d+,\d+\)\}", "{[99,100)}", row["private"])}


def salted_anew(row: Row) -> Row:
    return {**row, "salt": "00" * 16}


def added(row: Row) -> Row:
    told = json.loads(row["leaf"])
    return {**row, "leaf": json.dumps({**told, "id": "somebody-elses"}, separators=(",", ":"))}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (in_another_seat, "is not what was sealed"),
        (of_another_elector, "is not what was sealed"),
        (salted_anew, "is not what was sealed"),
        (added, "has no entry in the log"),
        (lambda _row: "{", "Line 1 of the rows cannot be read"),
        (lambda _row: {"leaf": 3}, "Line 1 of the rows cannot be read"),
    ],
)
def test_a_row_that_was_changed_is_found(
    sealed: Path, tmp_path: Path, capsys: Said, change: Callable[[Row], Any], said: str
) -> None:
    rows = tmp_path / "rows"
    export(rows)
    first, *others = rows_in(rows)
    changed = [change(first), *others]
    lines = [one if isinstance(one, str) else json.dumps(one) for one in changed]
    rows.write_text("".join(f"{line}\n" for line in lines), "utf-8")

    assert verify_log.main([str(sealed), "--rows", str(rows)]) == 1
    assert said in capsys.readouterr().err


def test_what_is_not_sealed_yet_is_not_in_the_file(cast: Cast, sealed: Path, tmp_path: Path) -> None:
    with acting(cast.priya, *LISTING) as by:
        record(action=by.action, purpose=by.purpose, by=by.person_id, at=BEGAN)
    export(tmp_path / "rows")

    assert len(rows_in(tmp_path / "rows")) == 3


def test_nothing_is_written_over(sealed: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    rows.write_text("kept")

    with pytest.raises(CommandError, match="File exists"):
        export(rows)
    assert rows.read_text() == "kept"


def test_who_may_not_read_the_log_gets_no_file(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no live grant"):
        export(tmp_path / "rows", "priya@moor.example")
    assert not (tmp_path / "rows").exists()


def test_a_file_that_could_not_be_finished_is_not_left(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_given: object) -> Any:
        yield "{}"
        raise OSError("No space left on device")

    monkeypatch.setattr(export_log, "export_rows", break_off)
    with pytest.raises(CommandError, match="No space left"):
        export(tmp_path / "rows")
    assert not (tmp_path / "rows").exists()
