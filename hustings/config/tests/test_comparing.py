"""What a change of the table of roles means for the people of the demo."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from hustings.access.comparing import snapshot


def compared(tmp_path: Path, **changed: Any) -> str:
    """Compare the table with one that was different before."""
    before, said = tmp_path / "before.json", StringIO()
    before.write_text(json.dumps({**snapshot(), **changed}), "utf-8")
    call_command("permissions", "--compare", str(before), stdout=said)
    return said.getvalue()


def test_the_snapshot_is_of_this_table() -> None:
    kept = json.loads((Path(settings.ROOT) / "docs" / "permissions.json").read_text("utf-8"))

    assert kept == snapshot(), "bin/hustings permissions --write"


def without(key: str, line: str) -> dict[str, list[str]]:
    lines: list[str] = snapshot()[key]  # type: ignore[literal-required]  # a key of the snapshot, as each test names it
    assert line in lines
    return {key: [one for one in lines if one != line]}


def test_the_same_table_changes_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path).startswith("Nobody gains and nobody loses")


def test_who_gains_is_named_with_their_place_and_seats(tmp_path: Path) -> None:
    said = compared(tmp_path, **without("cells", "councillor | paper:sheet:key | canvass"))

    assert "1 gains and 0 losses" in said
    assert "+ councillor may now paper:sheet:key for canvass" in said
    assert "Zofia Kalinarecka (first); 1 seat" in said


def test_who_loses_is_named(tmp_path: Path) -> None:
    cells = [*snapshot()["cells"], "teller | register:elector:list | organise"]

    assert "- teller may no more register:elector:list for organise" in compared(tmp_path, cells=cells)


def test_a_second_factor_given_up_is_a_gain_of_everybody_who_holds_it(tmp_path: Path) -> None:
    said = compared(tmp_path, strong=[*snapshot()["strong"], "paper:sheet:key"])

    assert "+ paper:sheet:key wants no second factor any more" in said
    assert "Priya Davinaliani (first)" in said


def test_a_shelf_that_an_action_opens_is_a_gain(tmp_path: Path) -> None:
    said = compared(tmp_path, **without("shelves", "register:elector:list | opinions | reads"))

    assert "+ register:elector:list reads opinions now" in said


def test_a_revision_without_a_table_is_no_comparison() -> None:
    with pytest.raises(CommandError, match="nothing to compare with"):
        call_command("permissions", "--compare", "no-such-revision")
