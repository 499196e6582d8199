"""From a photograph to conversations: what is read, what is asked, what is recorded, and what is forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from hustings.access.actor import Actor
from hustings.audit.models import Entry
from hustings.canvassing.models import Conversation
from hustings.canvassing.tests.ground import AT
from hustings.paper.keying import key_marks
from hustings.paper.models import KeyedLine, PageState, PhotographState, Sheet, SheetState
from hustings.paper.photographs.recording import UnableToSettlePage, drop_page, record_page
from hustings.paper.photographs.rules import Doubt
from hustings.paper.photographs.settling import read_lines
from hustings.paper.photographs.tests.conftest import Brought, page_of, read_files
from hustings.work.models import SealedFile
from tests.cast import arranging

DAY = AT.date()
PLAIN = {1: {"1": "cross"}, 2: {"NI": "cross"}, 4: {"3": "cross", "PS": "cross"}}
DOUBTFUL = {1: {"1": "cross"}, 2: {"2": "crossed_out"}, 3: {"1": "cross", "4": "cross"}}


def stands(sheet: Sheet) -> dict[int, str]:
    rows = KeyedLine.objects.filter(sheet=sheet, stands=True)
    return dict(rows.values_list("line", "letters"))


def test_clear_marks_are_read_and_recorded_by_one_press(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(PLAIN, turned=2))
    page = page_of(photograph)
    assert stands(brought.sheet) == {}

    done = record_page(constituency=seat, page_id=page.id, decided={}, happened_on=DAY, by=helper, at=AT)

    assert done.recorded == (1, 2, 4)
    assert stands(brought.sheet) == {1: "1", 2: "NI", 4: "3 PS"}
    conversation = Conversation.objects.get(source_id=brought.sheet.id, source_line=4)
    assert (conversation.source_kind, conversation.happened_at.date()) == ("sheet", DAY)
    sheet = Sheet.objects.get(pk=brought.sheet.pk)
    assert (sheet.state, sheet.keyed_count) == (SheetState.ENTERED, 3)


def test_what_is_doubtful_is_asked_and_nothing_is_recorded_before(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(DOUBTFUL))
    page = page_of(photograph)
    read = read_lines(page)

    assert (read[1].letters, read[1].doubts) == ("1", ())
    assert Doubt.SCRIBBLED in read[2].doubts
    assert Doubt.CONTRADICTION in read[3].doubts
    assert set(read[3].choices) == {"1", "4"}
    with pytest.raises(UnableToSettlePage, match="Decide about 3 first"):
        record_page(constituency=seat, page_id=page.id, decided={2: "-"}, happened_on=DAY, by=helper, at=AT)
    assert stands(brought.sheet) == {}

    record_page(
        constituency=seat, page_id=page.id, decided={2: "-", 3: "4 ps"}, happened_on=DAY, by=helper, at=AT
    )

    assert stands(brought.sheet) == {1: "1", 3: "4 PS"}


def test_the_same_photograph_twice_changes_nothing(brought: Brought, helper: Actor) -> None:
    seat, taken = brought.sheet.constituency_id, brought.taken(PLAIN)
    (first,) = read_files(helper, seat, taken)
    record_page(constituency=seat, page_id=page_of(first).id, decided={}, happened_on=DAY, by=helper, at=AT)
    before = Conversation.objects.count()

    (again,) = read_files(helper, seat, taken)
    assert (again.state, again.same_as) == (PhotographState.AGAIN, first.id)
    assert again.file_id is None

    (other,) = read_files(helper, seat, brought.taken(PLAIN))
    done = record_page(
        constituency=seat, page_id=page_of(other).id, decided={}, happened_on=DAY, by=helper, at=AT
    )
    assert (done.recorded, done.same) == ((), (1, 2, 4))
    assert Conversation.objects.count() == before


def test_what_was_left_out_as_a_whole_may_be_sent_again(brought: Brought, helper: Actor) -> None:
    seat, taken = brought.sheet.constituency_id, brought.taken(PLAIN)
    (first,) = read_files(helper, seat, taken)
    drop_page(constituency=seat, page_id=page_of(first).id, by=helper, at=AT)

    (again,) = read_files(helper, seat, taken)

    assert again.state == PhotographState.READ


def test_a_mistyped_day_is_said_and_turns_no_line_to_doubt(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(PLAIN))
    page, wrong = page_of(photograph), DAY - timedelta(days=9)

    with pytest.raises(UnableToSettlePage, match="The day must lie between"):
        record_page(constituency=seat, page_id=page.id, decided={}, happened_on=wrong, by=helper, at=AT)

    page.refresh_from_db()
    assert page.refused == {}
    assert not any(line.doubts for line in read_lines(page).values())


def test_letters_written_for_a_line_key_no_other(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(DOUBTFUL))
    page = page_of(photograph)

    done = record_page(
        constituency=seat, page_id=page.id, decided={2: "+6 NI", 3: "* NI"}, happened_on=DAY, by=helper, at=AT
    )

    assert (done.recorded, set(done.refused)) == ((1,), {2, 3})
    assert stands(brought.sheet) == {1: "1"}


def test_what_was_keyed_by_hand_is_compared(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    for text in ("1 1", "2 2", "5 6"):
        key_marks(constituency=seat, sheet_id=brought.sheet.id, text=text, happened_on=DAY, by=helper, at=AT)
    (photograph,) = read_files(helper, seat, brought.taken(PLAIN))
    page = page_of(photograph)
    read = read_lines(page)

    assert (read[1].letters, read[1].doubts) == ("1", ())
    assert (read[2].doubts, read[2].choices) == ((Doubt.DIFFERS,), ("2", "NI"))
    assert (read[5].letters, read[5].doubts) == ("6", ())
    record_page(constituency=seat, page_id=page.id, decided={2: "NI"}, happened_on=DAY, by=helper, at=AT)

    assert stands(brought.sheet) == {1: "1", 2: "NI", 4: "3 PS", 5: "6"}
    assert KeyedLine.objects.filter(sheet=brought.sheet, line=1).count() == 1


def test_a_note_is_shown_to_somebody(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken({3: {"1": "tick", "note": ""}}))

    read = read_lines(page_of(photograph))

    assert (read[3].doubts, read[3].choices) == ((Doubt.NOTE,), ("1",))


def test_pictures_are_forgotten_when_they_are_settled(
    brought: Brought,
    helper: Actor,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(PLAIN))
    page = page_of(photograph)
    files = [id for id in (photograph.file_id, page.picture_id) if id]
    assert SealedFile.objects.filter(id__in=files).count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        drop_page(constituency=seat, page_id=page.id, by=helper, at=AT)

    photograph.refresh_from_db()
    page.refresh_from_db()
    assert SealedFile.objects.filter(id__in=files).count() == 0
    assert not [path for path in Path(settings.FILES_FOLDER).glob("*/*") if path.stem in map(str, files)]
    assert (photograph.state, page.state, page.read) == (PhotographState.SETTLED, PageState.DROPPED, [])
    assert stands(brought.sheet) == {}
    with pytest.raises(UnableToSettlePage, match="settled already"):
        drop_page(constituency=seat, page_id=page.id, by=helper, at=AT)


def test_every_step_stands_in_the_log(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    (photograph,) = read_files(helper, seat, brought.taken(PLAIN))
    record_page(
        constituency=seat, page_id=page_of(photograph).id, decided={}, happened_on=DAY, by=helper, at=AT
    )

    with arranging():
        rules = set(Entry.objects.filter(action="paper:sheet:key").values_list("rule", flat=True))

    assert {"photographs sent", "photographs read", "photograph recorded"} <= rules
