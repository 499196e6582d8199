"""Who stops what in the tests of stops: two duty officers and an oversight body at headquarters."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import F
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.models import Stop, StopMotion, StopReview
from hustings.access.roles import Role
from hustings.access.stopping.placing import place_stop
from hustings.access.stops import Ground, Kind, Verb
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from tests.cast import Cast, acting, arranging, join

WORDS = "Tom’s phone was left on the 42 bus"
WHY = "The thing itself is not known yet"


@dataclass
class Watch:
    """Asha and Ben are duty officers, Ruth of the oversight body looks back at what they did."""

    asha: Person
    ben: Person
    ruth: Person


@pytest.fixture
def watch(cast: Cast) -> Watch:
    with arranging():
        return Watch(
            join("Asha Suren", cast.headquarters, Role.DUTY_OFFICER, cast.grants),
            join("Ben Alder", cast.headquarters, Role.DUTY_OFFICER, cast.grants),
            join("Ruth Whimble", cast.headquarters, Role.OVERSIGHT_BODY, cast.grants),
        )


def placing(person: Person) -> AbstractContextManager[Actor]:
    return acting(person, Action.ACCESS_STOP_PLACE, Purpose.ADMINISTRATION)


def confirming(person: Person) -> AbstractContextManager[Actor]:
    return acting(person, Action.ACCESS_STOP_CONFIRM, Purpose.ADMINISTRATION)


def reviewing(person: Person) -> AbstractContextManager[Actor]:
    return acting(person, Action.ACCESS_STOP_REVIEW, Purpose.ADMINISTRATION)


def stop(
    by: Person,
    kind: Kind,
    thing: object,
    *,
    verb: Verb = Verb.ALL,
    ground: Ground = Ground.LOST_DEVICE,
    words: str = WORDS,
    wider_because: str = WHY,
    at: datetime | None = None,
) -> UUID:
    """Place a stop as one officer would, in a scope of its own."""
    with placing(by) as officer:
        return place_stop(
            kind=kind,
            verb=verb,
            thing=str(thing),
            label="as seen",
            ground=ground,
            words=words,
            wider_because=wider_because,
            by=officer,
            at=at or timezone.now(),
        )


def found(given: UUID) -> Stop:
    with arranging():
        return Stop.objects.get(pk=given)


def let_pass(span: timedelta) -> None:
    """Let time pass for every stop: their times move back, the database's clock stays as it is."""
    with arranging():
        Stop.objects.update(
            placed_at=F("placed_at") - span,
            ends_at=F("ends_at") - span,
            confirmed_at=F("confirmed_at") - span,
        )
        StopMotion.objects.update(asked_at=F("asked_at") - span, until=F("until") - span)
        StopReview.objects.update(due_at=F("due_at") - span)
