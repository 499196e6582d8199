"""Years whose truth is known: the same for the same seed, and files that say what happened."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from tests.years.council import Council
from tests.years.files import FULL, UPDATES, full_file, update_file
from tests.years.happenings import MONTH
from tests.years.places import districts
from tests.years.truth import Change, Happening, Step

FULL_ON, MONTH_ON, DECEMBER_ON = date(2026, 12, 1), date(2027, 3, 1), date(2027, 12, 1)


def a_year(seed: int = 1) -> tuple[Step, Step, Step]:
    council = Council(districts("EX9", 900, size=300), electors=900, seed=seed)
    return (
        council.full_register(FULL_ON),
        council.month(MONTH_ON),
        council.december(DECEMBER_ON, {"AA1": "BC4"}),
    )


def cells_of(content: bytes, encoding: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding)), delimiter=delimiter))


def test_the_same_seed_lives_the_same_years() -> None:
    assert [step.after for step in a_year(7)] == [step.after for step in a_year(7)]
    assert a_year(7)[2].after != a_year(8)[2].after


def test_everybody_has_one_thing_happen_to_them_and_a_number_of_their_own() -> None:
    for step in a_year():
        chief = (
            Happening.JOINED,
            Happening.RETURNED,
            Happening.LEFT,
            Happening.MOVED,
            Happening.STAYED,
        )
        assert sum(step.count(one) for one in chief) == len(step.happened)
        assert len({entry[2:] for entry in step.after.values()}) == len(step.after)


def test_december_numbers_everybody_anew_and_gives_a_district_other_letters() -> None:
    december = a_year()[2]

    assert {entry.letters for entry in december.after.values()} == {"BC4", "AA2", "AB1"}
    assert {entry.suffix for entry in december.after.values()} == {0}
    assert december.count(Happening.RENUMBERED) > 0.9 * december.count(Happening.STAYED)


def test_a_months_rows_lead_from_the_register_before_to_the_one_after() -> None:
    month = a_year()[1]
    numbers = {entry[2:]: key for key, entry in month.before.items()}

    for change, entry in month.alterations or ():
        if change == Change.DELETE:
            del numbers[entry[2:]]
        elif change != Change.FLICKER:
            numbers[entry[2:]] = entry.person.key

    assert numbers == {entry[2:]: key for key, entry in month.after.items()}


def test_a_district_counts_what_happened_in_it() -> None:
    december = a_year()[2]
    counted = december.by_district()

    assert sum(counts[Happening.LEFT] for counts in counted.values()) == december.count(Happening.LEFT)
    assert counted["BC4"][Happening.STAYED] > 200


@pytest.mark.parametrize("layout", FULL)
def test_every_layout_holds_everybody_once(layout: str) -> None:
    register = a_year()[0]
    _write, hand = FULL[layout]

    rows = cells_of(full_file(register, layout), hand.encoding, hand.delimiter)

    assert len(rows) - (layout != "idox") == len(register.after)
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("coding", UPDATES)
def test_every_coding_says_who_came_and_went_within_a_month(coding: str) -> None:
    council = Council(districts("EX9", 300), electors=300, seed=3)
    council.full_register(FULL_ON)
    month = council.month(MONTH_ON, replace(MONTH, flickering=0.02))
    flickers = [row for row in month.alterations or () if row.change == Change.FLICKER]
    _write, hand = UPDATES[coding]

    rows = cells_of(update_file(month, coding), hand.encoding, hand.delimiter)
    named = [row for row in rows if any(one.entry.person.surname in " ".join(row) for one in flickers)]

    assert flickers
    assert len(named) >= len(flickers) * (1 if coding == "xpress" else 2)


def test_initials_capitals_and_lost_letters_are_a_councils_hand() -> None:
    register = a_year()[0]

    initials = cells_of(full_file(register, "xpress 14", initials_only=True, in_capitals=True), "cp1252")

    assert all(len(name) == 1 for row in initials[1:] for name in row[6].split())
    assert all(row[5].isupper() for row in initials[1:] if row[5])
    assert any(
        "?" in row[5] for row in cells_of(full_file(a_year(2)[0], "xpress 14", encoding="ascii"), "ascii")
    )
