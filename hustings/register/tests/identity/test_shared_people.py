"""The same 2,038 people, whichever of a council's systems wrote the file, and however often it is sent."""

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hustings.register.importing.applying import apply_import
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Doubt, Elector, Import, RegisterEntry
from hustings.register.tests.council import NOON, edition_of, importing
from tests.cast import Cast, arranging

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "register"
FULL = (
    "xpress_full_14col_windows1252.csv",
    "xpress_full_13col_combined_name.csv",
    "eros_full_PDCode_RollNo.csv",
    "eros_pp_full.tsv",
)
PEOPLE = 2_038

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data are not here")


def send(cast: Cast, name: str) -> Import:
    """Import a file as it is, into the seat on whose page it is sent."""
    with importing(cast) as by:
        run = look_over_file(
            by=by,
            at=NOON,
            constituency=cast.northmoor.id,
            edition=edition_of(cast),
            sent=SentFile(BytesIO((FOLDER / name).read_bytes()), name, place_here=True),
        )
        return apply_import(by=by, at=NOON, run_id=run.id)


def numbered() -> dict[tuple[Any, ...], UUID]:
    """Who holds each number now."""
    with arranging():
        held = RegisterEntry.objects.filter(closed_by=None).values_list(
            "letters", "number", "suffix", "elector_id"
        )
        return {number: elector for *number_, elector in held for number in [tuple(number_)]}


@pytest.mark.parametrize("first", [FULL[0], FULL[-1]])
def test_every_systems_file_states_the_same_people(cast: Cast, first: str) -> None:
    send(cast, first)
    before = numbered()

    for name in FULL:
        if name != first:
            counts = send(cast, name).counts
            assert (counts["read"], counts["added"], counts["closed"], counts["refused"]) == (PEOPLE, 0, 0, 0)

    assert len(before) == PEOPLE
    assert numbered() == before
    with arranging():
        assert Elector.objects.count() == PEOPLE
        assert not Doubt.objects.exists()


@pytest.mark.parametrize("update", ["xpress_monthly_update.csv", "eros_monthly_ChangeTypeID.csv"])
def test_a_months_file_taken_in_twice_changes_nothing_the_second_time(cast: Cast, update: str) -> None:
    send(cast, FULL[0])
    send(cast, update)
    before = numbered()
    content = (FOLDER / update).read_bytes()

    with importing(cast) as by:
        again = SentFile(BytesIO(content + b"\r\n"), "again.csv", place_here=True)
        run = look_over_file(
            by=by, at=NOON, constituency=cast.northmoor.id, edition=edition_of(cast), sent=again
        )
        apply_import(by=by, at=NOON, run_id=run.id)

    assert numbered() == before
    assert (run.counts["added"], run.counts["amended"], run.counts["closed"]) == (0, 0, 0)
