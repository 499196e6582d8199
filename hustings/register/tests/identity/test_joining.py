"""Whenever a question is answered, and however often the answer is taken back, the register comes to be the same."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.audit.words import Action, Purpose
from hustings.register.identity.deciding import UnableToDecide
from hustings.register.models import Channel, Doubt, Elector, Import, RegisterEntry
from hustings.register.objections.objecting import record_objection
from hustings.register.tests.council import (
    LYLE,
    LYLE_SON,
    NOON,
    OKAFOR,
    edition_of,
    full_file,
    importing,
    look_over,
)
from hustings.register.tests.questions import G_OKAFO, applied, ask, known, other, same, take_back, undo
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases
VERBS = {"same": same, "other": other, "back": take_back}
YEARS = {"first": date(2024, 12, 1), "second": date(2025, 12, 1), "third": date(2026, 12, 1)}
ROWS = {
    "first": (OKAFOR, LYLE, LYLE_SON),
    "second": (LYLE, LYLE_SON, G_OKAFO),
    "third": (LYLE, G_OKAFO.replace("AA1,31", "AA1,77")),
}


@dataclass
class Story:
    """Three registers, and a question about a row of the second, answered in whatever order."""

    cast: Cast
    doubt: Doubt | None = None
    runs: dict[str, Import] = field(default_factory=dict)
    minutes: int = 0

    def do(self, step: str) -> None:
        self.minutes += 1
        at = NOON + timedelta(minutes=self.minutes)
        if step == "apply":
            applied(self.cast, self.runs["second"], at)
        elif step in YEARS:
            self.send(step)
        elif step == "undo":
            undo(self.cast, self.runs["third"], at)
        elif self.doubt is not None:
            self.answer(step)

    def send(self, name: str) -> None:
        at = NOON + timedelta(minutes=self.minutes)
        with importing(self.cast, at) as by:
            edition = edition_of(self.cast, name, YEARS[name])
            run = look_over(self.cast, full_file(*ROWS[name]), by, edition=edition, at=at)
        self.runs[name] = run
        if name == "second":
            with arranging():
                Doubt.objects.filter(run=run).delete()
            self.doubt = ask(run, "Okafo", known("Okafor"))
        else:
            applied(self.cast, run, at)

    def answer(self, said: str) -> None:
        assert self.doubt is not None
        try:
            VERBS[said](self.cast, self.doubt, NOON + timedelta(minutes=self.minutes))
        except UnableToDecide:
            return

    def picture(self) -> list[tuple[object, ...]]:
        """Who is on the register under which numbers, without ids, which chance gives."""
        with arranging():
            known_as = {run.id: name for name, run in self.runs.items()}
            grace = Elector.objects.order_by("seat_no").values_list("id", flat=True)[0]
            people = [
                ("elector", one.id == grace, one.surname, one.surname_key, one.given_sound, str(one.door),
                 one.on_register, one.first_on, one.new_since, one.objects_at_door)
                for one in Elector.objects.select_related("door")
            ]  # fmt: skip
            entries = [
                ("entry", one.elector_id == grace, one.number, one.surname, known_as[one.opened_by_id],
                 one.closed_by_id and known_as[one.closed_by_id], one.objects_at_door)
                for one in RegisterEntry.objects.all()
            ]  # fmt: skip
        return sorted([*people, *entries], key=str)


def told(cast: Cast, steps: list[str], *, objecting: bool) -> tuple[list[tuple[object, ...]], str]:
    """The register after these steps, and how the question then stands; nothing of it stays."""
    with transaction.atomic():
        story = Story(cast)
        story.do("first")
        if objecting:
            object_to(cast, known("Okafor"))
        story.do("second")
        for step in steps:
            story.do(step)
        assert story.doubt is not None
        with arranging():
            story.doubt.refresh_from_db()
        ended = story.picture(), story.doubt.state
        transaction.set_rollback(True)
    return ended


def object_to(cast: Cast, elector: Elector) -> None:
    with acting(cast.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, NOON) as by:
        record_objection(
            by=by, at=NOON, constituency=cast.northmoor.id, elector_id=elector.id, channel=Channel.DOOR
        )


answers = some.lists(some.sampled_from(["same", "other", "back"]), max_size=3)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(waiting=answers, after=answers, later=answers, is_undone=some.booleans(), objecting=some.booleans())
def test_only_the_last_answer_counts(
    council: Cast, waiting: list[str], after: list[str], later: list[str], *, is_undone: bool, objecting: bool
) -> None:
    files = ["third", *later, "undo"] if is_undone else ["third", *later]
    found, state = told(council, [*waiting, "apply", *after, *files], objecting=objecting)

    at_once = {"same": ["same"], "other": ["other"], "open": []}[state]
    wanted, _state = told(
        council, [*at_once, "apply", "third", *(["undo"] if is_undone else [])], objecting=objecting
    )

    assert found == wanted


@pytest.mark.parametrize(
    "steps",
    [
        ["apply", "same", "third"],
        ["apply", "third", "same"],
        ["same", "apply", "third", "back", "same"],
        ["same", "back", "apply", "same", "back", "third", "same"],
        ["apply", "other", "back", "third", "same"],
    ],
    ids=" then ".join,
)
def test_the_same_comes_to_the_same(council: Cast, steps: list[str]) -> None:
    assert told(council, steps, objecting=True) == told(council, ["same", "apply", "third"], objecting=True)


def test_the_answer_makes_a_difference(council: Cast) -> None:
    joined, _state = told(council, ["same", "apply", "third"], objecting=True)
    apart, _state = told(council, ["apply", "third"], objecting=True)

    assert len(joined) == len(apart) - 1
