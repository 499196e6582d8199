"""Keying in: entry order is print order, twice is once, other letters correct, and old sheets key in for good."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from hustings.access.actor import Actor
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Answer, Conversation, LatestIntention, VotingIntention
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.canvassing.tests.ground import AT, Ground
from hustings.organisation.models import Basis, Organisation, Switch
from hustings.paper.keying import Keyed, UnableToKey, key_marks
from hustings.paper.listing import lines_of_page
from hustings.paper.models import KeyedLine, Sheet, SheetLine, SheetState
from hustings.paper.tests.conftest import EARLIER, Printed
from hustings.paper.undoing import undo_entry
from hustings.register.models import Elector, Objection
from tests.cast import Cast, acting, arranging

YESTERDAY = EARLIER.date()


@pytest.fixture
def nia(cast: Cast, printed: Printed) -> Iterator[Actor]:
    """Nia, the data-entry helper, with the sheet in front of her."""
    with acting(cast.nia, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        yield by


def key(by: Actor, printed: Printed, text: str, day: date = YESTERDAY) -> Keyed:
    sheet = printed.sheet
    return key_marks(
        constituency=sheet.constituency_id, sheet_id=sheet.id, text=text, happened_on=day, by=by, at=AT
    )


def undo(by: Actor, printed: Printed, keyed: Keyed) -> tuple[int, ...]:
    sheet = printed.sheet
    return undo_entry(constituency=sheet.constituency_id, sheet_id=sheet.id, entry=keyed.entry, by=by, at=AT)


def latest(elector: Elector) -> str | None:
    found = LatestIntention.objects.filter(elector=elector).select_related("code").first()
    return found.code.letters if found else None


def test_a_mark_becomes_a_conversation_with_the_day_it_was_heard(
    nia: Actor, printed: Printed, north: Ground
) -> None:
    key(nia, printed, "3 1 PS")

    kept = Conversation.objects.get()
    assert (kept.elector_id, kept.door_id) == (north.electors[2].id, north.doors[1].id)
    assert (kept.happened_at.date(), kept.recorded_at) == (YESTERDAY, AT)
    assert (kept.source_kind, kept.source_id, kept.source_line) == ("sheet", printed.sheet.id, 3)
    assert latest(north.electors[2]) == "1"
    assert Answer.objects.get().code_id == core_code_id(Meaning.POSTER)


def test_entry_order_is_print_order(nia: Actor, printed: Printed) -> None:
    shown = [line.line for line in lines_of_page(printed.sheet, 1)]
    named = [line.elector for line in lines_of_page(printed.sheet, 1)]

    lines = SheetLine.objects.filter(sheet=printed.sheet).order_by("line")
    assert (shown, named) == ([1, 2, 3, 4, 5, 6], [line.elector_id for line in lines])


def test_entry_order_stays_when_the_walk_is_put_in_another_order(
    nia: Actor, printed: Printed, north: Ground
) -> None:
    with arranging():
        for place, door in enumerate(reversed(north.doors[:3])):
            type(door).objects.filter(id=door.id).update(walk_order=place)

    key(nia, printed, "1 2")

    assert latest(north.electors[0]) == "2"


def test_keying_the_same_twice_changes_nothing(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "3 1 PS")

    again = key(nia, printed, "3 ps 1")

    assert (again.lines, again.same) == ((), (3,))
    assert (Conversation.objects.count(), KeyedLine.objects.count()) == (1, 1)


def test_other_letters_correct_what_was_keyed(nia: Actor, printed: Printed, north: Ground) -> None:
    key(nia, printed, "3 1")

    key(nia, printed, "3 2")

    assert latest(north.electors[2]) == "2"
    assert [row.is_current for row in Conversation.objects.order_by("id")] == [False, True]
    assert KeyedLine.objects.get(stands=True).letters == "2"


def test_a_range_and_a_whole_door_are_keyed_at_once(nia: Actor, printed: Printed) -> None:
    ranged = key(nia, printed, "1-3 NI")
    door = key(nia, printed, "5* NI")

    assert (ranged.lines, door.lines) == ((1, 2, 3), (5, 6))
    assert Conversation.objects.filter(outcome="not_in").count() == 5
    assert Sheet.objects.get().keyed_count == 5


def test_a_range_over_lines_keyed_before_adds_the_rest(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "2 NI")

    ranged = key(nia, printed, "1-3 NI")

    assert (ranged.lines, ranged.same) == ((1, 3), (2,))


def test_the_last_entry_is_undone_whole(nia: Actor, printed: Printed, north: Ground) -> None:
    keyed = key(nia, printed, "1-3 1")

    assert undo(nia, printed, keyed) == (1, 2, 3)
    assert latest(north.electors[0]) is None
    assert Sheet.objects.get().keyed_count == 0


def test_undoing_a_correction_lets_the_first_stand_again(nia: Actor, printed: Printed, north: Ground) -> None:
    key(nia, printed, "3 1")
    correction = key(nia, printed, "3 2")

    undo(nia, printed, correction)

    assert latest(north.electors[2]) == "1"
    assert KeyedLine.objects.get(stands=True).letters == "1"


def test_what_was_undone_can_be_keyed_again(nia: Actor, printed: Printed, north: Ground) -> None:
    undo(nia, printed, key(nia, printed, "3 1"))

    key(nia, printed, "3 1")

    assert latest(north.electors[2]) == "1"


def test_nothing_is_undone_twice(nia: Actor, printed: Printed) -> None:
    keyed = key(nia, printed, "3 1")
    undo(nia, printed, keyed)

    with pytest.raises(UnableToKey, match="undone or corrected already"):
        undo(nia, printed, keyed)


def test_an_old_sheet_keys_in_for_somebody_who_left_the_register(
    nia: Actor, printed: Printed, north: Ground
) -> None:
    with arranging():
        Elector.objects.filter(id=north.electors[0].id).update(on_register=False)

    key(nia, printed, "1 1")

    assert VotingIntention.objects.filter(elector=north.electors[0]).count() == 1
    assert "left the register" in lines_of_page(printed.sheet, 1)[0].name


def test_an_old_sheet_keys_in_for_somebody_who_objected_since_and_withholds_the_name(
    nia: Actor, printed: Printed, north: Ground
) -> None:
    with arranging():
        Elector.objects.filter(id=north.electors[0].id).update(objects_at_door=True)

    key(nia, printed, "1 1")

    assert VotingIntention.objects.filter(elector=north.electors[0]).count() == 1
    assert lines_of_page(printed.sheet, 1)[0].name == "name withheld"


def test_late_work_keeps_its_true_day(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "3 1", YESTERDAY)

    kept = Conversation.objects.get()
    assert (kept.happened_at.date(), kept.recorded_at.date()) == (YESTERDAY, AT.date())
    assert Sheet.objects.get().session_on == YESTERDAY


def test_another_day_is_a_correction(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "3 1", YESTERDAY)

    key(nia, printed, "3 1", AT.date())

    assert [row.happened_at.date() for row in Conversation.objects.filter(is_current=True)] == [AT.date()]


@pytest.mark.parametrize("days", [-1, 2])
def test_a_day_before_the_print_or_in_the_future_is_refused(nia: Actor, printed: Printed, days: int) -> None:
    with pytest.raises(UnableToKey, match="day must lie between"):
        key(nia, printed, "3 1", YESTERDAY + timedelta(days=days))

    assert Conversation.objects.count() == 0


def test_a_keyed_sheet_is_returned_in_the_ledger(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "3 1")

    assert Sheet.objects.get().state == SheetState.RETURNED


def test_marks_that_cannot_be_read_change_nothing(nia: Actor, printed: Printed) -> None:
    for text, said in (
        ("9 1", "no line 9"),
        ("3 QQ", "no code"),
        ("3 1 2", "two intentions"),
        ("1", "no letters"),
    ):
        with pytest.raises(UnableToKey, match=said):
            key(nia, printed, text)

    assert KeyedLine.objects.count() == 0


def test_opinions_are_refused_while_the_switch_is_off_and_a_visit_is_not(
    nia: Actor, printed: Printed
) -> None:
    with arranging():
        Switch.objects.update(is_on=False)

    with pytest.raises(UnableToKey, match="Line 3: Opinions cannot be recorded"):
        key(nia, printed, "3 1")
    assert key(nia, printed, "3 NI").lines == (3,)


def test_where_the_basis_is_consent_an_opinion_wants_the_tick(nia: Actor, printed: Printed) -> None:
    Organisation.objects.update(basis=Basis.CONSENT)

    with pytest.raises(UnableToKey, match="consent"):
        key(nia, printed, "3 1")
    key(nia, printed, "3 Y1")

    assert Conversation.objects.get().consent_given is True


def test_a_line_keyed_leaves_its_entry_in_the_log(nia: Actor, printed: Printed) -> None:
    key(nia, printed, "1-3 NI")

    with arranging():
        entry = Entry.objects.get(action="paper:sheet:key")
    assert (entry.person_id, entry.count, entry.place) == (nia.person_id, 3, f"sheet {printed.sheet.code}")


class TestWhoeverAskedNotToBeContacted:
    def test_has_objected_from_the_moment_it_is_keyed(
        self, nia: Actor, printed: Printed, north: Ground
    ) -> None:
        key(nia, printed, "3 DNC")

        objection = Objection.objects.get()
        assert (objection.elector_id, objection.channel) == (north.electors[2].id, "all")
        assert objection.source == f"sheet {printed.sheet.code}, line 3"
        assert lines_of_page(printed.sheet, 1)[2].name == "name withheld"

    def test_speaks_for_the_house_where_the_star_is_keyed(
        self, nia: Actor, printed: Printed, north: Ground
    ) -> None:
        key(nia, printed, "3* DNC")

        objection = Objection.objects.get()
        assert (objection.door_id, objection.whole_household) == (north.doors[1].id, True)

    def test_is_free_again_when_the_entry_is_undone(self, nia: Actor, printed: Printed) -> None:
        undo(nia, printed, key(nia, printed, "3 DNC"))

        assert Objection.objects.get().withdrawn_at == AT
        assert lines_of_page(printed.sheet, 1)[2].name != "name withheld"

    def test_is_free_again_when_the_entry_is_corrected_and_not_when_that_is_undone(
        self, nia: Actor, printed: Printed
    ) -> None:
        key(nia, printed, "3 DNC")
        correction = key(nia, printed, "3 NI")
        assert lines_of_page(printed.sheet, 1)[2].name != "name withheld"

        undo(nia, printed, correction)

        assert lines_of_page(printed.sheet, 1)[2].name == "name withheld"

    def test_keeps_an_earlier_objection_when_the_entry_is_undone(
        self, nia: Actor, printed: Printed, north: Ground
    ) -> None:
        first = key(nia, printed, "3 DNC")
        second = key(nia, printed, "3* DNC")
        undo(nia, printed, second)

        assert Objection.objects.filter(withdrawn_at=None).count() == 1
        assert KeyedLine.objects.get(stands=True).entry == first.entry
