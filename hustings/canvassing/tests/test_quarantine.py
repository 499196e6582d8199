"""What a stopped sender still sends: kept, not readable by whoever sent it, settled by the seat's own officers."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import admit_unopened, take_objections
from hustings.access.stops import Kind
from hustings.access.tests.duty import Watch, stop, watch
from hustings.audit.models import Entry, QueuedLeaf
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import Ground
from hustings.lib.merkle_tree import leaf_hash
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Objection
from tests.cast import Cast, arranging, role

__all__ = ["watch"]
SignIn = Callable[..., Client]
SENDING, PAGE = "/api/seats/northmoor/conversations/", "/seats/northmoor/quarantine/"
HELD = "Kept. The seat’s own officers look at it."
REASON = "These were keyed on a stolen phone"


def items(ground: Ground, number: int = 1, **told: Any) -> list[dict[str, Any]]:
    happened = (timezone.now() - timedelta(hours=1)).isoformat()
    people = ground.electors
    return [
        {"id": str(uuid7()), "happened_at": happened, "elector": str(people[one % len(people)].id), **told}
        for one in range(number)
    ]


def send(client: Client, sent: list[dict[str, Any]]) -> Any:
    return client.post(SENDING, json.dumps({"items": sent}), content_type="application/json")


def kept() -> list[Quarantined]:
    with arranging():
        return list(Quarantined.objects.all())


def recorded() -> list[Conversation]:
    with arranging():
        return list(Conversation.objects.all())


@pytest.fixture
def stopped(cast: Cast, watch: Watch, north: Ground, signed_in: SignIn) -> Client:
    """Nia's browser, after a stop of her."""
    with arranging():
        cast.grants["nia"].role = "organiser"
        cast.grants["nia"].save()
    client = signed_in(cast.nia)
    stop(watch.asha, Kind.PERSON, cast.nia.pk)
    return client


