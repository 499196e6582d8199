"""The same register in four layouts, and the same month in two, hold the same numbers one to one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from hustings.register.files.drafting import Draft, draft_with
from hustings.register.files.layouts import Columns
from hustings.register.files.opening import open_register
from hustings.register.files.reading import OpenFile

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "register"
DECEMBER = date(2026, 12, 1)

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not beside this clone")


@contextmanager
def opened(name: str) -> Iterator[tuple[OpenFile, Columns]]:
    with (SHARED / name).open("rb") as file:
        yield open_register(file, published_on=DECEMBER)


def drafts_of(name: str) -> list[Draft]:
    with opened(name) as (file, columns):
        draft = draft_with(columns, published_on=DECEMBER)
        return [draft(row) for row in file.rows]


def numbers_of(name: str) -> list[tuple[str, str, str]]:
    return [(draft.letters, draft.number, draft.suffix) for draft in drafts_of(name)]


FULL = {
    "xpress_full_14col_windows1252.csv": ("xpress-full", "cp1252", ","),
    "xpress_full_13col_combined_name.csv": ("xpress-full-combined", "utf-8-sig", ","),
    "eros_full_PDCode_RollNo.csv": ("eros-full", "utf-8-sig", ","),
    "eros_pp_full.tsv": ("eros-pp-full", "utf-16-le", "\t"),
}
UPDATES = {"xpress_monthly_update.csv": "xpress-update", "eros_monthly_ChangeTypeID.csv": "eros-update"}
FIRST = next(iter(FULL))


@pytest.mark.parametrize("name", FULL)
def test_a_full_file_is_told_by_layout_encoding_and_delimiter(name: str) -> None:
    with opened(name) as (file, columns):
        assert (columns.layout.key, file.encoding, file.delimiter) == FULL[name]


@pytest.mark.parametrize("name", FULL)
def test_every_full_file_has_the_same_2038_numbers(name: str) -> None:
    numbers = numbers_of(name)

    assert len(numbers) == len(set(numbers)) == 2038
    assert set(numbers) == set(numbers_of(FIRST))
    assert not any(draft.fault for draft in drafts_of(name))


@pytest.mark.parametrize("name", FULL)
def test_every_full_file_says_the_same_of_each_number_as_far_as_it_says_it(name: str) -> None:
    first = {draft[2:5]: draft for draft in drafts_of(FIRST)}

    for draft in drafts_of(name):
        twin = first[draft[2:5]]
        assert (draft.address_key, draft.attains_on) == (twin.address_key, twin.attains_on)
        assert draft.surname == twin.surname or "?" in twin.surname or name.startswith("xpress_full_13")
        assert set(draft.markers) - set("AZ") == set(twin.markers) - set("AZ")


def test_opted_out_electors_are_marked_and_lose_the_sign_in_their_name() -> None:
    drafts = drafts_of("eros_pp_full.tsv")

    assert sum("Z" in draft.markers for draft in drafts) == 1102
    assert not any("(" in draft.surname for draft in drafts)


@pytest.mark.parametrize("name", UPDATES)
def test_both_updates_ask_for_the_same_ninety_changes(name: str) -> None:
    with opened(name) as (file, columns):
        assert columns.layout.key == UPDATES[name]
        assert file.states_on == (date(2027, 3, 1) if name.startswith("xpress") else None)

    changes = [draft[1:5] for draft in drafts_of(name)]
    first, second = ({draft[1:5] for draft in drafts_of(one)} for one in UPDATES)
    assert len(changes) == 90
    assert set(changes) == first == second
