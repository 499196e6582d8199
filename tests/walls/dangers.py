"""What befalls an organisation besides giving and ending: stops, late feeds, elections, lapses, and second people."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, rule

from hustings.access.members.reconciling import reconcile_members
from hustings.access.roles import Role
from hustings.access.scope import ask
from hustings.access.tools import Tool
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership
from tests.cast import arranging, role
from tests.walls import world as written
from tests.walls.agreed import DECIDE, USE, Asked, asks, can_decide, can_use, has_a_second
from tests.walls.ground import NOON, PEOPLE, SEATS, UNITS, a_key
from tests.walls.oracle import OVER, Belongs, Given
from tests.walls.story import ASKED, PAGE, PICKS, Basis
from tests.walls.withheld import Halt

PERSONS = st.sampled_from(PEOPLE)
THINGS = st.one_of(
    st.tuples(st.just("person"), PERSONS),
    st.tuples(st.just("session"), st.tuples(PERSONS, st.booleans())),
    st.tuples(st.just("device"), PERSONS),
    st.tuples(st.just("copy"), st.sampled_from([a_key(1), a_key(77)])),
    st.tuples(st.just("seat"), st.sampled_from(SEATS)),
    st.tuples(st.just("tool"), st.sampled_from(sorted(map(str, Tool)))),
    st.tuples(st.just("nation"), st.just("")),
)
VERBS = st.sampled_from(("all", "all", "reads", "copies"))
STAFF = {"duty officer", "national staff", "regional staff", "support officer"}
FRESH = timedelta(hours=72)


class Dangers(Basis):
    """Rules that take something away, or that must not."""

    halts: Bundle[tuple[Halt, UUID]] = Bundle("halts")
    askings: Bundle[Asked] = Bundle("askings")

    def __init__(self) -> None:
        super().__init__()
        self.fed = NOON

    # Stops.

    @rule(target=halts, what=THINGS, verb=VERBS, hours=st.integers(-1, 40), pick=PICKS)
    def something_is_stopped(self, what: tuple[str, Any], verb: str, hours: int, pick: int) -> Any:
        halt = Halt(what[0], verb, what[1], self.world.now + timedelta(hours=hours))
        self.world.halts.append(halt)
        with arranging():
            key = written.write_stop(halt, self.world)
        self._look(pick)
        return halt, key

    @rule(what=consumes(halts), pick=PICKS)
    def a_stop_is_lifted(self, what: tuple[Halt, UUID], pick: int) -> None:
        halt, key = what
        halt.is_lifted = True
        with arranging():
            written.lift_stop(key, self.world)
        self._look(pick)

    @rule(target=halts, what=THINGS, verb=VERBS, by=Basis.grants, pick=PICKS)
    def something_is_stopped_under_way(
        self, what: tuple[str, Any], verb: str, by: tuple[Given, UUID], pick: int
    ) -> Any:
        """A scope that is open already shows nothing that the stop withholds; who loses nothing reads on.

        Where the whole action is withheld it ends, also where nothing lies on its shelves here.
        """
        given, _key = by
        person, (action, why) = given.belongs.person, self._of_role(given, pick)
        opened = written.open_as(person, action, why, self.world, strong=True)
        halt = Halt(what[0], verb, what[1], self.world.now + timedelta(hours=9))
        before = set(self._told(person, action, why, strong=True))
        self.world.halts.append(halt)
        with arranging():
            key = written.write_stop(halt, self.world)
        if opened is not None:
            after = set(self._told(person, action, why, strong=True))
            shown = self._shown_unless_stopped()
            if shown is None:
                assert before - after or self.world.is_stopped_everywhere(action), "another stop ended this"
            else:
                assert shown == after
            written.close(opened[0])
        return halt, key

    # Time and membership.

    @rule(seats=st.sets(st.sampled_from(SEATS), min_size=1), begins=st.integers(-5, 20),
          lasts=st.integers(10, 60), pick=PICKS)  # fmt: skip
    def an_election_is_called(self, seats: set[int], begins: int, lasts: int, pick: int) -> None:
        notice = self.world.today() + timedelta(begins)
        ends = notice + timedelta(lasts)
        self.world.polls += [(seat, notice, ends) for seat in sorted(seats)]
        with arranging():
            written.write_call(sorted(seats), notice, ends, self.world)
        self._look(pick)

    @rule(hours=st.integers(0, 200), pick=PICKS)
    def a_feed_of_members_comes(self, hours: int, pick: int) -> None:
        """However old, it opens and takes nothing; new grants of staff alone want a fresh one."""
        drawn = self.world.now - timedelta(hours=hours)
        self.fed = max(self.fed, drawn)
        with arranging():
            written.write_feed(drawn)
        for one in Role:
            is_late = self.fed < self.world.now - FRESH
            assert written.can_be_given(one) == (one not in STAFF or not is_late), one
        self._look(pick)

    @rule(belongs=Basis.members, status=st.sampled_from(("lapsed", "missing", "resigned", "expelled")),
          days=st.integers(-2, 30), pick=PICKS)  # fmt: skip
    def a_membership_is_over_or_lapses(self, belongs: Belongs, status: str, days: int, pick: int) -> None:
        """A word of leaving ends all at once, even before anything follows from it; a lapse has its month."""
        belongs.status = status
        belongs.grace = None if status in OVER else self.world.today() + timedelta(days)
        with arranging():
            written.write_membership(belongs)
        self._look(pick)

    @rule(pick=PICKS)
    def members_are_reconciled(self, pick: int) -> None:
        """What an event has missed ends, and grace that is over; never the last key-holder's, nor in an election."""
        world, today = self.world, self.world.today()
        order = {pk: number for number, pk in enumerate(self._memberships())}
        listed = sorted(self.belonging.values(), key=lambda one: order[one.person, one.unit])
        gone = [one for one in listed if self._has_missed(one)]
        for one in gone:
            self._leaves(one)
        for one in listed:
            over = one.grace is not None and one.grace <= today and not world.is_called(one.unit)
            if over and (one.until is None or one.until > today) and not world.is_last(one.person):
                self._leaves(one)
        with role("hustings_worker"):
            reconcile_members(at=world.now)
        self._look(pick)

    # Second people.

    @rule(target=askings, by=Basis.grants, kind=st.sampled_from(sorted(PAGE.second)),
          unit=st.sampled_from(UNITS), about=st.none() | PERSONS, pick=PICKS)  # fmt: skip
    def somebody_asks_another_to_agree(
        self, by: tuple[Given, UUID], kind: str, unit: int, about: UUID | None, pick: int
    ) -> Any:
        given, _key = by
        person, (action, why) = given.belongs.person, self._of_role(given, pick)
        payload = json.dumps({"person": str(about) if about else None, "thing": pick})
        asked = Asked(uuid7(), kind, unit, person, about, payload, self.world.now)
        wanted = asks(self.world, asked, action, why)
        made = self._tries(
            person, action, why,
            lambda: ask("SELECT access.ask_approval(%s, %s, %s, %s, 'because', 24)", asked.key, kind, payload, unit),
        )  # fmt: skip
        assert (made is not None) == wanted
        if made is not None:
            assert made[0] != has_a_second(self.world, asked)
            asked.settle_delay(is_delay=made[0])
        asked.is_there = made is not None
        return asked

    @rule(asked=askings, by=PERSONS, strong=st.booleans(), says=st.booleans())
    def somebody_decides(self, asked: Asked, by: UUID, strong: bool, says: bool) -> None:
        wanted = can_decide(self.world, asked, by, strong=strong)
        statement = (
            "SELECT access.approve(%s)::text" if says else "SELECT access.refuse_approval(%s, 'no')::text"
        )
        done = self._tries(by, *DECIDE, lambda: ask(statement, asked.key), strong=strong)
        assert (done is not None) == wanted
        if done is not None:
            asked.decided(by, says, self.world.now)

    @rule(
        asked=askings, by=PERSONS, strong=st.booleans(), tampers=st.sampled_from((False, False, False, True))
    )
    def somebody_uses_it(self, asked: Asked, by: UUID, strong: bool, tampers: bool) -> None:
        wanted = can_use(self.world, asked, by, strong=strong) and not tampers
        what = asked.payload + (" " if tampers else "")
        done = self._tries(
            by, *USE, lambda: ask("SELECT access.use_approval(%s, %s, %s)::text", asked.key, asked.kind, what),
            strong=strong,
        )  # fmt: skip
        assert (done is not None) == wanted
        asked.is_used = asked.is_used or done is not None

    # Helpers.

    def _shown_unless_stopped(self) -> set[Any] | None:
        try:
            with transaction.atomic():
                return written.shown_rows()
        except DatabaseError as error:
            if "stopped while it was under way" not in str(error):
                raise
            return None

    def _of_role(self, given: Given, pick: int) -> tuple[str, str]:
        own = [
            (action, why)
            for action, why in ASKED
            if given.role in PAGE.roles[action] and why in given.purposes
        ]
        return (own or ASKED)[pick % len(own or ASKED)]

    def _tries(
        self, person: UUID, action: str, why: str, verb: Callable[[], Any], *, strong: bool = True
    ) -> Any:
        """What a verb of the database gives in somebody's scope; None where it refuses or nobody is signed in."""
        opened = written.open_as(person, action, why, self.world, strong=strong)
        if opened is None:
            return None
        try:
            with transaction.atomic():
                return verb()
        except DatabaseError:
            return None
        finally:
            written.close(opened[0])

    def _memberships(self) -> list[tuple[UUID, int]]:
        with arranging():
            return list(Membership.objects.order_by("id").values_list("person_id", "unit_id"))

    def _has_missed(self, one: Belongs) -> bool:
        today = self.world.today()
        if one.status not in OVER and (one.until is None or one.until > today):
            return False
        holds = any(given.belongs is one and not given.was_ended for given in self.world.given)
        return one.until is None or one.until > today or holds

    def _leaves(self, one: Belongs) -> None:
        self.world.leaves(one)
        today = self.world.today()
        others = [other for other in self.belonging.values() if other.person == one.person]
        if all(other.until is not None and other.until <= today for other in others):
            self.world.signed_out.add(one.person)
