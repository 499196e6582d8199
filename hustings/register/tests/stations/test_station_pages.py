import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Self
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from hustings.access import errands
from hustings.elections.models import PollingStation, StationFile
from hustings.register import tasks
from hustings.register.models import Street
from hustings.register.tests.council import take_in
from hustings.register.tests.doors.properties import homes_file
from hustings.register.tests.stations.council_stations import BARN, look_over, put_in_use, row, station_file
from hustings.work.models import Job, JobState, SealedFile
from tests.cast import Cast, arranging, role

SignedIn = Callable[..., Client]
PAGE = "/seats/northmoor/polling-stations/"
STATIONS = station_file(row("1 Mill Lane"), row("3 Mill Lane", BARN))


@pytest.fixture
def homes(council: Cast) -> Cast:
    take_in(council, homes_file(("1 Mill Lane", ""), ("3 Mill Lane", ""), ("5 Mill Lane", "")))
    return council


def test_an_empty_list_says_what_to_ask_the_council_for(council: Cast, signed_in: SignedIn) -> None:
    page = signed_in(council.priya).get(PAGE).content.decode()

    assert "Ask the council’s elections office" in page
    assert f'href="{PAGE}sending/"' in page


def test_files_are_sealed_and_left_to_the_worker(council: Cast, signed_in: SignedIn) -> None:
    files = [SimpleUploadedFile(name, b"Add1\n") for name in ("stations.csv", "districts.csv")]

    answer = signed_in(council.priya).post(f"{PAGE}sending/", {"sent": files, "officer": council.council.id})

    with arranging():
        job = Job.objects.get()
        assert answer.headers["Location"] == f"/jobs/{job.id}/"
        assert job.title == "Looking over stations.csv, districts.csv"
        assert SealedFile.objects.filter(id__in=map(UUID, job.asked["files"])).count() == 2


class Quiet:
    """A reporter that remembers how it ended, since a test's rows are seen on no other connection."""

    said: tuple[JobState, str | None]

    def __init__(self, job_id: object) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...
    def report(self, done: int, total: int, sentence: str) -> None: ...
    def end(self, state: JobState, sentence: str | None = None) -> None:
        Quiet.said = state, sentence


@pytest.mark.parametrize(
    ("content", "state", "sentence"),
    [
        (STATIONS, JobState.DONE, "2 stations and 2 properties were read."),
        (b"flour,butter,sugar\n1,2,3\n", JobState.REFUSED, "no file of polling stations that we know"),
    ],
)
def test_the_worker_looks_the_files_over_and_forgets_them(
    homes: Cast,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    state: JobState,
    sentence: str,
) -> None:
    monkeypatch.setattr(errands, "Reporter", Quiet)
    sent = [SimpleUploadedFile("stations.csv", content)]
    client = signed_in(homes.priya)
    client.post(f"{PAGE}sending/", {"sent": sent, "officer": homes.council.id})
    with arranging():
        job = Job.objects.get()

    with role("hustings_worker"):
        tasks.look_over_stations.func(job_id=str(job.id), errand_id=str(job.errand_id))

    assert Quiet.said[0] == state
    assert sentence in str(Quiet.said[1])
    assert client.get(job.leads_to).status_code == (200 if state == JobState.DONE else 404)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ((), "Choose the file that the council sent."),
        (("empty.csv",), "The file is empty."),
        ("abcde", "more files than a council"),
    ],
)
def test_no_file_an_empty_one_and_too_many_are_refused(
    council: Cast, signed_in: SignedIn, names: tuple[str, ...], sentence: str
) -> None:
    files = [SimpleUploadedFile(name, b"" if name == "empty.csv" else b"x") for name in names]

    answer = signed_in(council.priya).post(f"{PAGE}sending/", {"sent": files, "officer": council.council.id})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_file_that_was_looked_over_is_told_and_put_into_use(homes: Cast, signed_in: SignedIn) -> None:
    file, client = look_over(homes, STATIONS), signed_in(homes.priya)

    told = client.get(f"{PAGE}files/{file.id}/").content.decode()
    used = client.post(f"{PAGE}files/{file.id}/use/", follow=True).content.decode()

    assert "1 postcode is split between stations: EX1 1AA." in told
    assert "The polling stations of stations.csv are in use." in used
    assert "1 door is in a postcode that stations share." in used


def test_a_file_is_given_up_on_its_page(homes: Cast, signed_in: SignedIn) -> None:
    file, client = look_over(homes, STATIONS), signed_in(homes.priya)

    page = client.post(f"{PAGE}files/{file.id}/giving-up/", follow=True).content.decode()

    assert "stations.csv is given up." in page
    again = client.post(f"{PAGE}files/{file.id}/use/", follow=True).content.decode()
    assert "are not waiting to be used" in again


def test_a_streets_page_says_where_each_door_votes(homes: Cast, signed_in: SignedIn) -> None:
    put_in_use(homes, STATIONS)
    with arranging():
        street = Street.objects.get().id

    page = signed_in(homes.priya).get(f"/seats/northmoor/streets/{street}/").content.decode()

    assert [
        page.count(f'<td data-label="Votes at">{name}</td>')
        for name in ("Mill Hall", "Tithe Barn", "not known")
    ] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(("who", "status"), [("priya", 200), ("tom", 403), ("sam", 404)])
def test_stations_are_sent_by_who_may(council: Cast, signed_in: SignedIn, who: str, status: int) -> None:
    assert signed_in(getattr(council, who)).get(f"{PAGE}sending/").status_code == status


def run(file: Path, *arguments: str) -> str:
    said = StringIO()
    usual = ["--officer", "E07999001", "--as", "priya@moor.example", "--reason", "the council's letter"]
    with role("hustings_worker"):
        call_command("import_polling_stations", str(file), *usual, *arguments, stdout=said)
    return said.getvalue()


def test_the_command_looks_over_and_with_apply_uses(homes: Cast, tmp_path: Path) -> None:
    path = tmp_path / "stations.csv"
    path.write_bytes(STATIONS)

    assert "2 polling stations are in the file." in run(path)
    told = json.loads(run(path, "--apply", "--json"))

    assert (told["state"], told["supplier"], told["counts"]["stations"]) == ("in_use", "xpress", 2)
    with arranging():
        assert PollingStation.objects.filter(file__state="in_use").count() == 2


def test_the_command_refuses_a_council_that_is_not_there_and_a_file_of_something_else(
    council: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "recipe.csv"
    path.write_text("flour,butter,sugar\n1,2,3\n")

    with pytest.raises(CommandError, match="no file of polling stations that we know"):
        run(path)
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "gone.csv")
    with arranging():
        assert not StationFile.objects.exists()
