"""Whoever finds a hole learns whom to tell, and a password manager where a password is changed."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hustings.config.well_known import GOOD_FOR, STARTED
from hustings.organisation.models import Organisation
from tests.cast import Cast, arranging

ADDRESS = "/.well-known/security.txt"


def fields(client: Client) -> dict[str, str]:
    lines = client.get(ADDRESS).content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_the_contact_is_the_telephone_number_of_the_papers(cast: Cast, client: Client) -> None:
    with arranging():
        Organisation.objects.update(contact_telephone="01632 960 001")

    assert fields(client)["Contact"] == "tel:01632960001"


def test_the_contact_of_the_settings_goes_first(cast: Cast, client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:security@moor.example"

    assert fields(client)["Contact"] == "mailto:security@moor.example"


def test_without_a_contact_there_is_no_such_page(cast: Cast, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


def test_it_runs_out_half_a_year_after_the_start(cast: Cast, client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:security@moor.example"

    found = datetime.fromisoformat(fields(client)["Expires"])

    assert found == (STARTED + GOOD_FOR).replace(microsecond=0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields(client)["Expires"])


@pytest.mark.django_db
def test_a_password_manager_is_led_to_the_page_that_changes_a_password(client: Client) -> None:
    answer = client.get("/.well-known/change-password")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password/change/")
