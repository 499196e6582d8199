"""The shared lists of 2,038 invented electors, from the console, against the edition that has their numbers."""

import csv
import json
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hustings.register.models import AbsentVote, AbsentVoteDetail, Turnout
from hustings.register.tests.council import take_in
from hustings.register.tests.lists import poll
from hustings.register.tests.shared_register import FULL, REGISTER, needs_shared_register, place_postcodes
from tests.cast import Cast, arranging, role

ABSENT, MARKED = REGISTER / "absent_voters_synthetic.csv", REGISTER / "marked_register_synthetic.csv"

pytestmark = needs_shared_register


@pytest.fixture
def exeter(cast: Cast) -> Cast:
    place_postcodes(cast)
    take_in(cast, FULL.read_bytes())
    return cast


def run(name: str, file: Path, cast: Cast, *more: str) -> Any:
    out = StringIO()
    where = ("--officer", cast.council.code, "--edition", "2027", "--seat", "northmoor")
    who = ("--as", "priya@moor.example", "--reason", "a test", "--apply", "--json")
    with role("hustings_worker"):
        call_command(name, str(file), *where, *who, *more, stdout=out)
    return json.loads(out.getvalue())


def test_every_absent_voter_of_the_shared_list_is_flagged_and_nothing_more(exeter: Cast) -> None:
    told = run("import_absent_voters", ABSENT, exeter)

    counts = told["counts"]
    assert (counts["read"], counts["added"], counts["refused"]) == (345, 345, 0)
    assert (counts["postal"], counts["proxy"], counts["proxy_postal"]) == (321, 22, 2)
    with arranging():
        assert AbsentVote.objects.count() == 345
        assert not AbsentVoteDetail.objects.exists()


def test_details_of_the_shared_list_are_kept_when_asked(exeter: Cast) -> None:
    run("import_absent_voters", ABSENT, exeter, "--keep-details-until", "2027-06-05")

    with arranging():
        assert AbsentVoteDetail.objects.exclude(sent_to="").count() == 345


def test_every_mark_of_the_shared_register_is_written(exeter: Cast) -> None:
    poll(day="2026-05-07")
    told = run("import_marked_register", MARKED, exeter, "--polling-day", "2026-05-07")

    counts = told["counts"]
    assert (counts["read"], counts["refused"]) == (2038, 0)
    assert (counts["voted"], counts["not"], counts["elsewhere"]) == (1014, 679, 345)
    assert told["warnings"] == []
    with arranging():
        assert Turnout.objects.filter(voted=True).count() == 1014
        assert Turnout.objects.filter(voted=False).count() == 679


def test_a_day_without_a_poll_is_said(exeter: Cast) -> None:
    with pytest.raises(CommandError, match="Which poll of 2026-05-07"):
        run("import_marked_register", MARKED, exeter, "--polling-day", "2026-05-07")


def test_a_column_that_is_not_there_is_said(exeter: Cast) -> None:
    with pytest.raises(CommandError, match="names no column of this list"):
        run("import_absent_voters", ABSENT, exeter, "--column", "Nowhere=word")


def test_an_edition_that_is_not_there_is_said_with_those_that_are(exeter: Cast) -> None:
    with pytest.raises(CommandError, match=r"has no edition “1999”\. It has: 2027"):
        run("import_absent_voters", ABSENT, exeter, "--edition", "1999")


def test_marks_beside_the_numbers_of_another_edition_are_noticed(exeter: Cast, tmp_path: Path) -> None:
    poll(day="2026-05-07")
    rows = list(csv.reader(MARKED.read_text(encoding="utf-8").splitlines()))
    shifted = [rows[0], *([*row[:3], before[3]] for before, row in pairwise(rows[1:]))]
    file = tmp_path / "shifted.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(shifted)
    told = run("import_marked_register", file, exeter, "--polling-day", "2026-05-07")

    assert "other absent voters" in {warning["kind"] for warning in told["warnings"]}
