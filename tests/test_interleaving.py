"""Two people's requests interleaved on the same few connections of a real server: nobody sees the other's rows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.real_server import RealServer, real_server

pytestmark = pytest.mark.both_databases

NAMES = {"priya": "Priya Larkhall", "sam": "Sam Quill"}
OTHER = {"priya": "Sam Quill", "sam": "Priya Larkhall"}


@pytest.fixture(scope="module")
def server(template_database: str) -> Iterator[RealServer]:
    with real_server(template_database) as started:
        yield started


def test_interleaved_requests_show_no_foreign_row(server: RealServer) -> None:
    own = {name: server.get("/people/", name)[2] for name in ("priya", "sam")}
    asked = [("priya", "sam")[number % 2] for number in range(240)]

    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(lambda name: (name, *server.get(own[name], name)), asked))

    assert [name for name, status, page, _to in answers if status != 200 or OTHER[name] in page] == []
    assert all(NAMES[name] in page for name, _status, page, _to in answers)


def test_a_page_without_a_session_leads_to_signing_in(server: RealServer) -> None:
    status, _page, leads_to = server.get("/people/")

    assert (status, leads_to) == (302, "/account/login/?next=/people/")
