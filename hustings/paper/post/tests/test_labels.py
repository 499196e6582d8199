"""Labels of a list: who is on them, in which order, where on the sheet, and what is left of it in the log."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.copies.models import Copy, CopyKind, CopyRows
from hustings.paper.post.addressing import address_lines, wanted_by_post
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.printing import UnableToPost
from hustings.paper.post.sizes import SIZES
from hustings.paper.post.tests.ground import (
    FORM,
    PRINT,
    Posted,
    bytes_of,
    keep_list,
    order,
    pages_of,
    print_it,
)
from hustings.register.models import Door, Elector, RegisterEntry
from hustings.targeting.lists.keeping import freeze_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.lists.using import count_wanted
from tests.cast import Cast, acting, arranging


def told(copy: Copy) -> str:
    return "\n".join(pages_of(copy))


def change(elector: Elector, **fields: Any) -> None:
    with arranging():
        Elector.objects.filter(pk=elector.pk).update(**fields)


def test_each_household_has_one_label_with_everybody_on_it(cast: Cast, posted: Posted) -> None:
    copy, pieces = print_it(cast, order(posted.kept))
    text = told(copy)

    assert (pieces, copy.people) == (12, 24)
    assert "Elector 1 and Elector 2 Okafor\r\n1 Mill Lane\r\nNORTHMOOR\r\nNM8 1AA" in text
    assert text.count("NORTHMOOR") == 12


def test_each_elector_has_one_label_where_that_is_asked(cast: Cast, posted: Posted) -> None:
    copy, pieces = print_it(cast, order(posted.kept, each="elector"))

    assert (pieces, copy.people, told(copy).count("NORTHMOOR")) == (24, 24, 24)


def test_a_round_goes_by_sector_then_by_street_side_and_number(cast: Cast, posted: Posted) -> None:
    with arranging():
        Door.objects.filter(pk=posted.ground.doors[1].pk).update(side="even")
    copy, _pieces = print_it(cast, order(posted.kept))
    lines = told(copy).split("\r\n")
    found = [(line, after) for line, after in zip(lines, lines[2:], strict=False) if after.startswith("NM")]

    assert [postcode for _line, postcode in found] == ["NM5 4AA"] * 3 + ["NM6 3AA"] * 3 + ["NM7 2AA"] * 3 + [
        "NM8 1AA"
    ] * 3
    assert [line for line, _postcode in found[-3:]] == ["2 Mill Lane", "1 Mill Lane", "3 Mill Lane"]


@pytest.mark.parametrize(
    "fields", [{"objects_by_post": True}, {"objects_at_door": True}, {"on_register": False}]
)
def test_whoever_objects_is_on_no_label_whatever_the_list_is_for(
    cast: Cast, posted: Posted, fields: dict[str, bool]
) -> None:
    change(posted.ground.electors[0], **fields)
    copy, pieces = print_it(cast, order(posted.kept))

    assert (pieces, copy.people) == (12, 23)
    assert "Elector 1 and" not in told(copy)
    assert "Elector 2 Okafor" in told(copy)
    with arranging():
        assert 1 not in CopyRows.objects.get(copy=copy).seat_nos


def test_nobody_writes_where_nobody_may_knock(cast: Cast, posted: Posted) -> None:
    with arranging():
        Door.objects.filter(pk=posted.ground.doors[0].pk).update(do_not_knock=True)

    assert print_it(cast, order(posted.kept))[1] == 11


@pytest.mark.parametrize(("days", "people"), [(1, 22), (0, 24)])
def test_whoever_is_held_out_is_on_no_label_until_polling_day(
    cast: Cast, posted: Posted, days: int, people: int
) -> None:
    with arranging():
        for elector in posted.ground.electors[:2]:
            HeldOut.objects.create(
                constituency=posted.ground.seat,
                elector=elector,
                list_id=posted.kept.id,
                drawn_at=timezone.now(),
                ends_on=timezone.localdate() + timedelta(days=days),
            )
    copy, _pieces = print_it(cast, order(posted.kept))

    assert copy.people == people
    assert ("1 Mill Lane\r\nNORTHMOOR\r\nNM8 1AA" in told(copy)) == (days == 0)


def test_an_elector_without_an_address_is_counted_and_left_out(cast: Cast, posted: Posted) -> None:
    with arranging():
        entry = RegisterEntry.objects.filter(elector=posted.ground.electors[4])
        entry.update(address_lines=" \n")
    with acting(cast.priya, PRINT, Purpose.CANVASS):
        counted = count_wanted(wanted_by_post(posted.kept, at=timezone.now()))

    assert (counted.people, counted.doors, counted.left_out) == (23, 12, {"no_address": 1})
    assert print_it(cast, order(posted.kept))[0].people == 23


def test_a_snapshot_keeps_who_stood_on_it_but_for_objectors(cast: Cast, posted: Posted) -> None:
    doors = keep_list(cast, {**FORM, "use": "door"}, "Doors")
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS) as by:
        frozen = freeze_list(kept=doors, name="Then", by=by, at=timezone.now())
    change(posted.ground.electors[0], objects_by_post=True)

    assert print_it(cast, order(frozen))[0].people == 23


def test_labels_begin_where_a_part_used_sheet_has_one_left(cast: Cast, posted: Posted) -> None:
    copy, _pieces = print_it(cast, order(posted.kept, each="elector", first=21))

    first, second, third = pages_of(copy)
    assert [page.count("NORTHMOOR") for page in (first, second, third)] == [1, 21, 2]


@pytest.mark.parametrize("size", SIZES)
def test_every_size_stays_on_its_page(size: str) -> None:
    sheet = SIZES[size]
    right = sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap

    assert 0 < sheet.left < right < 210
    assert 5.9 <= sheet.top <= 297 - sheet.rows * sheet.height
    assert sheet.pages(sheet.count) == 1 == sheet.pages(1, first=sheet.count)
    assert sheet.pages(sheet.count, first=2) == 2


def test_the_copy_is_registered_logged_and_says_whose_it_is(cast: Cast, posted: Posted) -> None:
    copy, _pieces = print_it(cast, order(posted.kept))

    with arranging():
        entry = Entry.objects.get(pk__in=[copy.entry_id])
        assert CopyRows.objects.get(copy=copy).seat_nos == list(range(1, 25))
    assert (copy.kind, copy.issued_to, copy.source_id) == (CopyKind.LETTERS, cast.priya.id, posted.kept.id)
    assert (entry.action, entry.count, entry.detail["pieces"]) == (PRINT, 24, 12)
    assert hashlib.sha256(bytes_of(copy.file_id)).hexdigest() == copy.file_sha256
    for words in (copy.number, "Priya Larkhall", "Destroy by"):
        assert words in told(copy)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first": 22}, "A sheet of L7160 has 21 labels"),
        ({"destroy_on": timezone.localdate() + timedelta(days=40)}, "within four weeks"),
        ({"destroy_on": timezone.localdate() - timedelta(days=2)}, "within four weeks"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    cast: Cast, posted: Posted, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UnableToPost, match=sentence):
        print_it(cast, order(posted.kept, **changed))


def test_a_list_of_nobody_prints_nothing_and_leaves_no_copy(cast: Cast, posted: Posted) -> None:
    form = {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "household", "at_least": 50}}]}
    empty = keep_list(cast, form, "Nobody")

    with pytest.raises(UnableToPost, match="Nobody on this list can be written to"):
        print_it(cast, order(empty))
    with arranging():
        assert not Copy.objects.exists()


def test_an_order_comes_through_the_queue_as_it_was(posted: Posted) -> None:
    wanted = order(posted.kept, first=3, language="cy")

    assert PostOrder.from_json(wanted.as_json()) == wanted


def test_an_address_has_its_postcode_once_and_last() -> None:
    lines = ("1 Mill Lane", "NORTHMOOR", "NM8 1AA")

    assert address_lines("1  Mill Lane\n\nNORTHMOOR\n", "NM81AA") == lines
    assert address_lines("1 Mill Lane\nNORTHMOOR\nnm8 1aa", "NM81AA") == lines
    assert address_lines("1 Mill Lane\nNORTHMOOR", "") == lines[:2]


def test_the_form_of_a_list_is_left_as_it_is(posted: Posted) -> None:
    assert str(read_form(posted.kept.form).use) == "phone"
