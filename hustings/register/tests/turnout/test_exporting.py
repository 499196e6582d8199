"""A district's numbers as a file for volunteers, filled in without a connection and sent back."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import ReadingDay, Watch
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.register.faults import UnableToImportRegister
from hustings.register.importing.undoing import UnableToUndoImport, undo_import
from hustings.register.models import RegisterEdition, Turnout
from hustings.register.tests.council import NOON, NORTHERN, full_file, take_in
from hustings.register.tests.lists import importing_turnout, take_in_marks
from hustings.register.turnout.batches import UnableToKeyTurnout
from hustings.register.turnout.exporting import HEADINGS, export_numbers
from hustings.work.models import Job, SealedFile
from hustings.work.reporting import silent
from hustings.work.sealing import open_file
from tests.cast import Cast, acting, arranging


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


def exported(cast: Cast, edition: RegisterEdition, letters: str = "AA1") -> list[dict[str, str]]:
    with importing_turnout(cast) as by:
        copy = export_numbers(
            by=by, at=NOON, constituency=cast.northmoor.id, edition=edition, letters=[letters]
        )
        content = b"".join(open_file(SealedFile.objects.get(id__in=[copy.file_id])))
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_file_has_numbers_and_identifiers_and_no_name(council: Cast, edition: RegisterEdition) -> None:
    rows = exported(council, edition)

    assert [row["Elector Number"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert set(rows[0]) == set(HEADINGS)


def test_what_is_filled_in_comes_back_by_the_identifier_alone(
    council: Cast, edition: RegisterEdition
) -> None:
    rows = [f"{row['Hustings ID']},V" for row in exported(council, edition)[:2]]
    take_in_marks(council, edition, *rows, headings="Hustings ID,Mark")

    with arranging():
        names = Turnout.objects.filter(voted=True).values_list("elector__surname", flat=True)
        assert set(names) == {"Okafor", "Lyle"}


def test_an_identifier_beside_another_number_is_refused(council: Cast, edition: RegisterEdition) -> None:
    first, second, *_rest = exported(council, edition)
    rows = [f"{first['Hustings ID']},AA1,{second['Elector Number']},V"]

    with pytest.raises(UnableToImportRegister, match="Only 0 of the 1 numbers"):
        take_in_marks(
            council,
            edition,
            *rows,
            headings="Hustings ID,Elector Number Prefix,Elector Number,Mark",
        )


def test_an_export_stands_in_the_log_with_everybody_in_it(council: Cast, edition: RegisterEdition) -> None:
    exported(council, edition)

    with arranging():
        assert Entry.objects.filter(rule="numbers exported", count=6).exists()


def test_a_district_that_the_edition_lacks_is_not_written(council: Cast, edition: RegisterEdition) -> None:
    with pytest.raises(UnableToKeyTurnout, match="no electors in these districts"):
        exported(council, edition, "ZZ9")


def test_the_button_of_every_import_undoes_a_marked_register(council: Cast, edition: RegisterEdition) -> None:
    run = take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undone = undo_import(by=by, at=NOON, run_id=run.id, report=silent)
        with pytest.raises(UnableToUndoImport, match="not applied"):
            undo_import(by=by, at=NOON, run_id=run.id, report=silent)

    assert undone.state == "undone"
    with arranging():
        assert not Turnout.objects.exists()


def ordered(cast: Cast, edition: RegisterEdition, client: Client) -> list[Job]:
    """What is left to the worker once the file was asked for on its page."""
    with arranging():
        poll = Election.objects.create(kind="local", name="Council", polling_day=timezone.localdate())
    page = reverse("register:numbers", args=[cast.northmoor.slug, poll.id])
    client.post(page, {"edition": str(edition.id), "letters": "AA1"})
    with arranging():
        return list(Job.objects.filter(title__startswith="Numbers of"))


def test_asking_for_the_file_takes_a_copy_from_the_quota(
    council: Cast, edition: RegisterEdition, signed_in: Callable[..., Client]
) -> None:
    assert len(ordered(council, edition, signed_in(council.priya))) == 1
    with arranging():
        assert ReadingDay.objects.get(person_id=council.priya.pk).copies == 1


def test_while_copies_are_held_the_file_is_not_written(
    council: Cast, edition: RegisterEdition, signed_in: Callable[..., Client]
) -> None:
    now = timezone.now()
    with arranging():
        Watch.objects.create(
            person_id=council.priya.pk,
            step="hold",
            since=now - timedelta(minutes=1),
            ends_at=now + timedelta(hours=4),
        )
    client = signed_in(council.priya)
    client.post(reverse("access:confirm"), {"next": "/"})

    assert ordered(council, edition, client) == []
