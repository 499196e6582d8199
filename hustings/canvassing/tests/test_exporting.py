"""Exports: the columns that a purpose needs, without whoever objects, on the register of copies at once."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.exporting import UnableToExport, order_export
from hustings.canvassing.rules import Meaning
from hustings.canvassing.selecting import Chosen
from hustings.canvassing.tests.exports import MAKE, bytes_of, lines_of, order, ordered, write, written
from hustings.canvassing.tests.ground import Ground, heard, make_ground, record
from hustings.copies.models import Copy, CopyRows, Export
from hustings.copies.purposes import FIELDS, ExportPurpose
from hustings.copies.writing import FileFormat
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging


@pytest.mark.parametrize("purpose", sorted(set(ExportPurpose) - {ExportPurpose.MEMBERS}))
def test_a_file_has_the_columns_of_its_purpose_and_no_others(
    cast: Cast, named: Ground, purpose: ExportPurpose
) -> None:
    copy = written(cast, order(purpose))

    with arranging():
        assert lines_of(copy)[1] == list(FIELDS[purpose])
        assert copy.fields == list(FIELDS[purpose])


def test_the_first_line_says_whose_copy_it_is(cast: Cast, named: Ground) -> None:
    copy = written(cast, order())

    with arranging():
        (line,) = lines_of(copy)[0]
    for words in (copy.number, "Priya Larkhall", "Letters from a mail-house", "Destroy by"):
        assert words in line


def test_everybody_in_it_stands_on_the_register_of_copies(cast: Cast, named: Ground) -> None:
    copy = written(cast, order())

    with arranging():
        assert len(lines_of(copy)) == 2 + 24
        assert CopyRows.objects.get(copy=copy).seat_nos == list(range(1, 25))
        assert (copy.people, copy.issued_to) == (24, cast.priya.id)


def test_count_and_hash_are_logged(cast: Cast, named: Ground) -> None:
    copy = written(cast, order())

    with arranging():
        sealed = Entry.objects.get(rule="sealed")
        assert Entry.objects.filter(action=MAKE, rule="export for letters", count=24).exists()
        assert sealed.detail["sha256"] == copy.file_sha256 == hashlib.sha256(bytes_of(copy)).hexdigest()


def test_a_choice_of_districts_is_kept_to(cast: Cast, named: Ground) -> None:
    copy = written(cast, order(chosen=Chosen(districts=(named.districts[0].id,))))

    assert copy.people == 12


def test_a_choice_of_answers_is_kept_to(cast: Cast, named: Ground) -> None:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record(by, named, heard(named.electors[3], said=Meaning.DEFINITE))

    copy = written(cast, order(ExportPurpose.FIGURES, chosen=Chosen(said=("definite",))))

    with arranging():
        assert [row[3] for row in lines_of(copy)[2:]] == ["Definitely for us"]


@pytest.mark.parametrize(
    ("purpose", "channel", "left"),
    [
        (ExportPurpose.LETTERS, "objects_by_post", 23),
        (ExportPurpose.LETTERS, "objects_at_door", 24),
        (ExportPurpose.CANVASS, "objects_at_door", 23),
        (ExportPurpose.FIGURES, "objects_at_door", 24),
        (ExportPurpose.RECORDS, "objects_by_phone", 23),
    ],
)
def test_whoever_objects_to_what_it_is_for_is_left_out(
    cast: Cast, named: Ground, purpose: ExportPurpose, channel: str, left: int
) -> None:
    with arranging():
        Elector.objects.filter(id=named.electors[0].id).update(**{channel: True})

    assert written(cast, order(purpose)).people == left


def test_a_workbook_holds_text_alone(cast: Cast, named: Ground) -> None:
    with arranging():
        Elector.objects.filter(id=named.electors[0].id).update(surname="=1+1")

    copy = written(cast, order(file_format=FileFormat.XLSX))

    with arranging():
        book = load_workbook(BytesIO(bytes_of(copy)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    assert "'=1+1" in {cell.value for cell in cells}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": " "}, "Say what the file is for"),
        ({"destroy_on": timezone.localdate() + timedelta(days=60)}, "within four weeks"),
        ({"destroy_on": timezone.localdate() - timedelta(days=2)}, "within four weeks"),
        ({"chosen": Chosen(said=("definite",))}, "Nobody is on this list"),
    ],
)
def test_what_is_unfit_is_refused_in_words(
    cast: Cast, named: Ground, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnableToExport, match=said):
        ordered(cast, order(**changed))

    with arranging():
        assert not Export.objects.exists()


def test_an_export_is_written_once(cast: Cast, named: Ground) -> None:
    with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
        export = order_export(seat=cast.northmoor, order=order(), by=by, at=timezone.now())
        write(export, by)

        with pytest.raises(UnableToExport, match="written already"):
            write(export, by)

    with arranging():
        assert Copy.objects.count() == 1


def test_nothing_of_the_seat_next_door_is_in_it(cast: Cast, named: Ground) -> None:
    with arranging():
        south = make_ground(cast.southmoor, cast.council)

    copy = written(cast, order(chosen=Chosen(districts=(named.districts[0].id, south.districts[0].id))))

    assert copy.people == 12
