from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from hustings.access.letting_in.offering import KINDS, LIFETIMES
from hustings.access.matrix import SHORT, permission_page
from hustings.access.roles import HOLDS, PURPOSES, STRONG, TABLE, Role
from hustings.access.wording import PURPOSE_NAMES, ROLE_NAMES, ROLE_TASKS
from hustings.audit.words import Purpose


def test_the_printed_page_is_what_the_table_says() -> None:
    call_command("permissions", "--check")


def test_a_page_that_somebody_edited_is_noticed(tmp_path: Path, settings: object) -> None:
    (tmp_path / "docs").mkdir()
    settings.ROOT = tmp_path  # type: ignore[attr-defined]
    call_command("permissions", "--write")
    (tmp_path / "docs" / "permissions.md").write_text(permission_page() + "and more", "utf-8")

    with pytest.raises(CommandError, match="permissions --write"):
        call_command("permissions", "--check")


def test_every_action_that_a_role_holds_has_a_purpose() -> None:
    held = frozenset().union(*HOLDS.values())

    assert held - PURPOSES.keys() == set()
    assert held >= STRONG


def test_every_role_has_a_place_a_term_and_words() -> None:
    for table in (HOLDS, KINDS, LIFETIMES, ROLE_NAMES, ROLE_TASKS, SHORT):
        assert set(table) == set(Role)
    assert len(set(SHORT.values())) == len(Role)
    assert set(PURPOSE_NAMES) == set(Purpose)


def test_volunteers_have_ninety_days_and_officers_a_hundred_and_eighty() -> None:
    assert LIFETIMES[Role.CANVASSER] == 90
    assert LIFETIMES[Role.ORGANISER] == 180


def test_the_page_names_who_prints_sheets() -> None:
    line = next(line for line in permission_page().splitlines() if line.startswith("| `paper:sheet:print`"))

    assert "organiser" in line
    assert "| yes |" in line
    assert "canvasser" not in line


def test_docs_lie_beside_the_code() -> None:
    assert (Path(settings.ROOT) / "docs" / "permissions.md").exists()


def test_the_purposes_stand_in_the_order_of_the_alphabet() -> None:
    assert list(PURPOSES) == sorted(PURPOSES)


def test_the_grid_tells_the_same_as_the_table() -> None:
    columns = list(Role)
    lines = [line.split("|")[1:-1] for line in permission_page().splitlines() if line.startswith("| `")]
    grid = [[cell.strip() for cell in line] for line in lines if len(line) == len(columns) + 1]
    told = {
        (line[0].strip("`"), role)
        for line in grid
        for role, cell in zip(columns, line[1:], strict=True)
        if cell
    }

    assert told == {(action.partition(":")[2], role) for role, action, _why in TABLE}
