"""Every row of a file counts once, the first and the last, however many there are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.register.faults import Reason
from hustings.register.files.drafting import draft_with
from hustings.register.files.reading import Row
from hustings.register.files.recognising import recognise
from hustings.register.models import Elector, ImportRefusal
from hustings.register.tests.council import FULL, LYLE, OKAFOR, full_file, take_in
from tests.cast import Cast, arranging


def people(count: int) -> list[str]:
    return [
        OKAFOR.replace("AA1,1,", f"AA1,{number},")
        .replace("Grace", f"G{number}")
        .replace("1 Mill", f"{number} Mill")
        for number in range(1, count + 1)
    ]


def test_more_than_a_thousand_rows_are_not_capped(council: Cast) -> None:
    run = take_in(council, full_file(*people(1_250)))

    with arranging():
        assert run.counts["read"] == Elector.objects.filter(on_register=True).count() == 1_250


def test_a_last_row_without_a_line_end_counts(council: Cast) -> None:
    run = take_in(council, full_file(*people(2)).rstrip())

    assert run.counts["added"] == 2


def test_one_bad_row_among_a_hundred_is_blamed_alone(council: Cast) -> None:
    rows = people(100)

    run = take_in(council, full_file(*rows[:50], LYLE.replace("AA1,2", "AA1,x"), *rows[50:]))

    with arranging():
        assert [(row.line, row.reason) for row in ImportRefusal.objects.filter(run=run)] == [
            (52, Reason.NUMBER)
        ]
    assert run.counts["added"] == 100


def test_a_row_before_the_last_batch_and_after_it_are_both_staged(council: Cast) -> None:
    run = take_in(council, full_file(*people(5_001)))

    assert run.counts["added"] == 5_001


COLUMNS = recognise([Row(1, FULL)]).columns


@given(st.lists(st.text(max_size=30), min_size=14, max_size=14))
@settings(max_examples=200)
def test_any_row_becomes_a_draft_of_fixed_shape(cells: list[str]) -> None:
    draft = draft_with(COLUMNS)(Row(2, [cell.strip() for cell in cells]))

    assert draft.line == 2
    assert len(draft) == len(draft._fields)
    assert draft.attains_on is None or not draft.fault
