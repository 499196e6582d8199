import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hustings.access.models import Grant
from hustings.config.setting_up.one_time_code import code_fits, one_time_code
from hustings.geography.models import Place
from hustings.organisation.models import Organisation, Unit
from tests.cast import Cast, arranging

PAGES = ("/setup/", "/setup/seats/", "/setup/key-holders/")
HOME: dict[str, Any] = {"HTTP_HOST": "localhost"}
ORGANISATION = {"kind": "local_party", "name": "Moor Local Party", "colour": "#204060"}
HOLDERS = {
    "name": "Ada Fell",
    "email": "ada@moor.example",
    "password": "a long walk in the rain",
    "second_name": "Ben Wick",
    "second_email": "ben@moor.example",
}
SEAT = {"name": "Northmoor", "council": "Moorland District", "nation": "england"}


@pytest.fixture
def here(db: None, client: Client, settings: Any, tmp_path: Path) -> Client:
    """A browser at the very machine of a new installation."""
    settings.DATA = tmp_path
    client.defaults.update(HOME)
    return client


def describe(client: Client, **other: str) -> None:
    answer = client.post("/setup/", {**ORGANISATION, **other})
    assert answer.status_code == 302, answer.content.decode()


def found(client: Client, **other: str) -> str:
    describe(client, **other)
    client.post("/setup/seats/typed/", SEAT)
    answer = client.post("/setup/key-holders/", HOLDERS)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/", "/help-me/", "/account/login/", "/people/"])
def test_a_new_installation_leads_to_its_first_page(here: Client, url: str) -> None:
    assert here.get(url).headers["Location"] == "/setup/"


def test_three_pages_set_everything_up_and_sign_the_founder_in(here: Client) -> None:
    page = found(here)

    assert "Hustings is yours" in page
    assert here.get("/getting-started/").status_code == 200
    with arranging():
        assert Organisation.objects.get().name == "Moor Local Party"
        assert Unit.objects.get().name == "Northmoor"


def test_the_second_key_holder_gets_the_link_that_is_shown(here: Client) -> None:
    page = found(here)

    link = re.search(r"http://localhost(/invitations/[^/]+/)", page)
    assert link is not None
    assert link[1] in mail.outbox[0].body
    assert "Ada Fell invites you" in mail.outbox[0].body
    assert Client().get(link[1]).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_the_pages_are_gone_once_somebody_holds_the_keys(cast: Cast, client: Client, url: str) -> None:
    assert client.get(url, **HOME).status_code == 404
    assert client.post(url, {}, **HOME).status_code == 404


@pytest.mark.parametrize("url", PAGES[1:])
def test_the_first_page_comes_first(here: Client, url: str) -> None:
    assert here.get(url).headers["Location"] == "/setup/"


def test_nothing_is_written_before_the_last_page(here: Client) -> None:
    describe(here)
    here.post("/setup/seats/typed/", SEAT)

    with arranging():
        assert not Organisation.objects.exists()
        assert not Place.objects.exists()


def test_a_party_needs_a_second_key_holder(here: Client) -> None:
    describe(here)
    here.post("/setup/seats/typed/", SEAT)

    here.post("/setup/key-holders/", {**HOLDERS, "second_name": "", "second_email": ""})

    with arranging():
        assert not Grant.objects.exists()


def test_an_independent_alone_is_warned(here: Client) -> None:
    describe(here, kind="independent")
    here.post("/setup/seats/typed/", SEAT)
    assert "can hold the keys alone" in here.get("/setup/key-holders/").content.decode()

    page = here.post("/setup/key-holders/", {**HOLDERS, "second_name": "", "second_email": ""})

    assert "You hold the keys alone" in page.content.decode()


def test_seats_are_searched_for_chosen_and_taken_out(here: Client) -> None:
    seat = Place.objects.create(
        kind="constituency", code="E14000001", name="Ynys Fell", slug="ynys-fell", nation="wales"
    )
    describe(here)
    assert "Ynys Fell" in here.get("/setup/seats/?q=ynys").content.decode()

    here.post("/setup/seats/choice/", {"add": str(seat.pk)})
    assert "Chosen" in here.get("/setup/seats/").content.decode()

    here.post("/setup/seats/choice/", {"remove": str(seat.pk)})
    assert here.post("/setup/seats/").status_code == 200


def test_a_nation_is_taken_whole(here: Client) -> None:
    for code, nation in (("W07000001", "wales"), ("W07000002", "wales"), ("E14000001", "england")):
        Place.objects.create(kind="constituency", code=code, name=code, slug=code.lower(), nation=nation)
    describe(here)

    here.post("/setup/seats/nations/", {"nations": ["wales"]})

    page = here.get("/setup/seats/").content.decode()
    assert "W07000001" in page
    assert "E14000001" not in page


@pytest.mark.parametrize("host", ["campaign.example", "192.0.2.7"])
def test_a_stranger_from_elsewhere_needs_the_code(here: Client, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    elsewhere: dict[str, Any] = {"HTTP_HOST": host, "REMOTE_ADDR": "198.51.100.7"}

    refused = here.post("/setup/", {**ORGANISATION, "code": "AAAA-BBBB"}, **elsewhere)
    assert "That is not the code" in refused.content.decode()
    assert here.get("/setup/seats/", **elsewhere).headers["Location"] == "/setup/"

    code = one_time_code(settings.DATA).lower().replace("-", " ")
    assert here.post("/setup/", {**ORGANISATION, "code": code}, **elsewhere).status_code == 302


def test_a_proxy_on_this_machine_is_no_neighbour(here: Client) -> None:
    page = here.get("/setup/", HTTP_X_FORWARDED_FOR="198.51.100.7").content.decode()

    assert "One-time code" in page


def test_the_code_is_for_its_owner_alone_and_gone_afterwards(here: Client, settings: Any) -> None:
    one_time_code(settings.DATA)
    assert (settings.DATA / "setup.code").stat().st_mode & 0o777 == 0o600

    found(here)

    assert one_time_code(settings.DATA) == ""
    assert not code_fits(settings.DATA, "")


def test_published_files_are_loaded_from_a_folder(here: Client, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("gss_code,name\nE14001231,Exeter\n", "utf-8")
    describe(here)

    here.post("/setup/seats/files/", {"folder": str(tmp_path)})

    assert "Files: 1; rows new or changed: 1; rows left out: 0" in here.get("/setup/seats/").content.decode()
    assert Place.objects.filter(slug="exeter").exists()


def test_a_folder_that_is_not_there_is_a_sentence(here: Client) -> None:
    describe(here)

    here.post("/setup/seats/files/", {"folder": "/nowhere/at/all"})

    assert "There is no folder" in here.get("/setup/seats/").content.decode()


def test_getting_started_says_what_is_done(here: Client) -> None:
    found(here)

    page = here.get("/getting-started/").content.decode()

    assert "Import the register of Northmoor" in page
    assert "Read, amend and file the data-protection papers" in page
