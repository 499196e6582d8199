"""The API of a real server, called as each of the cast with whatever its own description allows and with what it does
not: no fault of ours, and no answer that the description does not name.

HUSTINGS_API_CALLS says how many calls an operation gets from each of them; a nightly run wants thousands.
"""

import json
import os
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.real_server import RealServer, real_server

CALLS = int(os.environ.get("HUSTINGS_API_CALLS", "12"))
PEOPLE = ("moira", "priya", "tom", "nia", "sam", "dai", None)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
SEATS = st.sampled_from(["northmoor", "southmoor", "atlantis"])
PATIENT = settings(max_examples=CALLS, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(scope="module")
def server(template_database: str) -> Iterator[RealServer]:
    with real_server(template_database, workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def description(server: RealServer) -> Any:
    _status, text, _location = server.get("/api/schema.json", "priya")
    return schemathesis.openapi.from_dict(json.loads(text))


def credentials(server: RealServer, name: str | None) -> dict[str, str]:
    """The cookies and the header with which one of the cast calls; nothing for whoever is not signed in."""
    if name is None:
        return {}
    session = f"sessionid={server.cookies[name]}"
    asked = HTTPConnection(server.address.removeprefix("http://"), timeout=30)
    asked.request("GET", "/api/me/", headers={"Cookie": session})
    answer = asked.getresponse()
    token = json.loads(answer.read())["csrf_token"]
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    asked.close()
    return {"Cookie": f"{session}; {cookie}", "X-CSRFToken": token}


@pytest.mark.parametrize("name", PEOPLE)
def test_whatever_is_called_the_answer_is_one_of_the_description(
    server: RealServer, description: Any, name: str | None
) -> None:
    carried = credentials(server, name)
    with requests.Session() as session:
        session.headers.update(carried)
        for found in description.get_all_operations():
            call_often(found.ok(), server.address, session)


def call_often(operation: Any, address: str, session: requests.Session) -> None:
    """Call one operation with what Hypothesis makes of its description; a third of the calls are wrong on purpose."""
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    made = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))

    @PATIENT
    @given(made, SEATS)
    def call(case: Any, seat: str) -> None:
        if "seat" in (case.path_parameters or {}):
            case.path_parameters = {"seat": seat}
        answer = case.call(base_url=address, session=session, timeout=30)
        case.validate_response(answer, checks=CHECKS)

    call()
