"""What every story has: an organisation, written twice, and the comparison of what each of the two says."""

from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine

from hustings.access.deciding import Answer
from hustings.access.roles import TABLE
from hustings.audit.words import Action, Purpose
from tests.walls import world as written
from tests.walls.ground import BRANCHES, NOON, PARENTS, SEATS, UNITS
from tests.walls.oracle import Belongs, Given, World, read_page

PICKS = st.integers(0, 999)
OPENED: list[int] = []
"""How many rows each look was shown, so that a test sees that the stories open something."""
PAGE = read_page()
ASKED = sorted({(str(action), str(purpose)) for _role, action, purpose in TABLE})


class Basis(RuleBasedStateMachine):
    """One organisation. `_look` and `_compare` ask both walls and the oracle the same; rules make things happen."""

    members: Bundle[Belongs] = Bundle("members")
    grants: Bundle[tuple[Given, UUID]] = Bundle("grants")

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.belonging: dict[tuple[UUID, int], Belongs] = {}
        self.world = World(PAGE, NOON, parents=dict(PARENTS), seats=set(SEATS), branches=set(BRANCHES))
        written.lay(self.world)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    def _look(self, pick: int) -> None:
        """Let two holders of grants do something of their roles, for one of its purposes, or try to."""
        holders = [one for one in self.world.given if any(one.role in roles for roles in PAGE.roles.values())]
        for number, one in enumerate(holders[-1:] + holders[:-1][pick % max(len(holders) - 1, 1) :][:1]):
            own = [
                (action, why)
                for action, why in ASKED
                if one.role in PAGE.roles[action] and why in one.purposes
            ]
            action, why = (own or ASKED)[(pick + number) % len(own or ASKED)]
            self._compare(one.belongs.person, action, why, strong=bool((pick + number) % 3))

    def _compare(self, person: UUID, action: str, purpose: str, *, strong: bool) -> None:
        opened = written.open_as(person, action, purpose, self.world, strong=strong)
        assert (opened is None) == (person in self.world.inactive | self.world.signed_out)
        if opened is None:
            return
        nonce, actor = opened
        shown, told = written.shown_rows(), self._told(person, action, purpose, strong=strong)
        OPENED.append(sum(not (row.for_everyone or row.own == person) for row in told.values()))
        assert shown == set(told), self._difference(shown, told)
        if action not in PAGE.everyones:
            self._compare_decisions(actor, person, Action(action), Purpose(purpose), strong=strong)
        written.close(nonce)

    def _told(self, person: UUID, action: str, purpose: str, *, strong: bool) -> dict[Any, Any]:
        """Every row that the oracle shows."""
        sees = self.world.sees
        return {place: row for place, row in written.all_rows().items()
                if sees(person, row, action, purpose, strong=strong)}  # fmt: skip

    def _compare_decisions(
        self, actor: Any, person: UUID, action: Action, why: Purpose, *, strong: bool
    ) -> None:
        asked = {"strong": strong}
        for seat in SEATS:
            assert actor.answer(action, seat, why) == Answer(
                self.world.at_seat(person, seat, action, why, **asked)
            )
        for unit in UNITS:
            assert actor.answer_at_unit(
                action, unit, why, seats=frozenset(self.world.seats_of(unit))
            ) == Answer(self.world.at_unit(person, unit, action, why, **asked))

    def _difference(self, shown: set[Any], told: dict[Any, Any]) -> str:
        rows = written.all_rows()
        too_many = [(place, rows[place]) for place in sorted(shown - set(told))]
        return f"too many: {too_many[:5]}; missing: {[(one, told[one]) for one in sorted(set(told) - shown)][:5]}"
