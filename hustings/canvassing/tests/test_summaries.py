from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.judging import Heard
from hustings.canvassing.models import ContactSummary, Conversation, DoorSummary, LatestIntention
from hustings.canvassing.recording import record_conversations, withdraw_conversations
from hustings.canvassing.rules import OUTCOMES, Meaning, core_code_id
from hustings.canvassing.summarising import rebuild_summaries
from hustings.canvassing.tests.ground import AT, LOCAL, WESTMINSTER, Ground, heard
from hustings.canvassing.tests.oracle import expected_summaries
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting

INTENTIONS = (Meaning.DEFINITE, Meaning.UNDECIDED, Meaning.FIRM_OTHER)


@pytest.fixture
def priya(cast: Cast, north: Ground) -> Iterator[Actor]:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        yield by


def kept_summaries() -> dict[str, dict[Any, Any]]:
    intentions = LatestIntention.objects.values_list(
        "elector_id", "election_kind", "code_id", "happened_at", "previous_code_id", "previous_at"
    )
    contacts = ContactSummary.objects.values_list(
        "elector_id", "last_contacted_at", "last_attempted_at", "contacts", "attempts"
    )
    doors = DoorSummary.objects.values_list("door_id", "last_reached_at", "last_attempted_at")
    return {
        "intentions": {(elector, kind): tuple(rest) for elector, kind, *rest in intentions},
        "contacts": {elector: tuple(rest) for elector, *rest in contacts},
        "doors": {door: tuple(rest) for door, *rest in doors},
    }


@some.composite
def plans(draw: some.DrawFn) -> tuple[list[dict[str, Any]], list[int]]:
    """Conversations of three electors, some correcting others, and the places of those withdrawn afterwards."""
    hours = some.integers(min_value=0, max_value=5)
    rows = draw(
        some.lists(
            some.fixed_dictionaries(
                {
                    "elector": some.integers(0, 2),
                    "hours_ago": hours,
                    "outcome": some.sampled_from(sorted(OUTCOMES)),
                    "said": some.lists(
                        some.tuples(some.sampled_from((WESTMINSTER, LOCAL)), some.sampled_from(INTENTIONS)),
                        max_size=2,
                        unique_by=lambda pair: pair[0],
                    ),
                    "corrects": some.none() | some.integers(0, 6),
                }
            ),
            min_size=1,
            max_size=8,
        )
    )
    return rows, draw(some.lists(some.integers(0, len(rows) - 1), max_size=2))


def as_heard(ground: Ground, plan: list[dict[str, Any]]) -> list[Heard]:
    rows: list[Heard] = []
    for each in plan:
        elector = ground.electors[each["elector"]]
        corrects = each["corrects"]
        rows.append(
            heard(
                elector,
                door=elector.door_id,
                outcome=each["outcome"],
                happened_at=AT - timedelta(hours=each["hours_ago"]),
                intentions=tuple((kind, core_code_id(said)) for kind, said in each["said"]),
                supersedes=rows[corrects].id if corrects is not None and corrects < len(rows) else None,
            )
        )
    return rows


def send(by: Actor, ground: Ground, rows: list[Heard]) -> None:
    assert not record_conversations(constituency=ground.seat.id, rows=rows, by=by, at=AT).refused


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans(), order=some.randoms(use_true_random=False), size=some.integers(1, 4))
def test_any_order_and_any_repetition_gives_the_same_summaries(
    priya: Actor, north: Ground, plan: tuple[list[dict[str, Any]], list[int]], order: Any, size: int
) -> None:
    with transaction.atomic():
        rows = as_heard(north, plan[0])
        withdrawn: list[UUID] = [rows[place].id for place in plan[1]]
        sent = [*rows, *order.sample(rows, k=len(rows) // 2)]
        order.shuffle(sent)
        for start in range(0, len(sent), size):
            send(priya, north, sent[start : start + size])
        withdraw_conversations(constituency=north.seat.id, ids=withdrawn, by=priya, at=AT)
        assert kept_summaries() == expected_summaries(rows, withdrawn)
        transaction.set_rollback(True)


def test_a_rebuild_finds_the_summaries_as_they_were_kept(priya: Actor, north: Ground) -> None:
    rows = [
        heard(elector, said=INTENTIONS[place % 3], happened_at=AT - timedelta(days=place, hours=visit))
        for place, elector in enumerate(north.electors)
        for visit in range(3)
    ]
    send(priya, north, rows)
    kept = kept_summaries()

    rebuild_summaries(constituencies=[north.seat.id], by=priya, at=AT)

    assert kept_summaries() == kept
    assert len(kept["contacts"]) == len(north.electors)


def test_a_rebuild_mends_what_was_lost_or_invented(priya: Actor, north: Ground) -> None:
    rows = [heard(elector, said=Meaning.DEFINITE) for elector in north.electors[:4]]
    send(priya, north, rows)
    kept = kept_summaries()
    ContactSummary.objects.filter(elector=north.electors[0]).delete()
    LatestIntention.objects.create(
        constituency=north.seat,
        elector=north.electors[9],
        election_kind=LOCAL,
        code_id=core_code_id(Meaning.DEFINITE),
        happened_at=AT,
    )

    rebuild_summaries(constituencies=[north.seat.id], by=priya, at=AT)

    assert kept_summaries() == kept


def test_of_two_corrections_of_one_conversation_one_stands(priya: Actor, north: Ground) -> None:
    wrong = heard(north.electors[0], said=Meaning.DEFINITE)
    earlier = heard(north.electors[0], said=Meaning.UNDECIDED, supersedes=wrong.id)
    later = replace(earlier, id=uuid7(), intentions=((WESTMINSTER, core_code_id(Meaning.FIRM_OTHER)),))

    send(priya, north, [later, wrong])
    send(priya, north, [earlier])

    assert ContactSummary.objects.get().contacts == 1
    assert Conversation.objects.get(is_current=True).id == max(earlier.id, later.id)
