"""An objection survives whatever happens to the register: files in any order, decisions, and both taken back."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.audit.words import Action, Purpose
from hustings.register.identity.deciding import UnableToDecide
from hustings.register.models import Channel, Doubt, Elector, Import, Objection, RegisterEntry, StagedRow
from hustings.register.objections.objecting import record_objection
from hustings.register.tests.council import (
    LYLE_SON,
    NOON,
    OKAFOR,
    edition_of,
    full_file,
    importing,
    look_over,
)
from hustings.register.tests.questions import applied, other, same, take_back, undo
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True)
class Row:
    """Mr Lyle as a council prints him."""

    letters: str = "AA1"
    number: int = 2
    surname: str = "Lyle"
    forenames: str = "Peter"
    house: str = "2"
    is_there: bool = True

    @property
    def is_doubtful(self) -> bool:
        """Whether it bears, in any order and case, the name that raised a question before."""
        return any(name.title().startswith("Doubt") for name in (self.surname, self.forenames))

    def __str__(self) -> str:
        address = f"{self.house} Mill Lane,Moorton,Moorshire,EX1 1AA,,"
        return f"{self.letters},{self.number},0,,,{self.surname},{self.forenames},EX1 1AA,{address}"


@dataclass
class Seat:
    """A seat that is sent one file after another; `rows` are what each applied file said of Mr Lyle."""

    cast: Cast
    rows: list[Row] = field(default_factory=list)
    runs: list[Import] = field(default_factory=list)
    edition: int = 2010
    minutes: int = 0

    def send(self, row: Row, *, edition: bool = True) -> Import:
        self.edition += edition
        self.minutes += 1
        at = NOON + timedelta(minutes=self.minutes)
        others = [OKAFOR, LYLE_SON] if row.letters == "AA1" else [OKAFOR]
        # Everybody is numbered anew in December.
        said = [line.replace(",", f",{self.edition}", 1) for line in others]
        said += [str(row)] if row.is_there else []
        named = edition_of(self.cast, str(self.edition), date(self.edition, 12, 1))
        with importing(self.cast, at) as by:
            run = look_over(self.cast, full_file(*said), by, edition=named, at=at)
        if row.is_there and "doubt" in row.surname.casefold():
            self.ask(run)
        applied(self.cast, run, at)
        self.rows.append(row)
        self.runs.append(run)
        return run

    def ask(self, run: Import) -> None:
        """Ask about a row that nothing but a person can tell."""
        with arranging():
            staged = StagedRow.objects.get(run=run, surname__icontains="doubt")
            known = self.elector(self.rows[-1])
            assert staged.elector_id is not None
            is_new = not Elector.objects.filter(pk=staged.elector_id).exists()
            if known and is_new:
                Doubt.objects.get_or_create(
                    constituency=self.cast.northmoor, run=run, elector_id=staged.elector_id, earlier=known,
                    defaults={"line": staged.line, "kind": Doubt.Kind.LIKE, "likeness": 66},
                )  # fmt: skip

    def elector(self, row: Row) -> Elector | None:
        entry = RegisterEntry.objects.filter(letters=row.letters, number=row.number, closed_by=None)
        return Elector.objects.filter(entries__in=entry).first()

    def decide(self, said: str) -> None:
        with arranging():
            doubt = Doubt.objects.order_by("-id").first()
        if doubt is None:
            return
        self.minutes += 1
        verb = {"same": same, "other": other, "back": take_back}[said]
        try:
            verb(self.cast, doubt, NOON + timedelta(minutes=self.minutes))
        except UnableToDecide:
            return

    def undo(self) -> None:
        if len(self.runs) > 1:
            self.minutes += 1
            undo(self.cast, self.runs.pop(), NOON + timedelta(minutes=self.minutes))
            self.rows.pop()

    def do(self, what: str) -> None:
        row = replace(self.rows[-1], number=self.rows[-1].number + 50, is_there=True)
        match what:
            case "number":
                self.send(row)
            case "order":
                self.send(replace(row, surname=row.forenames, forenames=row.surname))
            case "case":
                self.send(replace(row, surname=row.surname.swapcase(), forenames=row.forenames.swapcase()))
            case "marriage" if self.rows[-1].is_there:
                self.send(replace(self.rows[-1], surname=f"{row.surname}s"), edition=False)
            case "absence":
                self.send(replace(self.rows[-1], is_there=False))
            case "district":
                self.send(replace(row, letters="AB2" if row.letters == "AA1" else "AA1"))
            # Once: who moves house under one name is reported, and never taken for the same person.
            case "doubt" if self.rows[-1].is_there and not row.is_doubtful:
                self.send(replace(row, surname="Doubt", forenames="X", house=str(int(row.house) + 2)))
            case "undo":
                self.undo()
            case "same" | "other" | "back":
                self.decide(what)


def flagged_by_hand(elector: Elector) -> bool:
    """Whether an objection holds for somebody, worked out one person at a time."""
    doubts = Doubt.objects.filter(state=Doubt.State.OPEN)
    perhaps = {elector.id, *doubts.filter(elector_id=elector.id).values_list("earlier_id", flat=True)}
    perhaps |= set(doubts.filter(earlier=elector).values_list("elector_id", flat=True))
    return Objection.objects.filter(elector_id__in=perhaps, withdrawn_at=None).exists()


def check(seat: Seat) -> None:
    with arranging():
        for elector in Elector.objects.all():
            assert elector.objects_at_door == flagged_by_hand(elector), elector
            hidden = set(elector.entries.values_list("objects_at_door", flat=True))
            assert hidden <= {elector.objects_at_door}, elector
        now = seat.elector(seat.rows[-1])
        said_other = Doubt.objects.filter(state=Doubt.State.OTHER).exists()
        assert now is None or said_other or now.objects_at_door, seat.rows


STEPS = [
    "number",
    "order",
    "case",
    "marriage",
    "absence",
    "district",
    "doubt",
    "undo",
    "same",
    "other",
    "back",
]


def begin(council: Cast) -> Seat:
    """Mr Lyle is on the register and objects."""
    seat = Seat(council)
    seat.send(Row())
    with arranging():
        lyle = seat.elector(Row())
    assert lyle is not None
    with acting(council.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, NOON) as by:
        record_objection(
            by=by, at=NOON, constituency=council.northmoor.id, elector_id=lyle.id, channel=Channel.DOOR
        )
    return seat


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=some.lists(some.sampled_from(STEPS), min_size=1, max_size=6))
def test_whatever_happens_an_objection_holds(council: Cast, steps: list[str]) -> None:
    with transaction.atomic():
        seat = begin(council)
        for step in steps:
            seat.do(step)
            check(seat)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "steps",
    [
        ("order", "case", "number"),
        ("absence", "number"),
        ("district", "district"),
        ("marriage", "absence", "number"),
        ("doubt",),
        ("doubt", "absence", "order"),
        ("doubt", "same", "number", "back"),
        ("doubt", "other", "back", "same", "undo"),
        ("doubt", "number", "same", "back", "undo", "undo"),
        ("undo", "absence", "undo", "order", "undo"),
    ],
    ids=" then ".join,
)
def test_an_objection_holds_through(council: Cast, steps: tuple[str, ...]) -> None:
    seat = begin(council)

    for step in steps:
        seat.do(step)
        check(seat)
