"""The queue of questions: two rows side by side, one answer at a time, a place that is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.register.models import Doubt, Elector, Import
from hustings.register.tests.council import LYLE, LYLE_SON, OKAFOR, full_file, take_in
from hustings.register.tests.questions import G_OKAFO, applied, ask, known, waiting
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
P_LYLES = "AA1,32,0,,,Lyles,Peter,EX1 1AA,9 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
PAGE = "/seats/northmoor/register/doubts/"


@pytest.fixture
def asked(council: Cast) -> list[Doubt]:
    """Two questions of one applied file: is "G Okafo" Mrs Okafor, and did Peter Lyle move?"""
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    run = waiting(council, LYLE_SON, G_OKAFO, P_LYLES)
    doubts = [
        ask(run, "Okafo", known("Okafor")),
        ask(run, "Lyles", known("Lyle", "Peter"), kind=Doubt.Kind.MOVED, likeness=81),
    ]
    applied(council, run)
    return doubts


def answer(client: Client, doubt: Doubt, said: str, **place: object) -> str:
    url = reverse("register:decide", args=["northmoor", doubt.id])
    return client.post(url, {"said": said, **place}, follow=True).content.decode()


def test_two_rows_stand_side_by_side(council: Cast, asked: list[Doubt], signed_in: SignedIn) -> None:
    page = signed_in(council.priya).get(PAGE).content.decode()

    assert "Question 1 of 1" in page
    for words in ("Grace Ada", "Okafo</mark>", "1 Mill Lane", "AA1-31", "Likeness 72 of 100", "differs"):
        assert words in page
    assert "Lyles" not in page


def test_whoever_may_have_moved_has_a_list_apart(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    page = signed_in(council.priya).get(PAGE, {"list": "moved"}).content.decode()

    assert "Perhaps somebody who moved." in page
    assert "Lyles" in page
    assert "Okafo<" not in page


def test_the_same_joins_them_and_can_be_taken_back_from_the_page(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    client = signed_in(council.priya)

    page = answer(client, asked[0], "same", place=1)

    assert "Line 3: the same person." in page
    assert "Every question is answered" in page
    assert "You decided last: line 3, the same person." in page
    assert "Question 1 of 1" in answer(client, asked[0], "back", place=1)
    with arranging():
        assert Elector.objects.filter(surname="Okafo").count() == 1


def test_the_place_is_kept(council: Cast, asked: list[Doubt], signed_in: SignedIn) -> None:
    third = ask_again(asked[0], "Owen")

    page = answer(signed_in(council.priya), third, "other", place=1, run=asked[0].run_id)

    assert "Question 1 of 1" in page
    assert f'name="run" value="{asked[0].run_id}"' in page


def ask_again(doubt: Doubt, forenames: str) -> Doubt:
    """Another person whom the same row could be."""
    with arranging():
        earlier = Elector.objects.get(forenames=forenames)
        return Doubt.objects.create(
            constituency_id=doubt.constituency_id,
            run_id=doubt.run_id,
            line=doubt.line,
            elector_id=doubt.elector_id,
            earlier=earlier,
            kind=Doubt.Kind.SEVERAL,
            likeness=60,
        )


def test_what_cannot_be_is_refused_with_a_sentence(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    both_in_the_file = ask_again(asked[0], "Owen")

    page = answer(signed_in(council.priya), both_in_the_file, "same")

    assert "they are two people. Nothing was changed." in page


def test_an_answer_that_is_none_decides_nothing(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    assert "Nothing was decided" in answer(signed_in(council.priya), asked[0], "perhaps")


def test_answers_are_listed_and_can_be_taken_back_there(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    client = signed_in(council.priya)
    answer(client, asked[0], "same")

    page = client.get(f"{PAGE}decided/").content.decode()

    assert "Answers, newest first" in page
    assert "said by you" in page
    assert "Nothing was decided yet" in answer(client, asked[0], "back", came_from="decisions")


def test_the_import_says_how_many_rows_wait(council: Cast, asked: list[Doubt], signed_in: SignedIn) -> None:
    ask_again(asked[0], "Owen")
    client = signed_in(council.priya)
    run = reverse("register:import", args=["northmoor", asked[0].run_id])

    for url in (run, reverse("register:imports", args=["northmoor"])):
        assert "1 row waits for your decision." in client.get(url).content.decode()


def test_before_any_import_the_page_says_what_to_do_first(council: Cast, signed_in: SignedIn) -> None:
    page = signed_in(council.priya).get(PAGE).content.decode()

    assert "Nothing waits for you" in page
    assert reverse("register:send", args=["northmoor"]) in page


def test_a_row_that_waits_is_shown_from_the_file(council: Cast, signed_in: SignedIn) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    ask(waiting(council, LYLE, G_OKAFO), "Okafo", known("Okafor"))

    page = signed_in(council.priya).get(PAGE).content.decode()

    assert "The file is not applied yet" in page
    assert "AA1-31" in page


def test_who_was_shown_is_in_the_log(council: Cast, asked: list[Doubt], signed_in: SignedIn) -> None:
    signed_in(council.priya).get(PAGE)

    with arranging():
        entry = Entry.objects.get(action=Action.REGISTER_MATCH_LIST)
    assert (entry.count, entry.constituency_id) == (2, council.northmoor.id)


def test_a_helper_who_keys_in_is_not_let_in(council: Cast, asked: list[Doubt], signed_in: SignedIn) -> None:
    assert signed_in(council.nia).get(PAGE).status_code == 403


def test_what_a_file_sent_elsewhere_asks_is_decided_where_its_people_live(
    council: Cast, asked: list[Doubt], signed_in: SignedIn
) -> None:
    doubt = asked[0]
    with arranging():
        Import.objects.filter(pk=doubt.run_id).update(constituency=council.southmoor)
    client = signed_in(council.priya)

    assert "Question 1 of 1" in client.get(PAGE).content.decode()
    assert "Line 3: the same person." in answer(client, doubt, "same")
    assert "Line 3: taken back." in answer(client, doubt, "back")
