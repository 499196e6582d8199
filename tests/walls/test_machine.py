"""Random organisations and what happens to them, against the oracle: the Python wall, the database alone, and both.

Bounded for every run; HUSTINGS_EXAMPLES=10000 plays as many stories as a night has.
"""

import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import consumes, initialize, multiple, rule, run_state_machine_as_test

from hustings.access.letting_in.offering import LIFETIMES
from hustings.access.models import Grant
from hustings.access.roles import PURPOSES, Role
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import arranging
from tests.walls import world as written
from tests.walls.dangers import Dangers
from tests.walls.ground import DOORS, EAST, PEOPLE, SEATS, UNITS, WEST, filled_ground
from tests.walls.oracle import Belongs, Given
from tests.walls.story import OPENED, PICKS, Basis

EXAMPLES = int(os.environ.get("HUSTINGS_EXAMPLES", "20"))
STEPS = 16
FIRST_UNITS = st.lists(st.sampled_from(UNITS), min_size=3, max_size=3)
BEGINS = st.sampled_from((-3, -1, -1, -1, 2))
ROLES = st.sampled_from(list(Role))
WHYS = st.just(set(Purpose)) | st.sets(st.sampled_from(list(Purpose)), min_size=1)


class Story(Dangers):
    """One organisation, from its first member on. `asked` compares everything; the other rules make things happen."""

    @initialize(
        target=Basis.grants, roles=st.lists(ROLES, min_size=3, max_size=3), units=FIRST_UNITS, pick=PICKS
    )
    def begins(self, roles: list[Role], units: list[int], pick: int) -> Any:
        """Three people who belong to the top and hold something for every purpose, so that no story is empty."""
        told = []
        for person, role, unit in zip(PEOPLE, roles, units, strict=False):
            belongs = self.joins(person, unit, -30, None)
            told.append(self.is_given(belongs, role, unit, -1, 60, set(Purpose), pick))
        return multiple(*told)

    @rule(target=Basis.members, person=st.sampled_from(PEOPLE), unit=st.sampled_from(UNITS), since=st.integers(-30, 9),
          until=st.none() | st.integers(-2, 90))  # fmt: skip
    def joins(self, person: UUID, unit: int, since: int, until: int | None) -> Belongs:
        today = self.world.now.date()
        belongs = self.belonging.setdefault((person, unit), Belongs(person, unit, today))
        belongs.since, belongs.until = (
            today + timedelta(since),
            None if until is None else today + timedelta(until),
        )
        belongs.status, belongs.grace = "active", None
        with arranging():
            written.write_membership(belongs)
        return belongs

    @rule(target=Basis.grants, belongs=Basis.members, role=ROLES, unit=st.sampled_from(UNITS), begins=BEGINS,
          lasts=st.integers(3, 90), purposes=WHYS, pick=PICKS)  # fmt: skip
    def is_given(
        self,
        belongs: Belongs,
        role: Role,
        unit: int,
        begins: int,
        lasts: int,
        purposes: set[Purpose],
        pick: int,
    ) -> tuple[Given, UUID]:
        start = self.world.now + timedelta(begins)
        given = Given(belongs, unit, role, {str(one) for one in purposes}, start,
                      start + timedelta(min(lasts, LIFETIMES[role])))  # fmt: skip
        with arranging():
            key = written.write_grant(given, self.world)
        self.world.given.append(given)
        self._look(pick)
        return given, key

    @rule(
        target=Basis.grants, copied=Basis.grants, belongs=Basis.members, lasts=st.integers(1, 42), pick=PICKS
    )
    def lends(
        self, copied: tuple[Given, UUID], belongs: Belongs, lasts: int, pick: int
    ) -> tuple[Given, UUID]:
        of, of_key = copied
        lent = Given(belongs, of.unit, of.role, set(of.purposes), self.world.now,
                     self.world.now + timedelta(lasts), copies=of)  # fmt: skip
        with arranging():
            key = written.write_grant(lent, self.world, of_key)
        self.world.given.append(lent)
        self._look(pick)
        return lent, key

    @rule(ended=consumes(Basis.grants), pick=PICKS)
    def ends(self, ended: tuple[Given, UUID], pick: int) -> None:
        given, key = ended
        given.was_ended = True
        with arranging():
            Grant.objects.filter(pk=key).update(ended_at=self.world.now)
        self._look(pick)

    @rule(belongs=Basis.members, in_days=st.integers(-1, 5), pick=PICKS)
    def leaves(self, belongs: Belongs, in_days: int, pick: int) -> None:
        belongs.until = self.world.now.date() + timedelta(in_days)
        with arranging():
            Membership.objects.filter(person_id=belongs.person, unit_id=belongs.unit).update(
                ends_on=belongs.until
            )
        self._look(pick)

    @rule(to=Basis.grants, seat=st.sampled_from(SEATS), number=st.integers(0, 1),
          hours=st.integers(-1, 48))  # fmt: skip
    def is_handed_a_door(self, to: tuple[Given, UUID], seat: int, number: int, hours: int) -> None:
        door, until = DOORS[seat][number], self.world.now + timedelta(hours=hours)
        self.world.doors = [told for told in self.world.doors if (told[0], told[1]) != (to[0], door)]
        self.world.doors.append((to[0], door, seat, until))
        with arranging():
            written.write_handout(to[1], door, seat, until)
        self._compare(
            to[0].belongs.person, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, strong=False
        )

    @rule(hours=st.integers(1, 24 * 15), pick=PICKS)
    def time_passes(self, hours: int, pick: int) -> None:
        self.world.now += timedelta(hours=hours)
        with arranging():
            written.set_clock(self.world)
        self._look(pick)

    @rule(seat=st.sampled_from(SEATS), region=st.sampled_from((WEST, EAST)), pick=PICKS)
    def a_seat_changes_its_region(self, seat: int, region: int, pick: int) -> None:
        self.world.parents[seat] = region
        with arranging():
            written.lay_tree(self.world)
        self._look(pick)

    @rule(person=st.sampled_from(PEOPLE), is_shut=st.booleans())
    def an_account_is_shut_or_opened(self, person: UUID, is_shut: bool) -> None:
        (self.world.inactive.add if is_shut else self.world.inactive.discard)(person)
        with arranging():
            Person.objects.filter(pk=person).update(is_active=not is_shut)

    @rule(
        person=st.sampled_from(PEOPLE),
        action=st.sampled_from(sorted(PURPOSES)),
        why=st.sampled_from(list(Purpose)),
    )
    def asks_for_anything(self, person: UUID, action: Action, why: Purpose) -> None:
        self._compare(person, str(action), str(why), strong=True)


@pytest.fixture(scope="module")
def ground(template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        filled_ground(template_database, f"hustings_test_{secrets.token_hex(4)}"),
    ):
        yield


@pytest.mark.usefixtures("ground")
def test_both_walls_and_the_oracle_agree_in_every_story() -> None:
    run_state_machine_as_test(
        cast("Any", Story),
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck), database=None),
    )  # fmt: skip
    assert sum(rows > 0 for rows in OPENED) > EXAMPLES
