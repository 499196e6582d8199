"""A copy that a duty officer has stopped: its file is not fetched any more, by anybody, through any page."""

from collections.abc import Callable

from django.test import Client

from hustings.access.models import Stop
from hustings.access.stops import Kind
from hustings.access.tests.duty import WORDS, Watch, watch
from hustings.copies.models import Copy
from hustings.copies.tests.conftest import CONTENT, Issue
from hustings.copies.tests.test_register_pages import address
from tests.cast import Cast, arranging

__all__ = ["watch"]
SignIn = Callable[..., Client]
SENT = {"ground": "lost device", "verb": "copies", "words": WORDS}


def place(client: Client, copy: Copy) -> int:
    """Stop a copy on the page of stops."""
    return client.post(f"/oversight/stops/placing/{Kind.COPY}/?thing={copy.id}", SENT).status_code


def fetch(client: Client, copy: Copy) -> tuple[int, bytes]:
    answer = client.post(address(copy, "file"))
    return answer.status_code, b"".join(answer)


def test_a_stopped_copy_is_not_fetched_and_takes_no_fetch(
    cast: Cast, watch: Watch, issue: Issue, signed_in: SignIn
) -> None:
    copy, other = issue(), issue()

    assert place(signed_in(watch.asha), copy) == 302

    client = signed_in(cast.priya)
    status, content = fetch(client, copy)
    assert (status, CONTENT in content, b"stopped because of danger" in content) == (410, False, True)
    assert fetch(client, other) == (200, CONTENT)
    with arranging():
        assert Copy.objects.get(pk=copy.pk).fetched_count == 0
        assert Stop.objects.get().thing == str(copy.id)


def test_the_page_of_a_stopped_copy_says_where_it_is_and_has_no_way_to_its_file(
    cast: Cast, watch: Watch, issue: Issue, signed_in: SignIn
) -> None:
    copy = issue()
    before = signed_in(cast.priya).get(address(copy)).content.decode()
    place(signed_in(watch.asha), copy)

    page = signed_in(cast.priya).get(address(copy)).content.decode()

    assert address(copy, "file") in before
    assert "stopped because of danger" in page
    assert address(copy, "file") not in page
