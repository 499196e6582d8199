"""Random lives of a stop, beside a few lines that say what its rules are: time, second persons, lifting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.access.models import StopMotion
from hustings.access.stopping.placing import (
    UnableToStop,
    confirm_stop,
    propose_extension,
    propose_lifting,
    settle_motion,
)
from hustings.access.stops import Kind
from hustings.access.tests.duty import Watch, confirming, found, let_pass, stop, watch
from hustings.accounts.models import Person
from tests.cast import Cast, arranging

__all__ = ["watch"]
REASON = "It looks different by now"
FIRST = {Kind.PERSON: 24 * 60, Kind.SEAT: 60}
CONFIRMED = {Kind.PERSON: 7 * 24 * 60, Kind.SEAT: 24 * 60}
STEPS = some.tuples(
    some.sampled_from(["confirm", "lift", "extend", "agree", "wait"]), some.booleans(), some.integers(1, 2000)
)


@dataclass
class Told:
    """What the rules say of one stop placed by Asha, in minutes since it was placed."""

    kind: Kind
    age: int = 0
    ends: int = 0
    is_confirmed: bool = False
    is_lifted: bool = False
    lift_by: str = ""
    extend_by: str = ""

    def __post_init__(self) -> None:
        self.ends = FIRST[self.kind]

    @property
    def is_in_force(self) -> bool:
        return not self.is_lifted and self.age < self.ends

    def may(self, step: str, who: str) -> bool:
        """Whether the rules allow this to this person now; and if so, what follows has happened."""
        if not self.is_in_force:
            return False
        return bool(getattr(self, f"_{step}")(who))

    def _confirm(self, who: str) -> bool:
        allowed = who != "asha" and not self.is_confirmed
        if allowed:
            self.is_confirmed, self.ends = True, CONFIRMED[self.kind]
        return allowed

    def _lift(self, who: str) -> bool:
        allowed = not self.lift_by
        self.lift_by = self.lift_by or who
        return allowed

    def _extend(self, who: str) -> bool:
        allowed = self.is_confirmed and not self.extend_by
        if allowed:
            self.extend_by = who
        return allowed

    def _agree(self, who: str) -> bool:
        if self.lift_by and self.lift_by != who:
            self.is_lifted = True
            return True
        return False


def do(step: str, by: Person, given: UUID) -> bool:
    """Try it in the database; whether it was allowed."""
    one = found(given)
    with arranging():
        waiting = StopMotion.objects.filter(stop=one, settled_at=None, kind="lift").first()
    try:
        with confirming(by) as officer:
            at = timezone.now()
            if step == "confirm":
                confirm_stop(stop=one, by=officer, at=at)
            elif step == "lift":
                propose_lifting(stop=one, reason=REASON, by=officer, at=at)
            elif step == "extend":
                propose_extension(stop=one, reason=REASON, by=officer, at=at)
            elif waiting is None:
                return False
            else:
                settle_motion(motion=waiting, by=officer, at=at)
    except UnableToStop:
        return False
    return True


def live(kind: Kind, steps: Iterable[tuple[str, bool, int]], cast: Cast, watch: Watch) -> None:
    thing = cast.tom.pk if kind is Kind.PERSON else cast.northmoor.pk
    given, told = stop(watch.asha, kind, thing), Told(kind)
    for step, is_asha, minutes in steps:
        if step == "wait":
            told.age += minutes
            let_pass(timedelta(minutes=minutes))
            continue
        who = "asha" if is_asha else "ben"
        assert do(step, getattr(watch, who), given) == told.may(step, who), (step, who, told)
        one = found(given)
        assert (one.lifted_at is None and one.ends_at > timezone.now()) == told.is_in_force


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kind=some.sampled_from([Kind.PERSON, Kind.SEAT]), steps=some.lists(STEPS, max_size=8))
def test_every_life_of_a_stop_follows_its_rules(
    cast: Cast, watch: Watch, kind: Kind, steps: list[tuple[str, bool, int]]
) -> None:
    with transaction.atomic():
        live(kind, steps, cast, watch)
        transaction.set_rollback(True)
