"""What a quota of copies and a hold do to exports, and what they leave alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Approval, ReadingDay, Watch
from hustings.access.two_people.approving import ApprovalKind
from hustings.canvassing.tests.exports import order, written
from hustings.canvassing.tests.ground import Ground
from hustings.canvassing.tests.test_export_pages import PAGE, asked, page_of
from hustings.copies.models import Copy, Export, Programme, ProgrammeRun
from hustings.lib.uuid7 import uuid7
from hustings.work.models import Job
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


def hold(cast: Cast, step: str = "hold", *, minutes_ago: int = 1) -> None:
    """What follows after something unusual stands against Priya since a minute ago, or since now."""
    now = timezone.now()
    with arranging():
        Watch.objects.create(
            person_id=cast.priya.pk,
            step=step,
            since=now - timedelta(minutes=minutes_ago),
            ends_at=now + timedelta(hours=4),
        )


def confirmed(client: Client) -> Client:
    """The same browser after the second step was shown again."""
    client.post(reverse("access:confirm"), {"next": PAGE})
    return client


def test_an_export_takes_a_copy_from_the_quota(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    signed_in(cast.priya).post(PAGE, asked())

    with arranging():
        assert ReadingDay.objects.get(person_id=cast.priya.pk).copies == 1


def test_beyond_the_quota_of_copies_no_file_is_written(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    with arranging(), connection.cursor() as cursor:
        cursor.execute("UPDATE access.allowance SET most = 2 WHERE meter = 'copies a day'")
    client = signed_in(cast.priya)

    answers = [client.post(PAGE, asked()) for _export in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 429, 429]
    with arranging():
        assert (Export.objects.count(), Job.objects.count()) == (2, 2)


def test_what_is_refused_for_its_form_takes_no_copy(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    signed_in(cast.priya).post(PAGE, asked(destroy_on="2020-01-01"))

    with arranging():
        assert not ReadingDay.objects.filter(copies__gt=0).exists()


def test_held_copies_wait_for_a_second_person(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    hold(cast)

    answer = confirmed(signed_in(cast.priya)).post(PAGE, asked(), follow=True)

    with arranging():
        export, approval = Export.objects.get(), Approval.objects.get()
        assert not Job.objects.exists()
    assert (export.state, export.approval_id, approval.kind) == ("held", approval.id, ApprovalKind.EXPORT)
    assert "Something was unusual in what was read" in answer.content.decode()


def test_before_that_a_second_step_is_asked_for(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    hold(cast, "step-up", minutes_ago=0)

    answer = client.post(PAGE, asked())

    assert answer.status_code == 403
    assert "second step again" in answer.content.decode()
    with arranging():
        assert not Export.objects.exists()


def test_a_hold_leaves_the_neighbours_exports_alone(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    hold(cast)
    with arranging():
        cast.grants["tom"].role = "organiser"
        cast.grants["tom"].save()

    signed_in(cast.tom).post(PAGE, asked())

    with arranging():
        export = Export.objects.get()
    assert export.state == "writing"
    assert "Waiting for its turn" in signed_in(cast.tom).get(page_of(export)).content.decode()


@pytest.mark.parametrize("step", ["step-up", "throttle", "hold"])
def test_sheets_of_ones_own_seat_are_printed_whatever_was_noticed(
    cast: Cast, named: Ground, signed_in: SignIn, step: str
) -> None:
    hold(cast, step)
    evening = timezone.localtime(timezone.now() + timedelta(hours=6))
    street = {"street": [str(named.streets[0].id)], "what": "all", "election_kind": "westminster"}
    slip = {
        "return_to": "Priya",
        "return_by": evening.strftime("%Y-%m-%dT%H:%M"),
        "call_number": "01632 960 001",
    }

    answer = signed_in(cast.priya).post(
        reverse("paper:printing", args=["northmoor"]), {**street, **slip, "language": "en", "together": "on"}
    )

    assert answer.status_code == 302
    with arranging():
        assert Job.objects.count() == 1


def fetched(client: Client, copy: Copy) -> int:
    url = reverse("copies:file", args=["northmoor", copy.id])
    return client.post(url).status_code


def test_a_file_from_before_the_hold_waits_until_it_is_over(
    cast: Cast, named: Ground, signed_in: SignIn
) -> None:
    copy = written(cast, order())
    client = signed_in(cast.priya)
    hold(cast)

    answer = client.post(reverse("copies:file", args=["northmoor", copy.id]))
    with arranging():
        Watch.objects.update(ends_at=F("since"))

    assert answer.status_code == 403
    assert "The file waits" in answer.content.decode()
    assert fetched(client, copy) == 200
    with arranging():
        assert Copy.objects.get(pk=copy.pk).fetched_count == 1


def test_a_milder_step_holds_no_file(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    copy = written(cast, order())
    client = signed_in(cast.priya)
    hold(cast, "throttle")

    assert fetched(client, copy) == 200


def test_a_file_that_two_agreed_to_is_fetched_all_the_same(
    cast: Cast, named: Ground, signed_in: SignIn
) -> None:
    copy = written(cast, order())
    client = signed_in(cast.priya)
    hold(cast)
    with arranging():
        Export.objects.filter(id__in=[copy.source_id]).update(approval_id=copy.id)

    assert fetched(client, copy) == 200


@pytest.mark.parametrize(("made_from", "status"), [("export", 403), ("edition", 403), ("list", 200)])
def test_a_hold_is_for_rows_of_data_and_not_for_what_is_printed(
    cast: Cast, named: Ground, signed_in: SignIn, made_from: str, status: int
) -> None:
    copy = written(cast, order())
    client = signed_in(cast.priya)
    hold(cast)
    with arranging():
        Copy.objects.filter(pk=copy.pk).update(source_kind=made_from, source_id=uuid7())

    assert fetched(client, copy) == status


def test_a_file_of_a_programme_was_agreed_to_and_is_fetched_all_the_same(
    cast: Cast, named: Ground, signed_in: SignIn
) -> None:
    copy = written(cast, order())
    client = signed_in(cast.priya)
    hold(cast)
    with arranging():
        programme = Programme.objects.create(
            unit=cast.headquarters,
            title="Letters",
            supplier="Lantern Mail Ltd",
            purpose="letters",
            file_format="csv",
            chosen={},
            fields=[],
            counts={},
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
            proposed_by=cast.moira.pk,
            proposed_at=timezone.now(),
            approval_id=uuid7(),
        )
        ProgrammeRun.objects.create(
            programme=programme,
            constituency=cast.northmoor,
            export=Export.objects.get(id__in=[copy.source_id]),
            people=24,
            run_at=timezone.now(),
        )

    assert fetched(client, copy) == 200
