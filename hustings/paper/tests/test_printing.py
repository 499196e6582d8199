"""Printing: the order of lines is fixed, who objected is left out, and only what is new needs printing again."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.audit.models import Entry
from hustings.canvassing.models import Code, HeldOut, MasterQuestion
from hustings.canvassing.tests.ground import AT, Ground
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Basis, Organisation, Paper
from hustings.paper.models import Pack, Sheet, SheetDoor, SheetLine
from hustings.paper.packing import Choice, UnableToPrint, order_pack
from hustings.paper.printing import described, print_pack
from hustings.paper.tests.conftest import CHOICE, fixed
from hustings.paper.tests.pdf_text import texts_of
from hustings.register.models import Door, Elector
from hustings.work.models import SealedFile
from hustings.work.sealing import open_file
from tests.cast import Cast, arranging

TOO_MANY = tuple("S H W M X NI IN LG DNC 1 2 3 4 5 6 PV PW PR LF PS".split())


def say_nothing(done: int, total: int, sentence: str) -> None:
    """Progress is of no interest here."""


def choice(ground: Ground, *, streets: slice = slice(0, 1), **changed: Any) -> Choice:
    return replace(CHOICE, streets=[street.id for street in ground.streets[streets]], **changed)


def print_choice(by: Actor, ground: Ground, chosen: Choice) -> Pack:
    pack = order_pack(constituency=ground.seat.id, choice=chosen, by=by, at=AT)
    return print_pack(pack_id=pack.id, constituency=ground.seat.id, by=by, at=AT, report=say_nothing)


def pdf_of(pack: Pack) -> list[str]:
    file = SealedFile.objects.get(id__in=[pack.file_id])
    return texts_of(pikepdf.open(io.BytesIO(b"".join(open_file(file)))))


def test_a_street_becomes_a_pack_with_a_sealed_file(printer: Actor, north: Ground) -> None:
    pack = print_choice(printer, north, choice(north))

    sheet = Sheet.objects.get(pack=pack)
    assert described(pack) == "1 sheet on 1 page are ready."
    assert (sheet.door_count, sheet.line_count, sheet.page_starts) == (3, 6, [1])


def test_a_sheet_says_numbers_names_and_whom_to_return_it_to(printer: Actor, north: Ground) -> None:
    (text,) = pdf_of(print_choice(printer, north, choice(north)))

    for words in (
        "Mill Lane: odd side",
        "AA1-1",
        "Elector 1 Okafor",
        "Return to Priya Larkhall",
        "01632 960 001",
    ):
        assert words in text


def test_lines_stand_in_walking_order(printer: Actor, north: Ground) -> None:
    sheet = fixed(printer, north, north.streets[0].id).sheet

    lines = SheetLine.objects.filter(sheet=sheet).order_by("line")
    assert [line.line for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.elector_id for line in lines] == [elector.id for elector in north.electors[:6]]


def test_whoever_is_held_out_is_on_no_sheet_until_polling_day(printer: Actor, north: Ground) -> None:
    held, today = north.electors[2], timezone.localdate()
    with arranging():
        HeldOut.objects.create(
            constituency=north.seat, elector=held, list_id=uuid7(), drawn_at=AT, ends_on=today + timedelta(days=1)
        )  # fmt: skip
    before = fixed(printer, north, north.streets[0].id).sheet
    with arranging():
        HeldOut.objects.update(ends_on=today)
    on_the_day = fixed(printer, north, north.streets[0].id).sheet

    printed = [set(SheetLine.objects.filter(sheet=sheet).values_list("elector_id", flat=True))
               for sheet in (before, on_the_day)]  # fmt: skip
    assert printed == [
        {one.id for one in north.electors[:6]} - {held.id},
        {one.id for one in north.electors[:6]},
    ]


def test_small_streets_of_a_district_share_a_sheet_and_districts_do_not(
    printer: Actor, north: Ground
) -> None:
    pack = fixed(printer, north, *[street.id for street in north.streets]).pack

    assert [sheet.title for sheet in Sheet.objects.filter(pack=pack).order_by("number")] == [
        "Mill Lane, Quarry Road"
    ] * 2


def test_a_door_that_objected_is_printed_without_a_name(printer: Actor, north: Ground) -> None:
    with arranging():
        Door.objects.filter(id=north.doors[0].id).update(do_not_knock=True)
        Elector.objects.filter(door=north.doors[0]).update(objects_at_door=True)

    (text,) = pdf_of(print_choice(printer, north, choice(north)))

    assert "DO NOT KNOCK" in text
    assert "Elector 1 " not in text
    assert SheetLine.objects.count() == 4
    assert SheetDoor.objects.filter(do_not_knock=True).count() == 1


def test_one_who_objected_is_left_out_and_the_rest_of_the_house_is_not(printer: Actor, north: Ground) -> None:
    with arranging():
        Elector.objects.filter(id=north.electors[0].id).update(objects_at_door=True)

    (text,) = pdf_of(print_choice(printer, north, choice(north)))

    assert "Elector 1 " not in text
    assert "Elector 2 " in text


def test_whoever_left_the_register_is_not_printed(printer: Actor, north: Ground) -> None:
    with arranging():
        Elector.objects.filter(id=north.electors[0].id).update(on_register=False)

    fixed(printer, north, north.streets[0].id)

    assert north.electors[0].id not in SheetLine.objects.values_list("elector_id", flat=True)


def test_after_an_update_a_supplement_holds_the_new_doors_alone(printer: Actor, north: Ground) -> None:
    fixed(printer, north, north.streets[0].id)
    with arranging():
        newcomer = replicate(north.electors[0], north.doors[2])

    supplement = fixed(printer, north, north.streets[0].id, is_supplement=True)

    lines = SheetLine.objects.filter(sheet=supplement.sheet)
    assert {line.door_id for line in lines} == {north.doors[2].id}
    assert newcomer.id in {line.elector_id for line in lines}


def replicate(elector: Elector, door: Door) -> Elector:
    return Elector.objects.create(
        constituency_id=elector.constituency_id, seat_no=900, district_id=elector.district_id,
        street_id=elector.street_id, door=door, surname="Newcomer", forenames="Nell", first_on=AT.date(),
        new_since=AT.date(),
    )  # fmt: skip


def test_a_supplement_without_anybody_new_says_so(printer: Actor, north: Ground) -> None:
    fixed(printer, north, north.streets[0].id)

    with pytest.raises(UnableToPrint, match="Nobody new"):
        print_choice(printer, north, choice(north, is_supplement=True))


def test_a_pack_is_printed_once(printer: Actor, north: Ground) -> None:
    pack = print_choice(printer, north, choice(north))

    with pytest.raises(UnableToPrint, match="printed already"):
        print_pack(pack_id=pack.id, constituency=north.seat.id, by=printer, at=AT, report=say_nothing)


def test_a_pack_whose_return_is_past_when_its_turn_comes_is_refused(printer: Actor, north: Ground) -> None:
    pack = order_pack(constituency=north.seat.id, choice=choice(north), by=printer, at=AT)
    late = pack.return_by + timedelta(days=2)

    with pytest.raises(UnableToPrint, match="on a day to come"):
        print_pack(pack_id=pack.id, constituency=north.seat.id, by=printer, at=late, report=say_nothing)

    pack.refresh_from_db()
    assert pack.printed_at is None


def test_what_cannot_be_printed_is_refused_and_leaves_nothing(printer: Actor, north: Ground) -> None:
    for chosen, said in (
        (replace(CHOICE, streets=[]), "at least one street"),
        (choice(north, return_by=AT - timedelta(hours=1)), "return is past"),
        (choice(north, language="fr"), "language"),
        (
            choice(north, boxes=TOO_MANY),
            "fit",
        ),
    ):
        with pytest.raises(UnableToPrint, match=said):
            order_pack(constituency=north.seat.id, choice=chosen, by=printer, at=AT)

    assert Pack.objects.count() == 0


def test_the_last_of_the_usual_boxes_are_left_off_where_a_seat_has_many_codes(
    printer: Actor, north: Ground
) -> None:
    with arranging():
        question = MasterQuestion.objects.first()
        Code.objects.bulk_create(
            Code(
                constituency=north.seat,
                letters=f"Z{n}",
                label="Own",
                meaning="local",
                question="local",
                master=question,
            )
            for n in range(9)
        )

    pack = order_pack(constituency=north.seat.id, choice=choice(north), by=printer, at=AT)

    assert pack.script["boxes"][-1].startswith("Z")
    assert len(pack.script["codes"]) > len(pack.script["boxes"]) > 15


def test_where_the_basis_is_consent_its_wording_is_printed_or_nothing_is(
    cast: Cast, printer: Actor, north: Ground
) -> None:
    Organisation.objects.update(basis=Basis.CONSENT)
    with pytest.raises(UnableToPrint, match="no wording"):
        order_pack(constituency=north.seat.id, choice=choice(north), by=printer, at=AT)
    with arranging():
        Paper.objects.create(
            kind="consent",
            version=1,
            title="Consent",
            text="May we note it?",
            filed_at=AT,
            filed_by=cast.dai.id,
        )

    (text,) = pdf_of(print_choice(printer, north, choice(north)))

    assert "Ask first. May we note it?" in text


def test_printing_leaves_entries_of_whom_it_showed(printer: Actor, north: Ground) -> None:
    print_choice(printer, north, choice(north))

    with arranging():
        entries = list(Entry.objects.filter(action="paper:sheet:print").order_by("at", "id"))
    assert [entry.count for entry in entries] == [0, 6]
    assert all(entry.constituency_id == north.seat.id for entry in entries)


def test_a_welsh_pack_speaks_welsh_to_screen_readers(printer: Actor, north: Ground) -> None:
    pack = print_choice(printer, north, choice(north, language="cy"))

    made = pikepdf.open(io.BytesIO(b"".join(open_file(SealedFile.objects.get(id__in=[pack.file_id])))))
    assert str(made.Root.Lang) == "cy-GB"
