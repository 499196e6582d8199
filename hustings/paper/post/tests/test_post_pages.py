"""The pages of labels: what a list's page leads to, what is ordered, and who fetches it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.roles import Role
from hustings.paper.post.tests.ground import Posted, order, print_it
from hustings.register.models import Elector
from hustings.work.models import Job, JobState
from tests.cast import Cast, arranging, join

SignIn = Callable[..., Client]


@pytest.fixture
def url(cast: Cast, posted: Posted) -> str:
    return reverse("paper:labels", args=[cast.northmoor.slug, posted.kept.id])


def shown(client: Client, url: str) -> str:
    return re.sub(r"\s+", " ", client.get(url).content.decode())


def chosen(**changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=10)
    return {
        "each": "household", "size": "L7163", "first": "1", "language": "en", "destroy_on": day.isoformat(), **changed,
    }  # fmt: skip


def test_a_lists_page_leads_to_its_labels(cast: Cast, posted: Posted, url: str, signed_in: SignIn) -> None:
    page = shown(signed_in(cast.priya), reverse("targeting:list", args=["northmoor", posted.kept.id]))

    assert f'href="{url}"' in page


def test_the_page_counts_and_says_who_is_left_out(
    cast: Cast, posted: Posted, url: str, signed_in: SignIn
) -> None:
    with arranging():
        Elector.objects.filter(pk=posted.ground.electors[0].pk).update(objects_by_post=True)
    page = shown(signed_in(cast.priya), url)

    assert "1 elector of the list wants no post from us" in page
    assert re.search(r"23\b", page)


def test_what_is_ordered_is_left_to_the_worker(
    cast: Cast, posted: Posted, url: str, signed_in: SignIn
) -> None:
    answer = signed_in(cast.priya).post(url, chosen())

    with arranging():
        job = Job.objects.get()
    assert answer.headers["Location"] == reverse("work:job", args=[job.id])
    assert (job.state, job.subject_id, job.asked["size"]) == (JobState.WAITING, posted.kept.id, "L7163")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first": "15"}, "A sheet of L7163 has 14 labels"),
        ({"size": "L1"}, "L1"),
        ({"destroy_on": "2019-01-01"}, "within four weeks"),
        ({"first": "none"}, "whole number"),
    ],
)
def test_bad_choices_are_said_on_the_form(
    url: str, cast: Cast, signed_in: SignIn, changed: dict[str, str], sentence: str
) -> None:
    answer = signed_in(cast.priya).post(url, chosen(**changed))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_pdf_is_fetched_by_whoever_asked_and_three_times(
    cast: Cast, posted: Posted, signed_in: SignIn
) -> None:
    copy, _pieces = print_it(cast, order(posted.kept))
    client, fetch = signed_in(cast.priya), reverse("paper:post_file", args=["northmoor", copy.id])

    for _time in range(3):
        answer = client.post(fetch)
        assert b"".join(answer).startswith(b"%PDF")
    assert client.post(fetch).headers["Location"] == _page(copy.id)
    assert "fetched three times, which is all" in shown(client, _page(copy.id))


def test_nobody_else_fetches_it(cast: Cast, posted: Posted, signed_in: SignIn) -> None:
    copy, _pieces = print_it(cast, order(posted.kept))
    with arranging():
        other = join("Olwen Tarn", cast.northmoor_unit, Role.ORGANISER, cast.grants)
    client = signed_in(other)

    assert client.get(_page(copy.id)).status_code == 404
    assert client.post(reverse("paper:post_file", args=["northmoor", copy.id])).status_code == 404


def test_a_canvasser_prints_no_labels(cast: Cast, url: str, signed_in: SignIn) -> None:
    assert signed_in(cast.tom).get(url).status_code == 403


def _page(copy: UUID) -> str:
    return reverse("paper:printed", args=["northmoor", copy])
