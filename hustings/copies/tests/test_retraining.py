"""Reading up: asked, answered, settled; only bulk waits for it, and only for one person."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.audit.words import Action, Purpose
from hustings.copies.models import Retraining
from hustings.copies.retraining import (
    UnableToRetrain,
    UnableToTakeInBulk,
    ask_retraining,
    read_retraining,
    refuse_untrained,
    settle_retraining,
)
from hustings.copies.rules import BULK_PEOPLE
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
ASK, READ = Action.COPIES_RETRAINING_ASK, Action.COPIES_RETRAINING_READ
ADMINISTRATION = Purpose.ADMINISTRATION
PAGE = "/seats/northmoor/copies/reading-up/"


def ask_as_priya(cast: Cast, person: UUID | None = None, words: str = "Four sheets are out.") -> UUID:
    with acting(cast.priya, ASK, ADMINISTRATION) as by:
        return ask_retraining(
            person=person or cast.nia.id, unit=cast.northmoor_unit, why="sheets", words=words, by=by,
            at=timezone.now(),
        )  # fmt: skip


def is_refused_in_bulk(cast: Cast, person: str, people: int) -> bool:
    with acting(getattr(cast, person), Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        try:
            refuse_untrained(people=people, by=by)
        except UnableToTakeInBulk:
            return True
    return False


def test_only_bulk_waits_and_only_for_the_person_named(cast: Cast) -> None:
    ask_as_priya(cast)

    assert is_refused_in_bulk(cast, "nia", BULK_PEOPLE + 1)
    assert not is_refused_in_bulk(cast, "nia", BULK_PEOPLE)
    assert not is_refused_in_bulk(cast, "priya", 75_000)


def test_after_four_weeks_it_is_over_by_itself(cast: Cast) -> None:
    ask_as_priya(cast)
    with arranging():
        Retraining.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert not is_refused_in_bulk(cast, "nia", 1_000)


def test_they_read_answer_and_are_confirmed(cast: Cast) -> None:
    given = ask_as_priya(cast)
    with acting(cast.nia, READ, ADMINISTRATION) as by:
        read_retraining(retraining=given, answer="Tom has two of them.", by=by, at=timezone.now())
    assert is_refused_in_bulk(cast, "nia", 1_000)
    with acting(cast.priya, ASK, ADMINISTRATION) as by:
        settle_retraining(retraining=given, by=by, at=timezone.now())

    with arranging():
        kept = Retraining.objects.get()
    assert (kept.answer, kept.settled_by) == ("Tom has two of them.", cast.priya.id)
    assert not is_refused_in_bulk(cast, "nia", 1_000)


@pytest.mark.parametrize("whom", ["priya", "sam", "nobody"])
def test_it_cannot_be_asked_of_oneself_a_stranger_or_nobody(cast: Cast, whom: str) -> None:
    person = uuid7() if whom == "nobody" else getattr(cast, whom).id

    with pytest.raises(UnableToRetrain, match="cannot be asked"):
        ask_as_priya(cast, person)


def test_it_is_not_asked_twice_nor_without_a_word(cast: Cast) -> None:
    ask_as_priya(cast)

    with pytest.raises(UnableToRetrain, match="asked already"):
        ask_as_priya(cast)
    with pytest.raises(UnableToRetrain, match="Say what happened"):
        ask_as_priya(cast, cast.tom.id, " ")


def test_nobody_settles_what_is_asked_of_themselves(cast: Cast) -> None:
    given = ask_as_priya(cast)
    with arranging():
        mine = Grant.objects.get(person=cast.nia)
        Membership.objects.filter(person=cast.nia).update(name="Nia")
        mine.role = Role.ORGANISER
        mine.purposes = [*mine.purposes, "administration"]
        mine.save()

    with acting(cast.nia, ASK, ADMINISTRATION) as by, pytest.raises(UnableToRetrain, match="about yourself"):
        settle_retraining(retraining=given, by=by, at=timezone.now())


def test_the_runtime_itself_cannot_write_it(cast: Cast) -> None:
    ask_as_priya(cast)

    with acting(cast.nia, READ, ADMINISTRATION), pytest.raises(DatabaseError), transaction.atomic():
        Retraining.objects.update(settled_at=timezone.now())


class TestPages:
    def test_a_key_holder_asks_on_the_page_of_the_seat(self, cast: Cast, signed_in: SignIn) -> None:
        told = {"person": str(cast.nia.id), "why": "sign-in", "words": "Two people at once."}
        response = signed_in(cast.priya).post(PAGE, told, follow=True)

        assert "Nia Sandpiper" in response.content.decode()
        assert "Two people at once." in response.content.decode()

    @pytest.mark.parametrize(
        ("why", "heading"),
        [
            ("sheets", "Bring every sheet back"),
            ("sign-in", "One person, one sign-in"),
            ("calls", "Screen every number"),
        ],
    )
    def test_they_see_why_and_the_page_for_it(
        self, cast: Cast, signed_in: SignIn, why: str, heading: str
    ) -> None:
        given = ask_as_priya(cast)
        with arranging():
            Retraining.objects.update(why=why)
        client = signed_in(cast.nia)

        assert "Four sheets are out." in client.get("/reading-up/").content.decode()
        assert heading in client.get(reverse("copies:read", args=[given])).content.decode()

    def test_a_tick_is_wanted_and_an_answer_kept(self, cast: Cast, signed_in: SignIn) -> None:
        page, client = reverse("copies:read", args=[ask_as_priya(cast)]), signed_in(cast.nia)

        assert client.post(page, {"answer": "x"}).status_code == 422
        assert client.post(page, {"has_read": "on", "answer": "x"}).status_code == 302
        with arranging():
            assert Retraining.objects.get().read_at is not None

    def test_one_button_settles(self, cast: Cast, signed_in: SignIn) -> None:
        given = ask_as_priya(cast)
        signed_in(cast.priya).post(f"{PAGE}{given}/")

        with arranging():
            assert Retraining.objects.get().settled_by == cast.priya.id

    def test_who_may_not_is_refused(self, cast: Cast, signed_in: SignIn, client: Client) -> None:
        given = ask_as_priya(cast)

        assert client.get(PAGE).status_code == 302
        assert signed_in(cast.nia).get(PAGE).status_code == 403
        assert signed_in(cast.sam).get(PAGE).status_code == 404
        assert signed_in(cast.sam).get(reverse("copies:read", args=[given])).status_code == 404
        assert signed_in(cast.sam).post(f"/seats/southmoor/copies/reading-up/{given}/").status_code == 404
        assert signed_in(cast.priya).get(f"{PAGE}{given}/").status_code == 405
        assert signed_in(cast.priya).get("/reading-up/nonsense/").status_code == 404
