"""The pages by which a file comes in: send it, say what its columns hold, read the difference, apply it or not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hustings.lib.uuid7 import uuid7
from hustings.register.tests.beside import numbers_of_the_seat, rows_beside
from hustings.supporters.models import FileState, SupporterFile
from hustings.supporters.tests.membership import OKAFOR, QUINCE, belonging, looked_over, written
from hustings.work.models import Job, SealedFile
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


def url(name: str, cast: Cast, *more: UUID) -> str:
    return reverse(f"supporters:{name}", args=[cast.northmoor.slug, *more])


def sending(content: bytes = b"", **changed: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("members.csv", content or written(OKAFOR, QUINCE)), **changed}


def only_file() -> SupporterFile:
    with arranging():
        return SupporterFile.objects.get()


@pytest.fixture
def sent(register: Cast, signed_in: SignIn) -> tuple[Client, str]:
    """Priya has sent a file and is asked what its columns hold; the address of that page."""
    client = signed_in(register.priya)
    return client, client.post(url("send", register), sending()).headers["Location"]


def test_a_seat_where_nobody_is_known_yet_says_what_to_bring(register: Cast, signed_in: SignIn) -> None:
    shown = signed_in(register.priya).get(url("home", register)).content.decode()

    assert "No file was brought in yet" in shown
    assert url("send", register) in shown


def test_a_file_that_was_sent_is_sealed_and_its_columns_are_shown_first(
    register: Cast, sent: tuple[Client, str]
) -> None:
    client, page = sent
    shown = client.get(page).content.decode()

    assert "01632 960 001" in shown
    assert '<option value="call consent" selected>' in shown
    assert only_file().state == FileState.SENT
    with arranging():
        assert (SealedFile.objects.count(), Job.objects.count()) == (1, 0)


def test_a_column_that_spoils_its_rows_hides_no_other_columns_cells(
    register: Cast, signed_in: SignIn
) -> None:
    client = signed_in(register.priya)
    content = b"Account,Elector number,Type\r\n@grace,AA1-1,Member\r\n"
    page = client.post(url("send", register), sending(content)).headers["Location"]

    shown = client.get(page).content.decode()

    assert "AA1-1" in shown
    assert "@grace" not in shown


def test_whose_cells_are_shown_is_logged(register: Cast, sent: tuple[Client, str]) -> None:
    client, page = sent

    client.get(page)

    assert rows_beside("supporters file") == numbers_of_the_seat(register.northmoor.id, 1, 4)


def test_what_was_said_of_the_columns_is_left_to_the_worker(register: Cast, sent: tuple[Client, str]) -> None:
    client, page = sent

    answer = client.post(page, {"column_0": "full number", "column_4": "relation"})

    assert answer.status_code == 302
    assert only_file().columns["at"] == {"full number": [0], "relation": [4]}
    with arranging():
        assert Job.objects.get().leads_to == url("file", register, only_file().id)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"column_4": "relation"}, "Say which columns tell who is meant"),
        ({"column_0": "full number"}, "No column says what the people are"),
        ({"column_0": "full number", "column_1": "full number"}, "Another column holds this already"),
    ],
)
def test_columns_that_cannot_be_meant_are_said_and_nothing_is_read(
    sent: tuple[Client, str], said: dict[str, str], sentence: str
) -> None:
    client, page = sent
    answer = client.post(page, said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with arranging():
        assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file"),
        (b"\x00\x01\x02", "<li>"),
        (b"Name,Postcode\r\n", "no row below its headings"),
        (b"PK\x03\x04 and nothing", "damaged"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    register: Cast, signed_in: SignIn, content: bytes, sentence: str
) -> None:
    given = {"file": SimpleUploadedFile("members.csv", content)} if content else {}
    answer = signed_in(register.priya).post(url("send", register), given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with arranging():
        assert not SupporterFile.objects.exists()


def test_the_difference_and_the_lines_left_out_are_read_before_anything_is_changed(
    register: Cast, signed_in: SignIn
) -> None:
    file = looked_over(register, OKAFOR, ",Zebedee,Nobody,EX1 1AA,Member,,,,,")

    shown = signed_in(register.priya).get(url("file", register, file.id)).content.decode()

    assert "1 elector becomes a member." in shown
    assert "nobody of that name is on the register there" in shown
    assert "Apply it" in shown


def test_applying_is_left_to_the_worker(register: Cast, signed_in: SignIn) -> None:
    file = looked_over(register, OKAFOR)

    answer = signed_in(register.priya).post(url("apply", register, file.id))

    assert answer.status_code == 302
    with arranging():
        assert Job.objects.get().subject_id == file.id
    assert belonging() == []


def test_a_file_is_given_up_from_its_page(register: Cast, signed_in: SignIn) -> None:
    file = looked_over(register, OKAFOR)
    client = signed_in(register.priya)

    client.post(url("give_up", register, file.id))
    again = client.post(url("give_up", register, file.id), follow=True)

    assert only_file().state == FileState.GIVEN_UP
    assert "does not wait for that any more" in again.content.decode()


@pytest.mark.parametrize("state", [FileState.SENT, FileState.LOOKED_OVER])
def test_a_file_that_is_gone_is_said_to_be_and_can_be_given_up(
    register: Cast, signed_in: SignIn, state: FileState
) -> None:
    file = looked_over(register, OKAFOR)
    with arranging():
        SealedFile.objects.all().delete()
        SupporterFile.objects.update(state=state)

    shown = signed_in(register.priya).get(url("columns", register, file.id), follow=True).content.decode()

    assert "Give this one up and send the file again." in shown
    assert url("give_up", register, file.id) in shown
    assert url("apply", register, file.id) not in shown


def test_headings_that_cannot_be_read_are_refused_at_once(register: Cast, signed_in: SignIn) -> None:
    given = {"file": SimpleUploadedFile("members.csv", b"=Name,Postcode\r\nGrace,EX1 1AA\r\n")}

    answer = signed_in(register.priya).post(url("send", register), given)

    assert "The headings on line 1 cannot be read" in answer.content.decode()


@pytest.mark.parametrize("name", ["file", "columns"])
def test_who_may_not_is_refused_and_strangers_find_nothing(
    register: Cast, signed_in: SignIn, name: str
) -> None:
    file = looked_over(register, OKAFOR)
    page = url(name, register, file.id)

    assert signed_in(register.priya).get(page).status_code == 200
    assert signed_in(register.nia).get(page).status_code == 403
    assert signed_in(register.sam).get(page).status_code == 404
    assert signed_in(register.priya).get(url(name, register, uuid7())).status_code == 404
    assert signed_in(register.priya).get(page.replace(str(file.id), "members")).status_code == 404
    assert signed_in(register.priya, strong=False).get(page).status_code in (302, 403)
    assert Client().get(page).status_code == 302


@pytest.mark.parametrize("name", ["apply", "give_up"])
def test_a_file_is_changed_by_posting_alone(register: Cast, signed_in: SignIn, name: str) -> None:
    file = looked_over(register, OKAFOR)

    assert signed_in(register.priya).get(url(name, register, file.id)).status_code == 405
    assert signed_in(register.nia).post(url(name, register, file.id)).status_code == 403
    assert signed_in(register.sam).post(url(name, register, file.id)).status_code == 404
    assert only_file().state == FileState.LOOKED_OVER


def test_the_home_of_supporters_is_its_seats_alone(register: Cast, signed_in: SignIn) -> None:
    assert signed_in(register.sam).get(url("home", register)).status_code == 404
    assert signed_in(register.tom).get(url("home", register)).status_code == 403
    assert signed_in(register.priya).post(url("home", register)).status_code == 405
