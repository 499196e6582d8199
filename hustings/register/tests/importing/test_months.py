"""Months in any order: a late one finds its place, and whatever was undone comes back as it would have been."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hustings.audit.words import Action, Purpose
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Import, RegisterEntry
from hustings.register.tests.council import NOON, take_in
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging
from tests.years.council import Council
from tests.years.files import full_file, update_file
from tests.years.happenings import Pace
from tests.years.places import districts
from tests.years.reckoning import lay_postcodes
from tests.years.truth import Change, Entry, Step

Lines = dict[tuple[str, int, int], tuple[str, str, str, str]]
"""Surname, forenames, postcode and markers by letters, number and suffix."""
UNDO = "undo"
MONTHS = [date(2027, month, 1) for month in (1, 2, 3, 4)]
BUSY = Pace(0.03, 0.03, 0.05, 0.02, 0.02, 0.04, 0.04, 0.06, 0.02, 0.03)


class Desk:
    """Somebody at whose desk a council's files arrive in any order, and who undoes the newest now and then."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.clock = cast, NOON
        council = Council(districts("EX9", 80, size=40), electors=80, seed=11)
        with arranging():
            lay_postcodes(council, cast.northmoor, cast.council)
        self.full = council.full_register(date(2026, 12, 1))
        self.steps = [council.month(day, BUSY) for day in MONTHS]
        self.applied: list[tuple[int, Import]] = []
        self.take(full_file(self.full, "xpress 14"))

    def take(self, content: bytes) -> Import:
        self.clock += timedelta(minutes=1)
        return take_in(self.cast, content, at=self.clock)

    def do(self, wanted: str | int) -> None:
        months = [month for month, _run in self.applied]
        if isinstance(wanted, int) and wanted not in months:
            self.applied.append((wanted, self.take(update_file(self.steps[wanted], "xpress"))))
        elif wanted == UNDO and self.applied:
            _month, run = self.applied.pop()
            self.clock += timedelta(minutes=1)
            with acting(
                self.cast.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, self.clock
            ) as by:
                undo_import(by=by, at=self.clock, run_id=run.id, report=silent)

    def expected(self) -> Lines:
        """What the full register says after the applied months, in the order of the calendar."""
        lines = dict(map(line_of, self.full.after.values()))
        for month in sorted(month for month, _run in self.applied):
            apply_in_order(lines, self.steps[month])
        return lines


def line_of(entry: Entry) -> tuple[tuple[str, int, int], tuple[str, str, str, str]]:
    person, home = entry.person, entry.home
    postcode = home.postcode.replace(" ", "") if home else ""
    said = (person.surname, " ".join(person.forenames), postcode, person.markers)
    return (entry.letters, entry.number, entry.suffix), said


def apply_in_order(lines: Lines, step: Step) -> None:
    for change, entry in step.alterations or ():
        number, said = line_of(entry)
        if change == Change.DELETE:
            lines.pop(number, None)
        elif change != Change.FLICKER:
            lines[number] = said


def written() -> Lines:
    with arranging():
        found = RegisterEntry.objects.filter(closed_by=None)
        return {
            (one.letters, one.number, one.suffix): (one.surname, one.forenames, one.postcode, one.markers)
            for one in found
        }


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=8,
)
@given(st.lists(st.one_of(st.just(UNDO), st.sampled_from(range(4))), max_size=9))
@example([3, 2, 1, 0])
@example([1, 0, UNDO, UNDO, 2, 0, 1])
def test_any_order_of_months_with_undoing_ends_as_the_calendar_has_it(
    cast: Cast, wanted: list[str | int]
) -> None:
    with transaction.atomic():
        desk = Desk(cast)
        for one in wanted:
            desk.do(one)

        assert written() == desk.expected()
        transaction.set_rollback(True)
