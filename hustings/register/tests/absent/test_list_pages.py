"""The pages of lists: sent, mapped where nobody knows the columns, looked over by the worker, applied, undone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hustings.register.models import CouncilLayout, Import, RegisterEdition
from hustings.register.tests.beside import numbers_of_the_seat, rows_beside
from hustings.register.tests.council import NORTHERN, full_file, take_in
from hustings.register.tests.lists import (
    ABSENT,
    LYLE_POSTAL,
    MARKED,
    importing_absent,
    listed,
    look_over_list,
    poll,
)
from hustings.work.models import Job
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
STRANGE = "Area,Nr,Way\r\nAA1,2,Post-in\r\nAA1,1,Deputy\r\n"


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


def url(name: str, cast: Cast, *more: object) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def chosen(edition: RegisterEdition, content: bytes, **changed: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("list.csv", content)
    return {"file": file, "edition": edition.id, "kind": "column", "extent": "full", **changed}


def test_a_list_that_is_understood_goes_straight_to_the_worker(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    answer = signed_in(council.priya).post(
        url("absent", council), chosen(edition, listed(LYLE_POSTAL).getvalue())
    )

    with arranging():
        job = Job.objects.get()
    assert answer["Location"] == reverse("work:job", args=[job.id])
    assert job.asked["columns"]["meanings"] == {"postal": "postal"}


def test_a_strange_list_is_asked_about_and_remembered(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    client = signed_in(council.priya)
    answer = client.post(url("absent", council), chosen(edition, STRANGE.encode()))
    page = client.get(answer["Location"]).content.decode()
    assert "Post-in" in page

    first = {"column_0": "letters", "column_1": "number", "column_2": "word", "remember": "on"}
    assert "What its words mean" in client.post(answer["Location"], first).content.decode()
    client.post(answer["Location"], {**first, "word_0": "proxy", "word_1": "postal"})
    with arranging():
        assert Job.objects.get().asked["columns"]["meanings"] == {"deputy": "proxy", "postin": "postal"}
        assert CouncilLayout.objects.get().changes == {"deputy": "proxy", "postin": "postal"}


def test_whose_lines_are_shown_stands_beside_the_entry(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    client = signed_in(council.priya)
    answer = client.post(url("absent", council), chosen(edition, STRANGE.encode()))
    client.get(answer["Location"])

    assert rows_beside("file") == numbers_of_the_seat(council.northmoor.id, 1, 2)


def test_a_remembered_list_is_not_asked_about_again(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    test_a_strange_list_is_asked_about_and_remembered(council, edition, signed_in)
    signed_in(council.priya).post(
        url("absent", council), chosen(edition, STRANGE.encode() + b"AA1,4,Deputy\r\n")
    )

    with arranging():
        assert Job.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"column_0": "letters"}, "Say which column holds the elector number"),
        ({"column_0": "letters", "column_1": "number"}, "Say which column tells the kind"),
        ({"column_0": "number", "column_1": "number", "column_2": "letters"}, "holds this already"),
    ],
)
def test_columns_that_cannot_be_meant_are_said(
    council: Cast, edition: RegisterEdition, signed_in: SignIn, said: dict[str, str], sentence: str
) -> None:
    client = signed_in(council.priya)
    answer = client.post(url("absent", council), chosen(edition, STRANGE.encode()))
    response = client.post(answer["Location"], said)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_one_kind_for_all_needs_no_column(council: Cast, edition: RegisterEdition, signed_in: SignIn) -> None:
    content = b"PD,No,Name\r\nAA1,2,Lyle Peter\r\n"
    signed_in(council.priya).post(url("absent", council), chosen(edition, content, kind="postal"))

    with arranging():
        assert Job.objects.get().asked["kind"] == "postal"


def test_details_are_kept_for_a_poll_or_not_at_all(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    given = chosen(edition, listed(LYLE_POSTAL).getvalue(), keep_details="on")
    response = signed_in(council.priya).post(url("absent", council), given)

    assert response.status_code == 422
    assert "forgotten 30 days after" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (ABSENT.encode() + b"\r\n", "no row to read"),
        (b"just words\r\nand more\r\n", "no columns"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    council: Cast, edition: RegisterEdition, signed_in: SignIn, content: bytes, sentence: str
) -> None:
    response = signed_in(council.priya).post(url("absent", council), chosen(edition, content))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_difference_is_read_before_anything_is_changed(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    with importing_absent(council) as by:
        run = look_over_list(council, by, edition, LYLE_POSTAL, "AA1,3,0,Lyle Owen,Sideways")
    page = signed_in(council.priya).get(url("list", council, run.id)).content.decode()

    assert "1 elector begins to vote by post or proxy" in page
    assert "the word for the kind of absent vote is not explained" in page
    assert url("absent_apply", council, run.id) in page


def test_a_list_is_given_up_by_its_page(council: Cast, edition: RegisterEdition, signed_in: SignIn) -> None:
    with importing_absent(council) as by:
        run = look_over_list(council, by, edition, LYLE_POSTAL)
    signed_in(council.priya).post(url("absent_give_up", council, run.id))

    with arranging():
        assert Import.objects.get(pk=run.id).state == "given_up"


def test_the_imports_page_leads_to_the_list(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    with importing_absent(council) as by:
        run = look_over_list(council, by, edition, LYLE_POSTAL)
    client = signed_in(council.priya)

    assert url("list", council, run.id) in client.get(url("imports", council)).content.decode()
    assert client.get(url("import", council, run.id))["Location"] == url("list", council, run.id)


def test_a_poll_to_come_has_no_marked_register(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    election = poll("A poll to come", "2031-05-01")
    given = {
        "file": SimpleUploadedFile("m.csv", listed("AA1,1,0,V", headings=MARKED).getvalue()),
        "edition": edition.id,
        "election": election.id,
        "method": "station",
    }
    poll("A poll that has been", "2024-07-04")
    response = signed_in(council.priya).post(url("marked", council), given)

    assert "valid choice" in response.content.decode()
    with arranging():
        assert not Job.objects.exists()


def test_who_keys_in_may_not_import(council: Cast, edition: RegisterEdition, signed_in: SignIn) -> None:
    assert signed_in(council.nia).get(url("absent", council)).status_code == 403
    assert signed_in(council.nia).get(url("marked", council)).status_code == 403
