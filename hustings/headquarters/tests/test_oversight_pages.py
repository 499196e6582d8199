from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.recording import Receipt, record
from hustings.audit.sealing import log_folder, seal
from hustings.audit.signing import keep_signer
from hustings.audit.words import Action, Outcome, Purpose
from hustings.headquarters.overseeing import OVERSEEN
from tests.cast import Cast, acting, arranging, role

AT = datetime(2026, 5, 7, 18, 30, tzinfo=UTC)
LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)
ABSENT = "00000000-0000-7000-8000-00000000dead"
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def read(cast: Cast) -> Receipt:
    """Priya lists a street of Northmoor, and is refused once."""
    with acting(cast.priya, *LISTING) as by:
        place: dict[str, Any] = {"by": by.person_id, "at": AT, "constituency": cast.northmoor.id}
        record(action=LISTING[0], purpose=LISTING[1], place="refused", outcome=Outcome.REFUSED, **place)
        electors = [(cast.northmoor.id, 4)]
        return record(action=LISTING[0], purpose=LISTING[1], place="street 1", electors=electors, **place)


def seal_all(data: Path) -> None:
    signer = keep_signer(secret=data / "keys" / "log-key", folder=data / "log", host="example.org")
    with role("hustings_worker"):
        seal(connection.connection, log_folder(data), signer)


def text(client: Client, url: str, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_hub_leads_to_what_this_person_may_open(cast: Cast, signed_in: SignIn) -> None:
    of_the_officer = text(signed_in(cast.dai), reverse("headquarters:oversight"))
    of_staff = text(signed_in(cast.moira), reverse("headquarters:oversight"))

    assert reverse("headquarters:log") in of_the_officer
    assert reverse("headquarters:log") not in of_staff


@pytest.mark.parametrize("name", ["moira", "priya", "dai"])
def test_every_line_of_the_hub_opens_for_whoever_is_shown_it(
    cast: Cast, signed_in: SignIn, name: str
) -> None:
    client = signed_in(getattr(cast, name))
    page = text(client, reverse("headquarters:oversight"))

    shown = [line.url_name for line in OVERSEEN if f'href="{reverse(line.url_name)}"' in page]

    assert [url for url in shown if client.get(reverse(url)).status_code != 200] == []
    assert {"access:stops", "access:approvals"} <= set(shown)


def test_the_officer_of_data_protection_finds_unusual_reading_and_tracing_there(
    cast: Cast, signed_in: SignIn
) -> None:
    page = text(signed_in(cast.dai), reverse("headquarters:oversight"))

    for name in ("access:unusual", "data_protection:trace", "data_protection:incidents"):
        assert f'href="{reverse(name)}"' in page


def test_the_account_leads_to_what_somebody_is_asked_to_read(cast: Cast, signed_in: SignIn) -> None:
    assert reverse("copies:reading_up") in text(signed_in(cast.tom), reverse("mfa_index"))


def test_the_log_says_who_did_what_where_and_what_was_refused(
    cast: Cast, signed_in: SignIn, read: Receipt
) -> None:
    page = text(signed_in(cast.dai), reverse("headquarters:log"))

    assert page.count("Priya Larkhall") == 2
    assert all(said in page for said in ("register:elector:list", "Northmoor", "street 1", "refused"))


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"outcome": "refused"}, 1),
        ({"person": "priya larkhall"}, 2),
        ({"person": "Priya"}, 0),
        ({"action": "register:elector:list"}, 2),
        ({"action": "register:elector:find"}, 0),
        ({"seat": "nonsense"}, 2),
    ],
)
def test_the_log_can_be_narrowed(
    cast: Cast, signed_in: SignIn, read: Receipt, asked: dict[str, str], count: int
) -> None:
    assert text(signed_in(cast.dai), reverse("headquarters:log"), **asked).count("street 1") + (
        asked.get("outcome") == "refused"
    ) == min(count, 1)


def test_a_seat_s_entries_alone_are_shown_where_they_are_asked_for(
    cast: Cast, signed_in: SignIn, read: Receipt
) -> None:
    page = text(signed_in(cast.dai), reverse("headquarters:log"), seat=str(cast.southmoor.id))

    assert "No entry fits" in page


def test_reading_the_log_stands_in_the_log(cast: Cast, signed_in: SignIn, read: Receipt) -> None:
    text(signed_in(cast.dai), reverse("headquarters:log"))

    with arranging():
        entry = Entry.objects.get(action=Action.AUDIT_ENTRY_READ)
    assert (entry.person_id, entry.count, entry.place) == (cast.dai.pk, 2, "the log")


def test_an_entry_comes_with_the_proof_that_it_was_sealed(
    cast: Cast, signed_in: SignIn, read: Receipt, data: Path
) -> None:
    url = reverse("headquarters:log_entry", args=[read.entry_id])
    client = signed_in(cast.dai)
    assert "waits to be sealed" in text(client, url)

    seal_all(data)

    page = text(client, url)
    assert "It is number" in page
    assert read.leaf_hash in page


def test_an_entry_that_was_changed_is_told(cast: Cast, signed_in: SignIn, read: Receipt, data: Path) -> None:
    seal_all(data)
    with arranging():
        Entry.objects.filter(pk=read.entry_id).update(count=99)

    page = text(signed_in(cast.dai), reverse("headquarters:log_entry", args=[read.entry_id]))

    assert "not what was sealed" in page


class TestWhoIsRefused:
    @pytest.mark.parametrize("name", ["priya", "tom", "nia", "sam", "moira"])
    def test_whoever_oversees_nothing_reads_no_log(
        self, cast: Cast, signed_in: SignIn, read: Receipt, name: str
    ) -> None:
        client = signed_in(getattr(cast, name))

        assert client.get(reverse("headquarters:log")).status_code == 403
        assert client.get(reverse("headquarters:log_entry", args=[read.entry_id])).status_code == 403

    def test_without_a_second_factor_the_log_stays_shut(self, cast: Cast, signed_in: SignIn) -> None:
        assert signed_in(cast.dai, strong=False).get(reverse("headquarters:log")).status_code == 403

    def test_an_entry_that_is_not_there_is_not_there(self, cast: Cast, signed_in: SignIn) -> None:
        assert signed_in(cast.dai).get(reverse("headquarters:log_entry", args=[ABSENT])).status_code == 404
        assert signed_in(cast.dai).get("/oversight/log/no-entry/").status_code == 404

    def test_nothing_is_sent_there(self, cast: Cast, signed_in: SignIn) -> None:
        assert signed_in(cast.dai).post(reverse("headquarters:log")).status_code == 405

    @pytest.mark.parametrize("name", ["oversight", "log"])
    def test_who_is_not_signed_in_is_asked_to(self, cast: Cast, client: Client, name: str) -> None:
        assert client.get(reverse(f"headquarters:{name}")).status_code == 302
