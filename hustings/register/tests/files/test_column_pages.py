"""A file in no known layout: it waits sealed, somebody says what its columns hold, and the next one is understood."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Self

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access import errands
from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.register import tasks
from hustings.register.models import CouncilLayout, Import
from hustings.work.models import Job, JobState, SealedFile
from tests.cast import Cast, arranging, role

SignIn = Callable[..., Client]
HEADED = b"""Bezirk,Nr,Family,Given,Line one,Line two,Code postal
AA1,1,Okafor,Grace Ada,1 Mill Lane,Moorton,EX1 1AA
AA1,2,Lyle,Peter,2 Mill Lane,Moorton,EX1 1AA
"""
UPDATE = b"""Bezirk,Nr,Family,Given,Line one,Line two,Code postal,Was
AA1,1,Okafor,Grace Ada,1 Mill Lane,Moorton,EX1 1AA,joined
AA1,2,Lyle,Peter,2 Mill Lane,Moorton,EX1 1AA,gone
"""
BARE = HEADED.partition(b"\n")[2]
SAID = {
    f"column_{place}": part
    for place, part in enumerate(
        ("letters", "number", "surname", "forenames", "address", "address", "postcode")
    )
}


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


def url(name: str, cast: Cast, *more: object) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def send(client: Client, cast: Cast, content: bytes, **more: Any) -> Job:
    """Send a file, and let the worker look it over."""
    given = {"officer": cast.council.id, "name": "2027", "published_on": "2026-12-01", **more}
    client.post(url("send", cast), {"file": SimpleUploadedFile("own.csv", content), **given})
    return work()


def work() -> Job:
    with arranging():
        job = Job.objects.latest("made_at")
    with role("hustings_worker"):
        tasks.look_over.func(job_id=str(job.id), errand_id=str(job.errand_id))
    with arranging():
        job.refresh_from_db()
    return job


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "Reporter", Quiet)


@pytest.fixture
def priya(council: Cast, signed_in: SignIn) -> Client:
    return signed_in(council.priya)


def test_a_file_of_no_known_layout_leads_to_the_page_that_asks(council: Cast, priya: Client) -> None:
    job = send(priya, council, HEADED)

    assert Quiet.said[0] == JobState.DONE
    assert "column 1 is “Bezirk”" in str(Quiet.said[1])
    assert job.leads_to == url("columns", council, job.id)
    page = priya.get(job.leads_to).content.decode()
    assert all(word in page for word in ("Bezirk", "Grace Ada · Peter", "holds the surname"))
    with arranging():
        assert Entry.objects.filter(action=Action.REGISTER_LAYOUT_MAP, place__startswith="file").count() == 1


def test_what_was_said_is_kept_and_the_file_looked_over_again(council: Cast, priya: Client) -> None:
    job = send(priya, council, HEADED)

    priya.post(url("keep_columns", council, job.id), {**SAID, "is_headed": "on", "title": "Own"})

    work()
    with arranging():
        run, layout = Import.objects.get(), CouncilLayout.objects.get()
        assert (run.layout, run.council_layout, run.counts["added"]) == ("council-full", layout, 2)
        assert (layout.headings[0], layout.parts["surname"], layout.address_columns) == ("Bezirk", 2, [4, 5])
        assert not SealedFile.objects.exists()


@pytest.mark.parametrize(("content", "headed"), [(HEADED, {"is_headed": "on"}), (BARE, {})])
def test_the_next_such_file_is_understood_by_itself(
    council: Cast, priya: Client, content: bytes, headed: dict[str, str]
) -> None:
    job = send(priya, council, content)
    priya.post(url("keep_columns", council, job.id), {**SAID, **headed, "title": "Own"})

    again = send(priya, council, content.replace(b"Peter", b"Owen"))

    with arranging():
        run = Import.objects.get()
    assert (run.counts["read"], again.leads_to) == (2, url("import", council, run.id))
    assert "mapped for this council: Own" in priya.get(again.leads_to).content.decode()


def test_the_codes_of_changes_are_asked_for_and_kept(council: Cast, priya: Client) -> None:
    job = send(priya, council, UPDATE)
    said = {**SAID, "column_7": "change", "is_headed": "on", "title": "Own"}

    asked = priya.post(url("keep_columns", council, job.id), said)
    priya.post(url("keep_columns", council, job.id), {**said, "code_0": "add", "code_1": "delete"})

    assert asked.status_code == 422
    assert all(code in asked.content.decode() for code in ("JOINED", "GONE"))
    work()
    with arranging():
        assert CouncilLayout.objects.get().changes == {"JOINED": "add", "GONE": "delete"}
        assert (Import.objects.get().layout, Import.objects.get().counts["added"]) == ("council-update", 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"column_1": ""}, "the polling district&#x27;s letters and the number"),
        ({"column_2": "", "column_3": ""}, "holds the surname, or the whole name"),
        ({"column_4": "", "column_5": ""}, "hold the address, line by line"),
        ({"column_3": "surname"}, "Another column holds this already"),
        ({"title": ""}, "required"),
        ({"column_0": "nonsense"}, "nonsense is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    council: Cast, priya: Client, changed: dict[str, str], said: str
) -> None:
    job = send(priya, council, HEADED)

    answer = priya.post(
        url("keep_columns", council, job.id), {**SAID, "is_headed": "on", "title": "Own", **changed}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with arranging():
        assert not CouncilLayout.objects.exists()


def test_giving_up_removes_the_file(council: Cast, priya: Client) -> None:
    job = send(priya, council, HEADED)

    priya.post(url("give_up_columns", council, job.id))

    with arranging():
        assert not SealedFile.objects.exists()
    assert priya.get(url("columns", council, job.id)).headers["Location"] == url("send", council)


def test_a_file_that_expired_is_asked_for_again(council: Cast, priya: Client) -> None:
    job = send(priya, council, HEADED)
    with arranging():
        SealedFile.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert priya.get(url("columns", council, job.id)).headers["Location"] == url("send", council)


def test_a_layout_is_listed_until_it_is_retired(council: Cast, priya: Client) -> None:
    job = send(priya, council, HEADED)
    priya.post(url("keep_columns", council, job.id), {**SAID, "is_headed": "on", "title": "Own headings"})
    with arranging():
        layout = CouncilLayout.objects.get()

    before = priya.get(url("layouts", council)).content.decode()
    priya.post(url("retire_layout", council, layout.id))

    assert "Own headings" in before
    assert "Own headings" not in priya.get(url("layouts", council)).content.decode().partition("<table")[2]
    assert "columns" in send(priya, council, HEADED).leads_to


def test_a_layout_that_was_chosen_and_does_not_fit_is_refused(council: Cast, priya: Client) -> None:
    send(priya, council, HEADED, layout="eros-full")

    assert Quiet.said[0] == JobState.REFUSED
    assert "it has no column “PDCode”" in str(Quiet.said[1])


@pytest.mark.parametrize("name", ["columns", "keep_columns", "give_up_columns"])
def test_the_file_of_somebody_else_is_not_there(
    council: Cast, priya: Client, signed_in: SignIn, name: str
) -> None:
    job = send(priya, council, HEADED)
    with arranging():
        Job.objects.update(person_id=council.moira.id)

    ask = priya.get if name == "columns" else priya.post
    assert ask(url(name, council, job.id)).status_code == 404
