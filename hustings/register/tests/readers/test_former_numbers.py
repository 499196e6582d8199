"""Whatever becomes of numbers, nobody loses a look: through moves to other seats, joinings and partings in any order.

The oracle knows people, not numbers: which of them each record stands for, and whom each reading was about.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.register.former_numbers import electors_numbered
from hustings.register.identity.deciding import UnableToDecide, decide_same, take_back_decision
from hustings.register.models import Doubt, Elector, FormerNumber, Import
from hustings.register.readers import looks_at
from hustings.register.redrawing.carrying_out import carry_out_change
from hustings.register.tests.council import NOON, edition_of, full_file, importing, look_over
from hustings.register.tests.questions import applied
from tests.cast import Cast, acting, arranging

READING = (Action.REGISTER_ELECTOR_OPEN, Purpose.ORGANISE)
DECIDING = (Action.REGISTER_MATCH_DECIDE, Purpose.ADMINISTRATION)
EXAMPLES = int(os.environ.get("HUSTINGS_EXAMPLES", "40")) // 5
ASKING = (Action.AUDIT_READER_LIST, Purpose.SUBJECT_REQUEST)


def row(letters: str, number: int, surname: str) -> str:
    return f"{letters},{number},0,,,{surname},Ana,EX1 1AA,{number} Mill Lane,Moorton,Moorshire,EX1 1AA,,"


# Each file leaves out whom a row of the next may be.
FILES = (
    (row("AA1", 1, "Earnshaw"), row("AA1", 2, "Eldritch"), row("AA2", 3, "Estcourt")),
    (row("AA1", 4, "Fenwick"), row("AA2", 5, "Fairclough"), row("AA1", 9, "Everdene")),
    (row("AA1", 6, "Gaskell"), row("AA2", 7, "Garth")),
)
PERHAPS = (
    ("Fenwick", "Earnshaw"),
    ("Fairclough", "Eldritch"),
    ("Gaskell", "Earnshaw"),
    ("Gaskell", "Fenwick"),
    ("Garth", "Fenwick"),
    ("Garth", "Estcourt"),
)
STEPS = some.lists(
    some.tuples(some.sampled_from(("read", "read", "same", "same", "back", "move")), some.integers(0, 11)),
    max_size=14,
)


@dataclass
class Read:
    entry: UUID
    seat: int
    number: int
    at: datetime
    about: frozenset[str]


@dataclass
class Story:
    """What happens to some people, and who knows what of it; days go by between two steps."""

    cast: Cast
    doubts: list[UUID]
    stands_for: dict[UUID, frozenset[str]]
    now: datetime = NOON + timedelta(days=9)
    reads: list[Read] = field(default_factory=list)
    joined: list[tuple[UUID, UUID, UUID, frozenset[str]]] = field(default_factory=list)

    def do(self, what: str, pick: int) -> None:
        self.now += timedelta(days=1)
        if what == "read":
            self.read(sorted(self.stands_for)[pick % len(self.stands_for)])
        elif what == "move":
            self.move("AA1" if pick % 4 < 2 else "AA2", (self.cast.northmoor, self.cast.southmoor)[pick % 2])
        else:
            self.answer(what, self.doubts[pick % len(self.doubts)])

    def read(self, key: UUID) -> None:
        with arranging():
            elector = Elector.objects.select_related("constituency").get(pk=key)
        action, purpose = READING
        with acting(self.officer(elector.constituency), action, purpose, self.now) as by:
            receipt = record(
                action=action, purpose=purpose, by=by.person_id, at=self.now,
                constituency=elector.constituency_id, electors=[elector],
            )  # fmt: skip
        self.reads.append(
            Read(receipt.entry_id, elector.constituency_id, elector.seat_no, self.now, self.stands_for[key])
        )

    def move(self, letters: str, seat: Place) -> None:
        with arranging():
            district = PollingDistrict.objects.get(letters=letters)
            if district.constituency_id == seat.id:
                return
            change = BoundaryChange.objects.create(
                name=f"To {seat}", takes_effect_on=self.now.date(), made_at=self.now
            )
            DistrictPlacement.objects.create(
                district=district,
                constituency=seat,
                starts_on=self.now.date(),
                change=change,
                is_proposed=True,
            )
        with acting(
            self.cast.moira, Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION, self.now
        ) as by:
            carry_out_change(by=by, at=self.now, change_id=change.id)

    def answer(self, said: str, key: UUID) -> None:
        with arranging():
            doubt = Doubt.objects.select_related("constituency").filter(pk=key).first()
        if doubt is None:
            return
        was, verb = doubt.state, decide_same if said == "same" else take_back_decision
        with acting(self.officer(doubt.constituency), *DECIDING, self.now) as by:
            try:
                verb(by=by, at=self.now, constituency=doubt.constituency_id, doubt_id=doubt.id)
            except UnableToDecide:
                return
        if said == "same" and was == Doubt.State.OPEN:
            whose = self.stands_for.pop(doubt.elector_id)
            self.stands_for[doubt.earlier_id] |= whose
            self.joined.append((doubt.id, doubt.elector_id, doubt.earlier_id, whose))
        if said == "back" and was == Doubt.State.SAME:
            (told,) = [one for one in self.joined if one[0] == key]
            self.joined.remove(told)
            _key, row_of, earlier, whose = told
            self.stands_for[row_of] = whose
            self.stands_for[earlier] -= whose

    def officer(self, seat: Place) -> Person:
        return self.cast.priya if seat == self.cast.northmoor else self.cast.sam

    def check(self) -> None:
        with acting(self.cast.dai, *ASKING, self.now):
            for elector in Elector.objects.filter(pk__in=list(self.stands_for)):
                found = {look.entry_id for look in looks_at(elector, at=self.now)}
                about = self.stands_for[elector.id]
                assert found == {read.entry for read in self.reads if read.about & about}, elector
            for read in self.reads:
                named = electors_numbered(read.seat, [read.number], at=read.at)
                wanted = {key for key, about in self.stands_for.items() if about & read.about}
                assert set(named.values_list("id", flat=True)) == wanted


@pytest.fixture
def story(council: Cast) -> Story:
    """Three registers, one after another, and everything that could be asked about their rows."""
    runs: dict[str, Import] = {}
    for number, rows in enumerate(FILES):
        at = NOON + timedelta(days=number)
        with importing(council, at) as by:
            edition = edition_of(council, f"No. {number}", at.date())
            run = look_over(council, full_file(*rows), by, edition=edition, at=at)
        applied(council, run, at)
        runs |= {line.split(",")[5]: run for line in rows}
    with arranging():
        Doubt.objects.all().delete()
        electors = {one.surname: one for one in Elector.objects.all()}
        doubts = [
            Doubt.objects.create(
                constituency=council.northmoor, run=runs[later], line=1, elector_id=electors[later].id,
                earlier=electors[earlier], kind=Doubt.Kind.LIKE, likeness=70,
            ).id
            for later, earlier in PERHAPS
        ]  # fmt: skip
    return Story(council, doubts, {one.id: frozenset({name}) for name, one in electors.items()})


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
@example(steps=[("read", n) for n in range(8)] + [("same", 0), ("read", 0), ("move", 1), ("back", 0)])
@example(steps=[("read", 4), ("move", 1), ("read", 4), ("move", 0), ("read", 4)])
@example(
    steps=[
        ("same", 2),
        ("read", 0),
        ("read", 1),
        ("move", 1),
        ("read", 0),
        ("back", 2),
        ("same", 2),
        ("back", 2),
    ]
)
@example(steps=[("same", 0), ("read", 0), ("same", 2), ("read", 0), ("back", 2), ("back", 0), ("read", 0)])
def test_nobody_loses_a_look_and_nobody_wins_one(story: Story, steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        told = Story(story.cast, story.doubts, dict(story.stands_for))
        for what, pick in steps:
            told.do(what, pick)
        told.check()
        transaction.set_rollback(True)


def test_a_number_that_came_back_is_no_former_one(story: Story) -> None:
    story.do("same", 0)
    with arranging():
        assert FormerNumber.objects.count() == 1
    story.do("back", 0)

    with arranging():
        again = Elector.objects.get(surname="Fenwick")
        former = set(FormerNumber.objects.values_list("elector_id", "shared_until"))
    assert former == {(again.id, story.now)}
