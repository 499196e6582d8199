"""Error rates on invented years whose truth is known: who is kept, who is asked about, nobody taken for another."""

from datetime import date
from uuid import UUID

import pytest

from hustings.register.models import Doubt, Elector, RegisterEntry
from hustings.register.tests.council import edition_of, take_in
from tests.cast import Cast, arranging
from tests.years.council import Council
from tests.years.files import full_file, update_file
from tests.years.places import districts
from tests.years.reckoning import Holders, Reckoning, holders, lay_postcodes, reckon, remember
from tests.years.truth import Happening, Step

ELECTORS, FEWER = 3_000, 700
KEPT, KEPT_OF_FEWER, KEPT_BY_INITIALS = 0.98, 0.97, 0.95
FIRST_ON, MONTH_ON, DECEMBER_ON = date(2026, 12, 1), date(2027, 2, 1), date(2027, 12, 1)


class Year:
    """One council's invented year, taken in file by file and reckoned."""

    def __init__(self, cast: Cast, seed: int, layout: str = "xpress 14", *, electors: int = FEWER) -> None:
        self.cast = cast
        self.council = Council(districts("EX9", electors, size=electors // 3), electors=electors, seed=seed)
        with arranging():
            lay_postcodes(self.council, cast.northmoor, cast.council)
        self.first = self.council.full_register(FIRST_ON)
        self.ever: dict[UUID, int] = {}
        take_in(cast, full_file(self.first, layout))
        self.held = self._held(self.first, "2027", FIRST_ON)

    def month(self, coding: str) -> tuple[Step, Reckoning]:
        step = self.council.month(MONTH_ON)
        take_in(self.cast, update_file(step, coding))
        return step, self._reckoned(step, "2027", FIRST_ON)

    def december(self, layout: str, **hand: object) -> tuple[Step, Reckoning]:
        step = self.council.december(DECEMBER_ON, {"AA1": "BB7"})
        take_in(self.cast, full_file(step, layout, **hand), name="2028", published_on=DECEMBER_ON)
        return step, self._reckoned(step, "2028", DECEMBER_ON)

    def _reckoned(self, step: Step, name: str, published_on: date) -> Reckoning:
        before, self.held = self.held, self._held(step, name, published_on)
        with arranging():
            found = reckon(step, before, self.held, self.ever)
        remember(self.ever, self.held)
        return found

    def _held(self, step: Step, name: str, published_on: date) -> Holders:
        with arranging():
            held = holders(step, edition_of(self.cast, name, published_on))
        assert held.keys() == step.after.keys()
        if not self.ever:
            remember(self.ever, held)
        return held


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_december_keeps_who_is_unchanged_and_takes_nobody_for_another(cast: Cast, seed: int) -> None:
    _step, found = Year(cast, seed, electors=ELECTORS).december("xpress 14")

    assert found.share_kept >= KEPT
    assert (found.others, found.lost) == (set(), set())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("xpress 14", "xpress 13"),
        ("xpress 14", "eros pp"),
        ("xpress 13", "eros csv"),
        ("eros csv", "eros csv"),
        ("eros pp without status", "idox"),
    ],
)
def test_december_from_another_system_keeps_people_too(cast: Cast, before: str, after: str) -> None:
    _step, found = Year(cast, 4, before).december(after)

    assert found.share_kept >= KEPT_OF_FEWER
    assert (found.others, found.lost) == (set(), set())


def test_a_file_of_initials_keeps_whom_initials_tell_and_asks_about_the_rest(cast: Cast) -> None:
    _step, found = Year(cast, 5).december("xpress 14", initials_only=True, in_capitals=True)

    assert found.share_kept >= KEPT_BY_INITIALS
    assert (found.others, found.lost) == (set(), set())


def test_letters_that_the_file_lost_are_nobody_lost(cast: Cast) -> None:
    _step, found = Year(cast, 6).december("xpress 14", encoding="ascii")

    assert found.share_kept >= KEPT_OF_FEWER
    assert (found.others, found.lost) == (set(), set())


@pytest.mark.parametrize("coding", ["xpress", "eros", "eros pp", "idox"])
def test_a_month_keeps_everybody_who_did_not_move(cast: Cast, coding: str) -> None:
    step, found = Year(cast, 7).month(coding)

    stayed = {key for key, what in step.happened.items() if Happening.STAYED in what}
    assert stayed <= found.kept | _anonymous(step)
    assert found.others == set()


def test_after_december_the_register_holds_whom_the_council_states_and_nobody_else(cast: Cast) -> None:
    year = Year(cast, 8)
    year.month("xpress")
    step, _found = year.december("eros pp")

    with arranging():
        assert Elector.objects.filter(on_register=True).count() == len(step.after)
        assert RegisterEntry.objects.filter(closed_by=None).count() == len(step.after)
        assert {"BB7", "AA2", "AB1"} == set(
            RegisterEntry.objects.filter(closed_by=None).values_list("letters", flat=True)
        )


def test_movers_are_reported_and_never_joined_by_guess(cast: Cast) -> None:
    step, found = Year(cast, 9).december("xpress 14")
    moved = {key for key, what in step.happened.items() if Happening.MOVED in what}

    assert not moved & found.kept
    assert len(moved & found.waiting) > len(moved) * 0.6
    with arranging():
        assert Doubt.objects.filter(kind=Doubt.Kind.MOVED).count() >= len(moved & found.waiting)


def test_the_officers_references_keep_movers_and_marriages(cast: Cast) -> None:
    step, found = Year(cast, 10, "eros csv").december("eros csv")
    moved = {key for key, what in step.happened.items() if Happening.MOVED in what}

    assert moved <= found.kept
    assert found.others == set()


def _anonymous(step: Step) -> set[int]:
    return {key for key, entry in step.after.items() if entry.person.markers == "N"}
