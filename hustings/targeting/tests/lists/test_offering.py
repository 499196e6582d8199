"""Headquarters offers a list; each seat looks at its own numbers and takes a copy, or declines. None is imposed on."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.register.tests.council import NOON
from hustings.targeting.lists.offering import UnableToOffer, offer_list, offers_made, take_offer
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import OfferedList, SavedList, Tag
from hustings.targeting.tests.lists.ground import Lived
from tests.cast import Cast, acting, arranging, role

SignIn = Callable[..., Client]
EVERYBODY = {"do": "add", "who": {"by": "everybody"}}
FORM = {
    "hustings_list": 1,
    "steps": [EVERYBODY, {"do": "keep", "who": {"by": "intention", "said": ["definite", "probable"]}}],
}
NEW, OFFERS = reverse("targeting:offering"), reverse("targeting:offers")


def offered(cast: Cast, *, to_both: bool = True, **changed: Any) -> None:
    """Moira offers a list to both seats, or to Northmoor alone."""
    told = {"name": "Ours in three", "why": "Worked in Eastleigh", "form": read_form(FORM), **changed}
    seats = [cast.northmoor, cast.southmoor] if to_both else [cast.northmoor]
    with acting(cast.moira, Action.TARGETING_LIST_OFFER, Purpose.ORGANISE, NOON) as by:
        offer_list(seats=seats, by=by, at=NOON, **told)


def in_seat(cast: Cast, seat: str = "northmoor") -> OfferedList:
    with arranging():
        return OfferedList.objects.select_related("constituency").get(constituency__slug=seat)


def page(name: str, one: OfferedList) -> str:
    return reverse(f"targeting:{name}", args=[one.constituency.slug, one.id])


def test_from_headquarters_to_the_seats_own_list_and_the_count_of_who_took_it(
    cast: Cast, lived: Lived, signed_in: SignIn
) -> None:
    moira = signed_in(cast.moira)
    begun = moira.post(NEW, {"choose": "intention", "name": "Ours in three"}).content.decode()
    assert 'value="Ours in three"' in begun
    step = {"kind": "intention", "do": "keep", "election": "westminster", "said": ["definite", "probable"]}
    steps = {"steps": json.dumps({"hustings_list": 1, "steps": [EVERYBODY]})}
    added = moira.post(NEW, {**steps, **step, "when": "now", "add": "1"})
    assert "Definitely for us" in added.content.decode()
    told = {"name": "Ours in three", "why": "Worked in Eastleigh", "use": "door", "to": "all", "offer": "1"}
    assert moira.post(NEW, {**told, "steps": added.context["as_json"]}).headers["Location"] == OFFERS

    priya = signed_in(cast.priya)
    assert (
        "Moira Kettle: Worked in Eastleigh"
        in priya.get(reverse("targeting:lists", args=["northmoor"])).content.decode()
    )
    shown = priya.get(page("offered", in_seat(cast))).content.decode()
    assert "Offered by Moira Kettle (National staff)" in shown
    taken = priya.post(page("take_offer", in_seat(cast)), follow=True).content.decode()
    assert "This list is somebody else" not in taken
    again = priya.post(page("take_offer", in_seat(cast)), follow=True).content.decode()
    assert "answered already" in again
    signed_in(cast.sam).post(page("decline_offer", in_seat(cast, "southmoor")))

    with arranging():
        kept = SavedList.objects.get()
        assert (kept.made_by, kept.is_shared, kept.offered_by) == (cast.priya.id, False, in_seat(cast).offer)
    seen = signed_in(cast.moira).get(OFFERS)
    one = seen.context["offers"][0]
    assert (one.seats, one.taken, one.declined, one.waiting) == (2, 1, 1, 0)
    assert "Priya" not in seen.content.decode()


def first_button(page: str) -> str:
    """What Enter presses in a field: the first button of the form."""
    form = page.partition('id="offering"')[2]
    found = re.search(r'<button[^>]* name="(\w+)"', form)
    assert found
    return found[1]


def test_enter_in_a_field_offers_or_adds_the_step_and_moves_none(cast: Cast, signed_in: SignIn) -> None:
    moira = signed_in(cast.moira)

    assert first_button(moira.get(NEW).content.decode()) == "offer"
    assert first_button(moira.post(NEW, {"choose": "intention"}).content.decode()) == "add"


@pytest.mark.parametrize(
    "who",
    [
        {"by": "place", "wards": ["E05000001"]},
        {"by": "street", "streets": [str(uuid7())]},
        {"by": "tag", "tags": [str(uuid7())]},
        {"by": "score", "score": str(uuid7()), "at_least": 50},
        {"by": "list", "list": str(uuid7())},
        {"by": "answer", "codes": [str(uuid7())]},
        {"by": "any_of", "of": [{"by": "everybody"}, {"by": "tag", "tags": [str(uuid7())]}]},
    ],
)
def test_a_step_that_names_what_one_seat_alone_has_is_refused(cast: Cast, who: dict[str, Any]) -> None:
    form = read_form({"hustings_list": 1, "steps": [EVERYBODY, {"do": "keep", "who": who}]})

    with pytest.raises(UnableToOffer, match="What step 2 names is of one seat alone"):
        offered(cast, form=form)

    with arranging():
        assert not OfferedList.objects.exists()


def test_an_election_that_is_not_there_and_a_seat_out_of_reach_are_refused(cast: Cast) -> None:
    with pytest.raises(UnableToOffer, match="election"):
        offered(cast, form=read_form(FORM | {"polling": str(uuid7())}))
    with pytest.raises(UnableToOffer, match="say why"):
        offered(cast, why=" ")
    with arranging():
        cast.southmoor.pk = 99_999
    with pytest.raises(UnableToOffer, match="in your reach"):
        offered(cast)


def test_whoever_offers_sees_no_list_of_a_seat_and_the_neighbours_no_offer(cast: Cast) -> None:
    offered(cast, to_both=False)
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, NOON) as by:
        take_offer(offered=in_seat(cast), by=by, at=NOON)

    with acting(cast.moira, Action.TARGETING_LIST_OFFER, Purpose.ORGANISE, NOON) as by:
        assert [one.taken for one in offers_made(by)] == [1]
        assert not SavedList.objects.exists()
        assert not Tag.objects.exists()
    with acting(cast.sam, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, NOON):
        assert not OfferedList.objects.exists()
    with arranging():
        steps = Entry.objects.filter(place__startswith="offered list").order_by("at", "id")
        assert {entry.rule for entry in steps} == {"offered", "offer taken"}


def test_what_is_withdrawn_cannot_be_taken_and_what_was_taken_stays(cast: Cast, signed_in: SignIn) -> None:
    offered(cast)
    signed_in(cast.priya).post(page("take_offer", in_seat(cast)))
    withdraw = reverse("targeting:withdraw_offer", args=[in_seat(cast).offer])

    first = signed_in(cast.moira).post(withdraw, follow=True).content.decode()
    second = signed_in(cast.moira).post(withdraw, follow=True).content.decode()
    late = signed_in(cast.sam).post(page("take_offer", in_seat(cast, "southmoor")), follow=True)

    assert "1 seat is not offered this list any more." in first
    assert "No seat waits with this offer any more." in second
    assert "is withdrawn" in late.content.decode()
    with arranging():
        assert SavedList.objects.get().constituency == cast.northmoor


def test_who_may_not_is_refused(cast: Cast, signed_in: SignIn) -> None:
    offered(cast, to_both=False)
    one = in_seat(cast)

    for client, answers in ((cast.priya, (403, 200)), (cast.tom, (403, 403)), (cast.sam, (403, 404))):
        assert signed_in(client).get(OFFERS).status_code == answers[0]
        assert signed_in(client).get(page("offered", one)).status_code == answers[1]
    assert signed_in(cast.moira).get(page("offered", one)).status_code == 403
    assert signed_in(cast.priya).get(page("take_offer", one)).status_code == 405
    assert (
        signed_in(cast.priya).get(page("offered", one).replace(str(one.id), str(uuid7()))).status_code == 404
    )
    assert Client().get(NEW).status_code == 302


@pytest.mark.parametrize(
    "steps",
    [
        "",
        "{",
        "null",
        '{"hustings_list": 1, "steps": []}',
        '{"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "place", "wards": ["\\u0000"]}}]}',
    ],
)
def test_steps_that_were_tampered_with_begin_anew(cast: Cast, signed_in: SignIn, steps: str) -> None:
    answer = signed_in(cast.moira).post(NEW, {"steps": steps, "out": "9"})

    assert answer.status_code == 422
    assert "Add everybody on the register" in answer.content.decode()


def test_a_program_offers_and_takes(cast: Cast, signed_in: SignIn) -> None:
    told = {"name": "Ours", "why": "Try it", "form": FORM, "seats": ["northmoor"]}
    made = signed_in(cast.moira).post("/api/lists/offers/", json.dumps(told), content_type="application/json")
    wrong = signed_in(cast.moira).post(
        "/api/lists/offers/", json.dumps(told | {"seats": ["nowhere"]}), content_type="application/json"
    )
    priya = signed_in(cast.priya)
    waiting = priya.get("/api/seats/northmoor/lists/offers/").json()
    taken = priya.post(
        "/api/seats/northmoor/lists/offers/taken/",
        json.dumps({"offered": waiting[0]["id"]}),
        content_type="application/json",
    )

    assert (made.status_code, made.json()["waiting"], wrong.status_code) == (200, 1, 422)
    assert (taken.status_code, taken.json()["form"], taken.json()["name"]) == (
        200,
        waiting[0]["form"],
        "Ours",
    )
    assert priya.get("/api/seats/northmoor/lists/offers/").json() == []


def test_a_command_offers(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(FORM), "utf-8")
    said = ("--name=Ours", "--why=Try it", "--as=moira@moor.example", "--reason=a test")

    with role("hustings_worker"):
        call_command("offer_list", str(file), "--to=northmoor", *said)
        with pytest.raises(CommandError, match="You reach no seat called nowhere"):
            call_command("offer_list", str(file), "--to=nowhere", *said)

    assert "Offered to 1 seats." in capsys.readouterr().out
    assert in_seat(cast).why == "Try it"
