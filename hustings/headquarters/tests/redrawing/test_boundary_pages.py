"""The screens of a change: send a list, compare, carry it out; and who may."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.canvassing.tests.ground import Ground
from hustings.geography.models import BoundaryChange, Place
from hustings.headquarters.tests.redrawing.ground import carry_out, propose
from hustings.work.models import Job
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
HEADINGS = "council code,district,new letters,street,ward code,ward name,constituency code,constituency name"


def sent(client: Client, *rows: str, name: str = "Review") -> object:
    file = SimpleUploadedFile("review.csv", "\n".join([HEADINGS, *rows]).encode())
    given = {
        "file": file,
        "name": name,
        "takes_effect_on": "2027-05-01",
        "source": "The report",
        "officer": "",
    }
    return client.post(reverse("headquarters:send_boundaries"), given)


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_page_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.moira), reverse("headquarters:boundaries"))

    assert "No change of boundaries yet" in page
    assert "Send a list" in page


def test_a_list_that_was_sent_stands_beside_the_present(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    letters, client = north.districts[0].letters, signed_in(cast.moira)
    row = f"{cast.council.code},{letters},,,E05999999,Harbour,{south.seat.code},"

    assert sent(client, row).status_code == 302  # type: ignore[attr-defined]

    with arranging():
        change = BoundaryChange.objects.get(name="Review")
    page = text_of(client, reverse("headquarters:boundary_change", args=[change.id]))
    assert f"{letters} goes from Northmoor to Southmoor." in page
    assert "−12" in page or "-12" in page
    assert "Harbour" in page
    with arranging():
        assert Place.objects.get(code="E05999999").starts_on == date(2027, 5, 1)


def test_a_new_constituency_wants_its_unit_before_anybody_goes_there(
    cast: Cast, north: Ground, signed_in: SignIn
) -> None:
    client = signed_in(cast.moira)

    sent(client, f"{cast.council.code},{north.districts[0].letters},,,,,E14999009,Moor and Coast")

    with arranging():
        change, seat = BoundaryChange.objects.get(), Place.objects.get(code="E14999009")
    assert (seat.slug, seat.region, str(seat.nation)) == ("moor-and-coast", None, "england")
    page = text_of(client, reverse("headquarters:boundary_change", args=[change.id]))
    assert "It also concerns Moor and Coast, outside your reach" in page
    assert "A new constituency first wants its unit" in page


def test_a_list_with_a_fault_says_the_line_and_keeps_nothing(
    cast: Cast, north: Ground, signed_in: SignIn
) -> None:
    response = sent(signed_in(cast.moira), f"{cast.council.code},ZZ9,,,E05999999,Harbour,,")

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "Line 2: Moorland District has no polling district “ZZ9” in force." in response.content.decode()  # type: ignore[attr-defined]
    with arranging():
        assert not BoundaryChange.objects.exists()
        assert not Place.objects.filter(code="E05999999").exists()


def test_a_change_that_is_due_is_left_to_the_worker(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    with arranging():
        change = propose("Due", (north.districts[0], south.seat, None), day=date(2026, 1, 1))
    client = signed_in(cast.moira)
    assert "Carry it out" in text_of(client, reverse("headquarters:boundary_change", args=[change.id]))

    response = client.post(reverse("headquarters:carry_out_boundaries", args=[change.id]))

    with arranging():
        job = Job.objects.get(subject_id=change.id)
    assert response["Location"] == reverse("work:job", args=[job.id])


def test_whoever_reaches_one_of_two_seats_sees_but_cannot_carry_out(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    with arranging():
        change = propose("Due", (north.districts[0], south.seat, None), day=date(2026, 1, 1))
    client = signed_in(cast.priya)

    page = text_of(client, reverse("headquarters:boundary_change", args=[change.id]))

    assert "It also concerns Southmoor, outside your reach" in page
    assert "Carry it out" not in page
    client.post(reverse("headquarters:carry_out_boundaries", args=[change.id]))
    with arranging():
        assert not Job.objects.exists()


def test_the_seat_that_a_district_left_still_reads_of_it(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    with arranging():
        change = propose("Done", (north.districts[0], south.seat, None), day=date(2026, 1, 1))
    carry_out(cast, change)

    page = text_of(signed_in(cast.priya), reverse("headquarters:boundary_change", args=[change.id]))

    assert "Carried out on" in page
    assert "Ward A, Northmoor</td>" in page
    assert "<strong>–, Southmoor</strong>" in page


def test_a_change_elsewhere_is_not_there(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]))

    assert (
        signed_in(cast.sam).get(reverse("headquarters:boundary_change", args=[change.id])).status_code == 404
    )


@pytest.mark.parametrize("who", ["tom", "nia", "dai"])
def test_others_are_refused(cast: Cast, who: str, signed_in: SignIn) -> None:
    response = signed_in(getattr(cast, who)).get(reverse("headquarters:boundaries"))

    assert response.status_code == 403


def test_a_dropped_proposal_is_gone_from_the_list(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]))
    client = signed_in(cast.priya)

    client.post(reverse("headquarters:drop_boundaries", args=[change.id]))

    assert "No change of boundaries yet" in text_of(client, reverse("headquarters:boundaries"))
    with arranging():
        assert Entry.objects.filter(rule="dropped", action="geography:boundary:change").exists()
