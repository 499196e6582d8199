"""The sync write over HTTP: what it takes, what it refuses, and that a refusal is JSON with a sentence."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hustings.access.models import Grant
from hustings.audit.models import Entry, QueuedLeaf
from hustings.canvassing.api import MOST
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.canvassing.tests.ground import Ground
from hustings.lib.merkle_tree import leaf_hash
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, arranging, sign_in

ADDRESS = "/api/seats/northmoor/conversations/"
SignedIn = Callable[..., Client]


def item(ground: Ground, **told: Any) -> dict[str, Any]:
    happened = timezone.now() - timedelta(hours=1)
    facts = {"id": str(uuid7()), "happened_at": happened.isoformat(), "elector": str(ground.electors[0].id)}
    return facts | told


def post(client: Client, *items: Any, address: str = ADDRESS, **call: Any) -> Any:
    body = json.dumps({"items": list(items), **call})
    return client.post(address, body, content_type="application/json")


def test_what_is_sent_is_recorded_and_sent_again_is_safe(
    cast: Cast, signed_in: SignedIn, north: Ground
) -> None:
    client = signed_in(cast.priya)
    intention = {"kind": "westminster", "code": str(core_code_id(Meaning.DEFINITE))}
    sent = item(north, intentions=[intention])

    first, second = post(client, sent).json(), post(client, sent).json()

    assert [one["state"] for one in first["items"] + second["items"]] == ["recorded", "already"]
    assert (first["safe"], second["safe"]) == (1, 1)


def test_each_answer_carries_the_receipt_of_its_entry_in_the_log(
    cast: Cast, signed_in: SignedIn, north: Ground
) -> None:
    client, sent = signed_in(cast.priya), item(north)

    first, second = post(client, sent).json()["receipt"], post(client, sent).json()["receipt"]

    with arranging():
        entries = Entry.objects.filter(action="canvassing:conversation:send").order_by("id")
        leaves = [QueuedLeaf.objects.get(entry_id=one.id) for one in entries]
    assert [(str(one.entry_id), leaf_hash(bytes(one.leaf)).hex()) for one in leaves] == [
        (first["entry_id"], first["leaf_hash"]),
        (second["entry_id"], second["leaf_hash"]),
    ]


def test_one_item_is_refused_with_a_sentence_and_the_others_are_safe(
    cast: Cast, signed_in: SignedIn, north: Ground
) -> None:
    answer = post(signed_in(cast.priya), item(north, channel="shout"), item(north))

    assert [one["state"] for one in answer.json()["items"]] == ["refused", "recorded"]
    assert answer.json()["items"][0]["sentence"].endswith(".")


def test_somebody_whose_part_does_not_include_it_may_not(
    cast: Cast, signed_in: SignedIn, north: Ground
) -> None:
    with arranging():
        Grant.objects.filter(person=cast.tom).update(role="member", purposes=["canvass"])

    answer = post(signed_in(cast.tom), item(north))

    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/json")


@pytest.mark.parametrize("seat", ["northmoor", "atlantis"])
def test_the_organiser_next_door_finds_nothing(
    cast: Cast, signed_in: SignedIn, north: Ground, seat: str
) -> None:
    answer = post(signed_in(cast.sam), item(north), address=f"/api/seats/{seat}/conversations/")

    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is nothing here for you. Nothing was changed."}


def test_whoever_is_not_signed_in_is_told_so(cast: Cast, client: Client, north: Ground) -> None:
    assert post(client, item(north)).status_code == 401


def test_it_is_posted_and_not_read(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya).get(ADDRESS).status_code == 405


def test_without_the_token_of_a_page_nothing_is_taken(cast: Cast, north: Ground) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.priya)

    assert post(client, item(north)).status_code == 403
    assert not kept()


def test_the_token_that_me_gives_opens_it(cast: Cast, north: Ground) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.priya)
    token = client.get("/api/me/").json()["csrf_token"]

    body = json.dumps({"items": [item(north)]})
    answer = client.post(ADDRESS, body, content_type="application/json", headers={"X-CSRFToken": token})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_a_form_of_another_site_could_send_is_not_taken(
    cast: Cast, signed_in: SignedIn, north: Ground, kind: str
) -> None:
    answer = signed_in(cast.priya).generic("POST", ADDRESS, json.dumps({"items": [item(north)]}), kind)

    assert answer.status_code == 415


WRONG: dict[str, Any] = {
    "no items": [],
    "a word that is no field": [{"happend_at": 1}],
    "a time without a zone": [{"id": str(uuid7()), "happened_at": "2026-05-01T10:00:00"}],
    "too long a value": [{"answers": [{"code": str(uuid7()), "value": "x" * 21}]}],
    "a nought in a text": [{"answers": [{"code": str(uuid7()), "value": "\0"}]}],
    "a number too large": [{"source_line": 2**31}],
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_has_not_the_right_form_is_told_where(
    cast: Cast, signed_in: SignedIn, north: Ground, wrong: str
) -> None:
    items = [item(north) | one for one in WRONG[wrong]]

    answer = post(signed_in(cast.priya), *items)

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["where"]
    assert not kept()


@pytest.mark.parametrize("body", ["{", "[" * 200_000, "null", '{"items": NaN}', '"x"'])
def test_what_is_no_call_is_no_fault_of_ours(cast: Cast, signed_in: SignedIn, body: str) -> None:
    answer = signed_in(cast.priya).post(ADDRESS, body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.json()["detail"].endswith("kept.") or answer.status_code == 400


def test_more_than_a_call_holds_is_refused(cast: Cast, signed_in: SignedIn, north: Ground) -> None:
    assert post(signed_in(cast.priya), *[item(north)] * (MOST + 1)).status_code == 422


def test_a_body_that_no_call_needs_is_not_read(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.priya).post(ADDRESS, " " * (1 << 21), content_type="application/json")

    assert answer.status_code == 413


class TestMe:
    """Who one is, and nobody else."""

    def test_it_names_ones_roles_and_seats(self, cast: Cast, signed_in: SignedIn) -> None:
        told = signed_in(cast.priya).get("/api/me/").json()

        assert told["name"] == "Priya Larkhall"
        assert [one["role"] for one in told["roles"]] == ["organiser"]
        assert told["seats"] == [{"slug": "northmoor", "name": "Northmoor"}]

    def test_the_description_is_for_whoever_is_signed_in(self, cast: Cast, signed_in: SignedIn) -> None:
        schema = signed_in(cast.priya).get("/api/schema.json").json()

        assert set(schema["paths"]) >= {"/api/me/", "/api/seats/{seat}/conversations/"}

    def test_the_description_is_shown_to_nobody_else(self, cast: Cast, client: Client) -> None:
        assert client.get("/api/schema.json").status_code == 401


def kept() -> bool:
    with arranging():
        return Conversation.objects.exists()
