"""The pages of importing: send a file, read the difference, apply it, undo it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hustings.lib.uuid7 import uuid7
from hustings.register.models import Import, ImportState
from hustings.register.tests.council import LYLE, NORTHERN, OKAFOR, full_file, importing, look_over, take_in
from hustings.work.models import Job, SealedFile
from hustings.work.sealing import open_file
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


def url(name: str, cast: Cast, *more: UUID) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def chosen(cast: Cast, content: bytes = b"", **changed: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("register.csv", content or full_file(OKAFOR)),
        "officer": cast.council.id,
        "name": "2027",
        "published_on": "2026-12-01",
        **changed,
    }


@pytest.fixture
def waiting(council: Cast) -> Import:
    with importing(council) as by:
        return look_over(council, full_file(*NORTHERN, LYLE.replace("AA1,2", "AA1,x2")), by)


def test_a_seat_without_a_register_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(url("imports", cast)).content.decode()

    assert "No register yet" in page
    assert url("send", cast) in page


def test_a_file_that_was_sent_is_sealed_and_left_to_the_worker(council: Cast, signed_in: SignIn) -> None:
    response = signed_in(council.priya).post(url("send", council), chosen(council))

    with arranging():
        job, file = Job.objects.get(), SealedFile.objects.get()
        assert response.url == reverse("work:job", args=[job.id])  # type: ignore[attr-defined]
        assert b"".join(open_file(file)) == full_file(OKAFOR)
        assert job.asked["file"] == str(file.id)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"file": ""}, "required"),
        ({"file": SimpleUploadedFile("empty.csv", b"")}, "The file is empty"),
        ({"name": ""}, "Choose an edition, or give the new one a name"),
        ({"published_on": "yesterday"}, "valid date"),
        ({"officer": "0"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    council: Cast, signed_in: SignIn, changed: dict[str, Any], said: str
) -> None:
    response = signed_in(council.priya).post(url("send", council), chosen(council, **changed))

    assert response.status_code == 422
    assert said in response.content.decode()
    with arranging():
        assert not Job.objects.exists()


def test_the_difference_and_the_refused_rows_are_read_before_anything_is_changed(
    council: Cast, waiting: Import, signed_in: SignIn
) -> None:
    page = signed_in(council.priya).get(url("import", council, waiting.id)).content.decode()

    assert "6 electors are new." in page
    assert "the elector number is no number" in page
    assert "Apply to the register" in page


@pytest.mark.parametrize("name", ["apply", "undo"])
def test_applying_and_undoing_are_left_to_the_worker(
    council: Cast, waiting: Import, signed_in: SignIn, name: str
) -> None:
    signed_in(council.priya).post(url(name, council, waiting.id))

    with arranging():
        assert (Job.objects.get().subject_id, Job.objects.get().task) == (
            waiting.id,
            f"hustings.register.tasks.{name}",
        )


def test_a_file_can_be_given_up(council: Cast, waiting: Import, signed_in: SignIn) -> None:
    signed_in(council.priya).post(url("give_up", council, waiting.id))

    with arranging():
        assert Import.objects.get().state == ImportState.GIVEN_UP


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("dai", 200), ("nia", 403), ("tom", 403), ("sam", 404)]
)
def test_the_list_of_imports_is_for_who_may_read_it(
    cast: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(cast, who)).get(url("imports", cast)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("priya", 200), ("nia", 403), ("tom", 403), ("sam", 404)])
def test_one_import_is_for_who_may_read_it(
    council: Cast, waiting: Import, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(council, who)).get(url("import", council, waiting.id)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("dai", 403), ("nia", 403), ("tom", 403), ("sam", 404)]
)
def test_sending_is_for_who_may_import(cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get(url("send", cast)).status_code == status


@pytest.mark.parametrize("name", ["apply", "give_up", "undo"])
@pytest.mark.parametrize(("who", "status"), [("dai", 403), ("nia", 403), ("tom", 403), ("sam", 404)])
def test_changing_an_import_is_for_who_may_import(
    council: Cast, waiting: Import, signed_in: SignIn, name: str, who: str, status: int
) -> None:
    assert signed_in(getattr(council, who)).post(url(name, council, waiting.id)).status_code == status


@pytest.mark.parametrize("name", ["apply", "give_up", "undo"])
def test_changing_an_import_wants_a_post_and_an_import_that_is_there(
    cast: Cast, signed_in: SignIn, name: str
) -> None:
    client = signed_in(cast.priya)

    assert client.get(url(name, cast, uuid7())).status_code == 405
    assert client.post(url(name, cast, uuid7())).status_code == 404


def test_an_import_that_is_not_there_is_404_and_a_stranger_signs_in(
    cast: Cast, signed_in: SignIn, client: Client
) -> None:
    assert client.get(url("imports", cast)).status_code == 302
    assert signed_in(cast.priya).get(url("import", cast, uuid7())).status_code == 404
    assert client.get(f"{url('imports', cast)}imports/nonsense/").status_code == 404


def test_importing_wants_a_second_factor(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.priya, strong=False).get(url("send", cast)).status_code != 200


def test_a_file_imported_by_somebody_else_is_listed(council: Cast, signed_in: SignIn) -> None:
    take_in(council, full_file(OKAFOR))

    page = signed_in(council.dai).get(url("imports", council)).content.decode()

    assert all(word in page for word in ("register.csv", "Applied"))
