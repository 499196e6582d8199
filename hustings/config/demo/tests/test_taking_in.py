"""Every file of the demo taken in by the command that a campaign would use, in the seat that it is written for."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from hustings.config.demo.filling import Filled
from hustings.config.demo.players import PARTY_DOMAIN
from hustings.config.demo.tests.small import CAMPAIGN
from hustings.config.demo.writing import Written, write_demo_files
from hustings.elections.models import Election, ElectionKind
from hustings.register.models import AbsentVote, Door, Elector
from tests.cast import arranging, role

FIRST, WAITING = "wendlebridge", "thornhythe"
REASON = ("--reason", "trying the demo", "--apply", "--json")
Files = dict[tuple[str, str], Written]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What is written today for the filled seat, and for the waiting one what was written on a day of one year."""
    that_day = replace(CAMPAIGN, today=date(2026, 11, 21))
    written = [
        one
        for campaign, seat in ((CAMPAIGN, FIRST), (that_day, WAITING))
        for one in write_demo_files(tmp_path_factory.mktemp(seat), campaign)
        if one.seat == seat
    ]
    return {(one.seat, one.holds): one for one in written}


@pytest.fixture(autouse=True)
def taken_back(filled: Filled) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def take_in(command: str, file: Written, *arguments: str) -> dict[str, Any]:
    """Apply a file in the name of Priya and return what the command reports."""
    said, named = StringIO(), ("--officer", file.council_code, "--as", f"priya@{PARTY_DOMAIN}", *REASON)
    with role("hustings_worker"):
        call_command(command, str(file.path), *named, *arguments, stdout=said)
    told: dict[str, Any] = json.loads(said.getvalue())
    return told


def take_register(file: Written) -> dict[str, Any]:
    edition = ("--edition", file.edition, "--published", file.published_on)
    return take_in("import_register", file, *edition, "--seat", file.seat)


def take_list(command: str, file: Written, *arguments: str) -> dict[str, Any]:
    return take_in(command, file, "--edition", file.edition, "--seat", file.seat, *arguments)


@pytest.fixture
def next_year(files: Files, taken_back: None) -> dict[str, Any]:
    take_register(files[WAITING, "full register"])
    take_register(files[WAITING, "monthly update"])
    return take_register(files[WAITING, "next full register"])


def test_the_next_register_knows_most_people_and_asks_about_some(next_year: dict[str, Any]) -> None:
    counts = next_year["counts"]

    assert next_year["layout"] == "eros-full"
    assert counts["refused"] == counts["dropped_outside"] == 0
    assert counts["renewed"] > 4 * counts["added"] > 0 < counts["closed"]
    assert counts["unsure"] > 0
    with arranging():
        doors = Door.objects.filter(constituency__slug=WAITING, street__district__ends_on=None)
        assert doors.filter(uprn__gt=0).exists()


def test_the_update_after_it_is_read_in_its_own_coding(next_year: dict[str, Any], files: Files) -> None:
    file = files[WAITING, "next monthly update"]

    told = take_register(file)

    counts = told["counts"]
    assert told["layout"] == "eros-update"
    assert counts["added"] + counts["amended"] + counts["closed"] == file.rows
    assert counts["added"] > 0 < counts["closed"]


def test_every_absent_voter_is_found_by_number_and_name(files: Files) -> None:
    file = files[FIRST, "absent voters"]

    told = take_list("import_absent_voters", file)

    assert told["counts"]["added"] == file.rows
    assert told["refused"] == told["warnings"] == []
    with arranging():
        assert AbsentVote.objects.filter(constituency__slug=FIRST).count() == file.rows


def test_the_marked_register_says_of_everybody_at_home_whether_they_voted(files: Files) -> None:
    file, day = files[FIRST, "marked register"], CAMPAIGN.last_thursday
    Election.objects.create(kind=ElectionKind.LOCAL, name="By-election", polling_day=day)

    told = take_list("import_marked_register", file, "--polling-day", day.isoformat())

    counts = told["counts"]
    assert counts["voted"] + counts["not"] + counts["elsewhere"] == counts["read"] == file.rows
    assert told["refused"] == told["warnings"] == []


def test_every_door_of_the_first_seat_gets_its_station(files: Files) -> None:
    file = files[FIRST, "polling stations"]

    told = take_in("import_polling_stations", file)

    counts, doors = told["counts"], Door.objects.filter(constituency__slug=FIRST)
    assert told["polling_day"] == CAMPAIGN.next_polling_day.isoformat()
    assert counts["properties"] == file.rows
    assert counts["refused"] == 0
    with arranging():
        assert counts["doors_address"] >= doors.count() > 0


def test_the_review_takes_one_district_to_the_seat_next_door(files: Files) -> None:
    file, said = files[FIRST, "boundary change"], StringIO()
    moved = CAMPAIGN.last_of_the_town(CAMPAIGN.region.seats[0]).letters
    given = ("--name", "Review", "--from", "2030-05-01", "--as", f"moira@{PARTY_DOMAIN}", "--reason", "demo")

    with role("hustings_worker"):
        call_command("import_boundary_change", str(file.path), *given, "--keep", stdout=said)

    assert f"{moved} goes from Wendlebridge to Harrowmere." in said.getvalue()
    assert "Kept as proposal" in said.getvalue()


def test_a_register_in_use_already_is_refused_as_known(files: Files) -> None:
    with arranging():
        before = Elector.objects.count()

    with pytest.raises(CommandError, match="This very file was imported"):
        take_register(files[FIRST, "full register"])
    with arranging():
        assert Elector.objects.count() == before
