from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hustings.access.models import Stop, StopMotion
from hustings.access.stops import Kind
from hustings.access.tests.duty import WHY, WORDS, Watch, stop, watch
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.work.models import SealedFile
from tests.cast import Cast, acting, arranging

__all__ = ["watch"]
SignIn = Callable[..., Client]
Commit = Callable[..., AbstractContextManager[object]]
LIST, CHOOSING = "/oversight/stops/", "/oversight/stops/placing/"
SENT = {"ground": "lost device", "verb": "all", "words": WORDS, "wider_because": WHY}


def the_stop() -> Stop:
    with arranging():
        return Stop.objects.get()


def may_fetch(person: Person, file: SealedFile) -> bool:
    with acting(person, Action.PAPER_SHEET_PRINT, Purpose.CANVASS):
        return SealedFile.objects.filter(pk=file.pk).exists()


def placing(kind: Kind, thing: object) -> str:
    return f"{CHOOSING}{kind}/?thing={thing}"


def test_an_officer_finds_a_person_and_is_led_to_the_narrowest(
    cast: Cast, watch: Watch, signed_in: SignIn
) -> None:
    client = signed_in(cast.priya)
    client = signed_in(watch.asha)

    assert "Priya Larkhall" in client.get(CHOOSING, {"name": "pri"}).content.decode()
    page = client.get(CHOOSING, {"person": str(cast.priya.pk)}).content.decode()
    assert page.index("One sign-in") < page.index("One person")


def test_the_page_says_whom_it_concerns_and_what_stays(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    page = signed_in(watch.asha).get(placing(Kind.SEAT, cast.northmoor.pk)).content.decode()

    losing, keeping = page.split("What stays working")
    assert "Moira Kettle" in losing
    assert "Priya Larkhall" not in losing
    assert "Priya Larkhall" in keeping


def test_a_stop_is_placed_and_its_page_follows(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    answer = signed_in(watch.asha).post(placing(Kind.PERSON, cast.tom.pk), SENT)

    placed = the_stop()
    assert answer["Location"] == f"{LIST}{placed.pk}/"
    assert (placed.label, placed.wider_because) == ("Tom Wick", "")


def test_a_seats_officers_are_told_at_once(
    cast: Cast,
    watch: Watch,
    signed_in: SignIn,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    client = signed_in(watch.asha)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(placing(Kind.SEAT, cast.northmoor.pk), SENT)

    assert [letter.to for letter in mail.outbox] == [["priya@moor.example"]]
    assert "A stop is in force" in signed_in(cast.priya).get("/help-me/").content.decode()
    assert "A stop is in force" not in signed_in(cast.sam).get("/help-me/").content.decode()


def test_a_wide_stop_without_a_reason_is_asked_for_one(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    sent = {**SENT, "wider_because": ""}

    answer = signed_in(watch.asha).post(placing(Kind.NATION, ""), sent)

    assert answer.status_code == 200
    with arranging():
        assert not Stop.objects.exists()


def test_a_second_officer_confirms_lifts_and_looks_back(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    given = stop(watch.asha, Kind.SEAT, cast.northmoor.pk)
    signed_in(watch.ben).post(f"{LIST}{given}/confirmation/")
    assert the_stop().confirmed_by == watch.ben.pk

    signed_in(watch.ben).post(f"{LIST}{given}/motion/lift/", {"reason": "The laptop was found again"})
    with arranging():
        motion = StopMotion.objects.get()
    signed_in(watch.asha).post(f"{LIST}motions/{motion.pk}/agreement/")
    assert the_stop().lifted_by == watch.asha.pk

    review = {"finding": "right", "words": "There was nothing narrower"}
    signed_in(watch.ruth).post(f"{LIST}{given}/review/", review)
    assert "It was right" in signed_in(cast.priya).get(LIST).content.decode()


def test_a_refusal_is_said_on_the_page(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    given = stop(watch.asha, Kind.PERSON, cast.tom.pk)

    page = signed_in(watch.asha).post(f"{LIST}{given}/confirmation/", follow=True).content.decode()

    assert "A second person confirms a stop" in page


def test_a_seats_organiser_sees_the_stop_and_not_what_was_reported(
    cast: Cast, watch: Watch, signed_in: SignIn
) -> None:
    given = stop(watch.asha, Kind.PERSON, cast.tom.pk)

    page = signed_in(cast.priya).get(f"{LIST}{given}/").content.decode()

    assert "Duty officer" in page
    assert "42 bus" not in page


def test_the_organiser_next_door_finds_no_such_stop(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    given = stop(watch.asha, Kind.PERSON, cast.tom.pk)

    assert signed_in(cast.sam).get(f"{LIST}{given}/").status_code == 404


@pytest.mark.parametrize("path", [LIST, CHOOSING, f"{CHOOSING}nation/"])
def test_whoever_holds_no_such_role_is_refused(cast: Cast, signed_in: SignIn, path: str) -> None:
    assert signed_in(cast.nia).get(path).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        f"{LIST}{UUID(int=1)}/",
        f"{CHOOSING}person/?thing={UUID(int=1)}",
        f"{CHOOSING}person/?thing=x",
        f"{CHOOSING}vibes/",
    ],
)
def test_what_is_not_there_is_not_found(cast: Cast, watch: Watch, signed_in: SignIn, path: str) -> None:
    assert signed_in(watch.asha).get(path).status_code == 404


def test_a_stop_is_sent_and_never_asked(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    given = stop(watch.asha, Kind.PERSON, cast.tom.pk)
    client = signed_in(watch.ben)

    for path in (f"{LIST}{given}/confirmation/", f"{LIST}{given}/review/", f"{LIST}{given}/motion/lift/"):
        assert client.get(path).status_code in (403, 405)
    assert client.post(LIST).status_code == 405


def test_placing_wants_a_second_factor(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    answer = signed_in(watch.asha, strong=False).get(CHOOSING)

    assert "second step" in answer.content.decode()


@pytest.mark.parametrize("path", [LIST, CHOOSING])
def test_whoever_is_signed_out_is_sent_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 302


def test_a_copy_is_found_by_its_number_and_stopped(cast: Cast, watch: Watch, signed_in: SignIn) -> None:
    with arranging():
        file = SealedFile.objects.create(
            person_id=cast.priya.pk,
            constituency_id=cast.northmoor.pk,
            name="Northmoor.csv",
            media_type="text/csv",
            key=b"k" * 32,
            made_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=1),
        )
    assert may_fetch(cast.priya, file)

    page = signed_in(watch.asha).get(CHOOSING, {"number": "C-NONE"}).content.decode()
    assert "No copy in your reach has that number." in page
    assert signed_in(watch.asha).post(placing(Kind.COPY, file.pk), SENT).status_code == 302

    assert not may_fetch(cast.priya, file)