def test_two_hundred_conversations_are_stored_and_none_is_readable_by_their_sender(
    cast: Cast, north: Ground, stopped: Client
) -> None:
    answer = send(stopped, items(north, 200))

    assert (answer.status_code, answer.json()["safe"]) == (202, 200)
    assert {(one["state"], one["sentence"]) for one in answer.json()["items"]} == {("held", HELD)}
    with arranging():
        entry = Entry.objects.get(rule="quarantine")
        leaf = bytes(QueuedLeaf.objects.get(entry_id=entry.id).leaf)
    assert answer.json()["receipt"] == {"entry_id": str(entry.id), "leaf_hash": leaf_hash(leaf).hex()}
    assert [one.items for one in kept()] == [200]
    assert recorded() == []
    assert stopped.get(PAGE).status_code == 403
    with role("hustings_worker"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT sent FROM access_quarantined")


def test_its_sender_does_not_read_it_once_the_stop_is_over(
    cast: Cast, north: Ground, stopped: Client
) -> None:
    send(stopped, items(north, 3))
    with arranging():
        connection.cursor().execute("UPDATE access_stop SET ends_at = placed_at + interval '1 second'")
        connection.cursor().execute(
            "UPDATE access_stop SET placed_at = placed_at - interval '1 day',"
            " ends_at = ends_at - interval '1 day'"
        )

    page = stopped.get(PAGE)

    assert page.status_code == 200
    assert "Nothing waits" in page.content.decode()


def test_sending_again_keeps_it_once(north: Ground, stopped: Client) -> None:
    sent = items(north, 2)
    send(stopped, sent)
    send(stopped, sent)

    assert len(kept()) == 1


def test_an_officer_of_the_seat_takes_it_in(
    cast: Cast, north: Ground, stopped: Client, signed_in: SignIn
) -> None:
    send(stopped, items(north, 3))
    officer = signed_in(cast.priya)
    assert "3 conversations" in officer.get(PAGE).content.decode()

    officer.post(f"{PAGE}{kept()[0].pk}/", {"admit": "yes"})

    assert len(recorded()) == 3
    assert not any(one.admitted_unseen for one in recorded())
    assert kept()[0].outcome == "admitted"


def test_what_is_not_taken_in_has_a_reason(
    cast: Cast, north: Ground, stopped: Client, signed_in: SignIn
) -> None:
    send(stopped, items(north))
    officer, address = signed_in(cast.priya), f"{PAGE}{kept()[0].pk}/"

    officer.post(address, {"reason": ""})
    assert kept()[0].outcome == ""
    officer.post(address, {"reason": REASON})

    assert (kept()[0].outcome, kept()[0].reason, recorded()) == ("not admitted", REASON, [])


def test_it_is_settled_once(cast: Cast, north: Ground, stopped: Client, signed_in: SignIn) -> None:
    send(stopped, items(north))
    officer, address = signed_in(cast.priya), f"{PAGE}{kept()[0].pk}/"
    officer.post(address, {"reason": REASON})

    page = officer.post(address, {"admit": "yes"}, follow=True).content.decode()

    assert "settled this already" in page
    assert recorded() == []


def test_officers_are_told_once_and_find_it_at_home(
    cast: Cast, north: Ground, stopped: Client, signed_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    for _time in range(2):
        send(stopped, items(north))
        with django_capture_on_commit_callbacks(execute=True), role("hustings_worker"):
            take_objections(kept()[-1].pk, at=timezone.now())

    page = signed_in(cast.priya).get("/").content.decode()

    assert [letter.to for letter in mail.outbox] == [["priya@moor.example"]]
    assert "In Northmoor 2 things wait that a stopped sender still sent." in page
    assert "stopped sender" not in signed_in(cast.sam).get("/").content.decode()


def test_an_objection_waits_for_nobody(north: Ground, stopped: Client) -> None:
    send(stopped, items(north, outcome="objected") + items(north))

    with role("hustings_worker"):
        take_objections(kept()[0].pk, at=timezone.now())

    with arranging():
        assert Objection.objects.count() == 1
    assert [one.outcome for one in recorded()] == [Meaning.OBJECTED]
    assert kept()[0].outcome == ""


def test_what_nobody_opened_is_taken_in_after_a_day_and_says_so(north: Ground, stopped: Client) -> None:
    send(stopped, items(north, 2))
    with role("hustings_worker"):
        assert admit_unopened(at=timezone.now()) == 0
    with arranging():
        Quarantined.objects.update(arrived_at=F("arrived_at") - timedelta(hours=25))

    with role("hustings_worker"):
        assert admit_unopened(at=timezone.now()) == 1

    assert [one.admitted_unseen for one in recorded()] == [True, True]
    assert kept()[0].outcome == "unseen"


def test_nothing_is_kept_of_somebody_whom_nothing_stops(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    assert send(signed_in(cast.priya), items(north)).status_code == 200
    assert kept() == []


def test_nothing_is_kept_for_a_seat_out_of_reach(cast: Cast, north: Ground, stopped: Client) -> None:
    address = SENDING.replace("northmoor", "southmoor")

    answer = stopped.post(address, json.dumps({"items": items(north)}), content_type="application/json")

    assert answer.status_code in (403, 404)
    assert kept() == []


@pytest.mark.parametrize("body", ["", "[]", "{", '{"items": 3}', '{"items": []}', '{"items": [1]}'])
def test_what_is_no_call_is_refused(stopped: Client, body: str) -> None:
    assert stopped.post(SENDING, body, content_type="application/json").status_code == 403
    assert kept() == []


def test_whoever_keys_in_opens_no_quarantine(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.nia).get(PAGE).status_code == 403


def test_the_organiser_next_door_finds_no_quarantine(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.sam).get(PAGE).status_code == 404


def test_whoever_is_signed_out_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_settling_is_sent_and_not_asked(
    cast: Cast, north: Ground, stopped: Client, signed_in: SignIn
) -> None:
    send(stopped, items(north))

    assert signed_in(cast.priya).get(f"{PAGE}{kept()[0].pk}/").status_code == 405


def test_what_is_not_there_cannot_be_settled(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.priya).post(f"{PAGE}{uuid7()}/", {"admit": "yes"}).status_code == 404
