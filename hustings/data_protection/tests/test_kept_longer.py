"""What is not forgotten however old it is, what goes before its term, and who may forget at all."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hustings.access.models import Grant, MemberFeed, Quarantined
from hustings.audit.words import Action, Purpose
from hustings.copies.models import Copy
from hustings.data_protection.models import Incident
from hustings.data_protection.tests.ages import (
    SLACK,
    applied,
    copy,
    dated,
    elector,
    feed,
    keep,
    left,
    since,
    some,
    waiting,
)
from hustings.data_protection.tests.ages_of_paper import photographed_page
from hustings.paper.models import Photograph, PhotographedPage
from hustings.register.models import Import
from hustings.supporters.models import ContactDetail
from hustings.work.models import SealedFile
from hustings.work.sealing import _path, seal_file
from tests.cast import Cast, acting, arranging, role


def test_a_file_that_waits_too_long_is_given_up(cast: Cast) -> None:
    with arranging():
        waiting(cast, since("imports on their way") - SLACK)
        applied(cast, since("imports on their way") - SLACK)

    keep()

    with arranging():
        assert sorted(Import.objects.values_list("state", flat=True)) == ["applied", "given_up"]


def test_a_lost_copy_is_kept_while_its_incident_is_open(cast: Cast) -> None:
    with arranging():
        lost = copy(cast, since("copies") - SLACK)
        Copy.objects.update(state="lost")
        dated(Incident, "known_at", "opened_at", copy_id=lost.pk)(cast, timezone.now())

    keep()

    assert left(Copy) == {lost.pk}


def test_what_was_read_from_a_photograph_is_forgotten_after_its_week_and_that_it_was_sent_is_not(
    cast: Cast,
) -> None:
    with arranging():
        old = photographed_page(cast, since("photographs") - SLACK / 4, state="open")
        young = photographed_page(cast, since("photographs") + SLACK / 4, state="open")

    assert keep().counts["photographs"] == 1

    with arranging():
        gone, stays = PhotographedPage.objects.get(pk=old.pk), PhotographedPage.objects.get(pk=young.pk)
        assert (gone.state, gone.read, gone.picture_id) == ("forgotten", [], None)
        assert (stays.state, len(stays.read), stays.picture_id is None) == ("open", 1, False)
        states = Photograph.objects.order_by("sent_at").values_list("state", flat=True)
        assert list(states) == ["forgotten", "read"]


def test_what_is_still_out_is_never_forgotten(cast: Cast) -> None:
    with arranging():
        copy(cast, since("copies") - SLACK)
        Copy.objects.update(state="out")

    keep()

    assert len(left(Copy)) == 1


def test_an_installation_whose_last_grants_ended_long_ago_is_not_new(cast: Cast) -> None:
    """Or whoever comes first could set it up anew, and would read everything."""
    with arranging():
        Grant.objects.update(starts_at=since("people") - 2 * SLACK, ends_at=since("people") - SLACK)

    keep()

    assert len(left(Grant)) == 1


def test_the_newest_list_of_members_stays_however_old(cast: Cast) -> None:
    with arranging():
        feed(cast, since("people") - 2 * SLACK)
        newest = feed(cast, since("people") - SLACK)

    keep()

    assert left(MemberFeed) == {newest.pk}


def test_what_a_stopped_sender_sent_is_emptied_once_it_is_settled(cast: Cast) -> None:
    with arranging():
        dated(Quarantined, "settled_at")(cast, since("quarantine") - SLACK)
        dated(Quarantined, "settled_at")(cast, since("quarantine") + SLACK)

    keep()

    with arranging():
        assert sorted(bytes(one.sent) for one in Quarantined.objects.all()) == [b"", b"x"]
        assert Quarantined.objects.exclude(digest="").count() == 2


def test_a_number_whose_consent_was_taken_back_is_emptied_and_the_fact_stays(cast: Cast) -> None:
    with arranging():
        some(ContactDetail, cast, elector=elector(cast), value="01632 960 002")
        some(ContactDetail, cast, elector=elector(cast), value="01632 960 003", withdrawn_on=date(2026, 1, 5))

    keep()

    with arranging():
        assert sorted(ContactDetail.objects.values_list("value", flat=True)) == ["", "01632 960 002"]


def test_a_file_past_its_day_leaves_the_disk_with_its_key(
    cast: Cast,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.FILES_FOLDER = tmp_path
    with acting(cast.priya, Action.WORK_FILE_FETCH, Purpose.ADMINISTRATION):
        old = seal_file(
            [b"names"],
            name="a",
            media_type="",
            person_id=cast.priya.pk,
            at=timezone.now() - timedelta(days=8),
        )
        new = seal_file([b"names"], name="b", media_type="", person_id=cast.priya.pk, at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        keep()

    assert left(SealedFile) == {new.pk}
    assert (_path(old.pk).exists(), _path(new.pk).exists()) == (False, True)


@pytest.mark.parametrize(
    "call", ["access.forget_elsewhere()", "access.forget_files()", "access.forget_of_seat(1)"]
)
def test_nobody_who_acts_forgets_anything(cast: Cast, call: str) -> None:
    for login in ("hustings_web", "hustings_worker"):
        with (
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            acting(cast.moira, Action.HEADQUARTERS_HOME_OPEN, Purpose.ADMINISTRATION),
            role(login),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {call}")
