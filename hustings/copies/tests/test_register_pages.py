"""The pages of a seat's register of copies."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.copies.models import Copy
from hustings.copies.tests.conftest import CONTENT, Issue
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
LIST = "/seats/northmoor/copies/"


def address(copy: Copy, name: str = "copy", seat: str = "northmoor") -> str:
    return reverse(f"copies:{name}", args=[seat, copy.id])


def test_what_is_out_is_listed_with_holder_and_day(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    copy = issue()

    page = signed_in(cast.priya).get(LIST).content.decode()

    for words in (copy.number, "Numbers of AA1", "Priya Larkhall"):
        assert words in page


def test_an_empty_register_says_what_will_stand_here(cast: Cast, signed_in: SignIn) -> None:
    assert "Nothing has left this seat yet" in signed_in(cast.priya).get(LIST).content.decode()


def test_the_chase_list_has_what_is_overdue_alone(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    late, in_time = issue(), issue()
    with arranging():
        Copy.objects.filter(id=late.id).update(due_on=timezone.localdate() - timedelta(days=1))

    page = signed_in(cast.priya).get(LIST, {"state": "overdue"}).content.decode()

    assert late.number in page
    assert in_time.number not in page


def test_one_tap_settles_and_leads_back(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    copy = issue()

    response = signed_in(cast.priya).post(
        address(copy, "settling"), {"state": "destroyed", "shown": "overdue"}, follow=True
    )

    assert response.redirect_chain == [(f"{LIST}?state=overdue", 302)]
    assert f"{copy.number} is written down as destroyed" in response.content.decode()


def test_a_form_leads_nowhere_else(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    response = signed_in(cast.priya).post(
        address(issue(), "settling"), {"state": "lost", "shown": "//elsewhere.example"}
    )

    assert response.headers["Location"] == LIST


class TestTheFile:
    def test_is_fetched_by_whoever_it_was_issued_to(
        self, cast: Cast, issue: Issue, signed_in: SignIn
    ) -> None:
        response = signed_in(cast.priya).post(address(issue(), "file"))

        assert b"".join(response) == CONTENT

    def test_is_gone_after_three_times(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        client, file = signed_in(cast.priya), address(issue(), "file")
        statuses = [client.post(file).status_code for _time in range(4)]

        assert statuses == [200, 200, 200, 410]

    def test_is_gone_after_seven_days(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        copy = issue()
        with arranging():
            Copy.objects.update(expires_at=timezone.now())

        response = signed_in(cast.priya).post(address(copy, "file"))

        assert response.status_code == 410
        assert "seven days" in response.content.decode()

    def test_does_not_leave_by_the_page_of_files(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        assert signed_in(cast.priya).get(f"/files/{issue().file_id}/").status_code == 404

    def test_of_somebody_else_is_not_found(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        copy = issue()
        with arranging():
            Copy.objects.update(issued_to=cast.tom.id)

        assert signed_in(cast.priya).post(address(copy, "file")).status_code == 404


class TestWhoIsRefused:
    def test_tom_who_canvasses_may_not_look(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        client, copy = signed_in(cast.tom), issue()
        asked = [client.get(LIST), client.get(address(copy)), client.post(address(copy, "settling"))]

        assert [response.status_code for response in asked] == [403, 403, 403]

    def test_nia_who_keys_in_may_not_either(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        client, copy = signed_in(cast.nia), issue()
        asked = [client.get(LIST), client.get(address(copy)), client.post(address(copy, "file"))]

        assert [response.status_code for response in asked] == [403, 403, 403]

    def test_sam_next_door_finds_none_of_it(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        client, copy = signed_in(cast.sam), issue()
        asked = [
            client.get(LIST),
            client.get(address(copy)),
            client.get(address(copy, seat="southmoor")),
            client.post(address(copy, "settling", "southmoor"), {"state": "lost"}),
            client.post(address(copy, "file", "southmoor")),
        ]

        assert {response.status_code for response in asked} == {404}

    @pytest.mark.parametrize("name", ["copy", "settling", "file"])
    def test_a_copy_of_nowhere_and_a_malformed_one_are_not_found(
        self, cast: Cast, signed_in: SignIn, name: str
    ) -> None:
        client = signed_in(cast.priya)
        gone = reverse(f"copies:{name}", args=["northmoor", uuid7()])
        ask = client.get if name == "copy" else client.post

        assert ask(gone).status_code == 404
        assert client.get(f"{LIST}nonsense/").status_code == 404
        assert client.get(f"{LIST}?state=nonsense").status_code == 404

    def test_wrong_methods_are_refused(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        client, copy = signed_in(cast.priya), issue()
        asked = [
            client.post(LIST), client.post(address(copy)),
            client.get(address(copy, "settling")), client.get(address(copy, "file")),
        ]  # fmt: skip

        assert {response.status_code for response in asked} == {405}

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, issue: Issue, client: Client) -> None:
        copy = issue()
        asked = [client.get(LIST), client.get(address(copy)), client.post(address(copy, "file"))]

        assert {response.status_code for response in asked} == {302}

    def test_fetching_wants_a_second_factor(self, cast: Cast, issue: Issue, signed_in: SignIn) -> None:
        assert signed_in(cast.priya, strong=False).post(address(issue(), "file")).status_code == 403
