"""The monthly update: additions, changes and deletions, applied to the edition that it names."""

import pytest

from hustings.register.faults import Reason
from hustings.register.models import Elector, Import, ImportRefusal, RegisterEntry
from hustings.register.tests.council import (
    LYLE,
    LYLE_SON,
    NOON,
    OKAFOR,
    full_file,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
LATER = NOON.replace(day=20)


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    return council


def update(council: Cast, *rows: dict[str, str]) -> Import:
    return take_in(council, update_file(*rows), at=LATER)


def open_numbers() -> list[str]:
    with arranging():
        return sorted(str(entry) for entry in RegisterEntry.objects.filter(closed_by=None))


def test_an_addition_opens_an_entry_and_leaves_the_others_alone(register: Cast) -> None:
    run = update(register, update_row("AA1-1/1", "Okafor", "Ben", created="3"))

    assert (run.counts["added"], run.counts["closed"]) == (1, 0)
    assert open_numbers() == ["AA1-1", "AA1-1/1", "AA1-2", "AA1-3"]


def test_a_deletion_closes_the_entry_and_keeps_the_person_off_the_register(register: Cast) -> None:
    run = update(register, update_row("AA1-2", "Lyle", "Peter", deleted="3"))

    assert run.counts["closed"] == 1
    with arranging():
        assert not Elector.objects.get(forenames="Peter").on_register


def test_an_amendment_changes_the_name_of_the_same_person(register: Cast) -> None:
    with arranging():
        before = Elector.objects.get(surname="Okafor").id

    run = update(register, update_row("AA1-1", "Hussain", "Grace Ada", changed="3"))

    assert run.counts["renamed"] == 1
    with arranging():
        assert Elector.objects.get(surname="Hussain").id == before


def test_an_amendment_of_an_elector_never_seen_adds_them(register: Cast) -> None:
    run = update(register, update_row("AA1-90", "Nowhere", "Nell", changed="3"))

    assert run.counts["added"] == 1
    assert "AA1-90" in open_numbers()


def test_somebody_made_and_deleted_in_one_month_never_was(register: Cast) -> None:
    run = update(
        register,
        update_row("AA1-8", "Brief", "Bea", created="3", deleted="3"),
        update_row("AA1-1", "Okafor", "Grace Ada"),
    )

    assert run.counts["cancelled"] == 1
    assert "AA1-8" not in open_numbers()


def test_deletions_are_applied_last(register: Cast) -> None:
    update(
        register,
        update_row("AA1-2", "Lyle", "Peter", deleted="4"),
        update_row("AA1-2", "Lyle", "Peter John", changed="3"),
    )

    assert "AA1-2" not in open_numbers()


def test_of_two_changes_to_one_number_the_last_is_meant(register: Cast) -> None:
    update(
        register,
        update_row("AA1-1", "First", "Grace", changed="3"),
        update_row("AA1-1", "Second", "Grace", changed="4"),
    )

    with arranging():
        assert Elector.objects.filter(surname="Second").exists()


def test_a_son_of_his_fathers_name_is_added_and_not_taken_for_him(register: Cast) -> None:
    run = update(register, update_row("AA1-2/1", "Lyle", "Peter", "2 Mill Lane", created="3"))

    assert (run.counts["added"], run.counts["unsure"]) == (1, 1)
    with arranging():
        assert Elector.objects.filter(surname="Lyle", forenames="Peter", on_register=True).count() == 2


def test_somebody_renumbered_by_an_update_stays_the_same_person(register: Cast) -> None:
    with arranging():
        before = Elector.objects.get(forenames="Peter").id

    update(
        register,
        update_row("AA1-2", "Lyle", "Peter", "2 Mill Lane", deleted="3"),
        update_row("AA1-44", "Lyle", "Peter", "2 Mill Lane", created="3"),
    )

    assert open_numbers() == ["AA1-1", "AA1-3", "AA1-44"]
    with arranging():
        assert Elector.objects.get(forenames="Peter", on_register=True).id == before


@pytest.mark.parametrize("months", [{"deleted": "3"}, {"created": "3"}])
def test_a_number_of_somebody_else_is_refused_instead_of_guessed(
    register: Cast, months: dict[str, str]
) -> None:
    same = update_row("AA1-1", "Okafor", "Grace Ada")

    run = update(register, update_row("AA1-2", "Stranger", "Sid", **months), same)

    assert "AA1-2" in open_numbers()
    with arranging():
        refusal = ImportRefusal.objects.get(run=run)
        assert (refusal.line, refusal.reason) == (2, Reason.OTHER_NAME)


def test_deleting_somebody_who_has_left_changes_nothing(register: Cast) -> None:
    run = update(register, update_row("AA1-77", "Gone", "Gil", deleted="3"))

    assert (run.counts["gone_before"], run.counts["closed"]) == (1, 0)


def test_a_month_that_is_none_refuses_the_row(register: Cast) -> None:
    run = update(
        register,
        update_row("AA1-9", "Odd", "Month", created="March"),
        update_row("AA1-1", "Okafor", "Grace Ada"),
    )

    with arranging():
        assert ImportRefusal.objects.get(run=run).reason == Reason.CHANGE


def test_the_same_update_in_other_bytes_changes_nothing(register: Cast) -> None:
    rows = [
        update_row("AA1-2", "Lyle", "Peter", deleted="3"),
        update_row("AA1-1", "Hussain", "Grace Ada", changed="3"),
        update_row("AA1-9", "New", "Nia", created="3"),
    ]
    update(register, *rows)

    run = update(register, *reversed(rows))

    counts = run.counts
    assert (counts["added"], counts["amended"], counts["closed"], counts["unchanged"]) == (0, 0, 0, 2)
