"""What browsers report is counted by kind, bounded, and told to nobody but the security log."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hustings.config.violations import KINDS, LARGEST, MOST_AT_ONCE, Tally, rules_broken

OLD_FORM = {
    "csp-report": {"document-uri": "http://x/?name=Okafor", "violated-directive": "script-src 'self'"}
}
NEW_FORM = [{"type": "csp-violation", "url": "http://x/", "body": {"effectiveDirective": "trusted-types"}}]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inside: (
        st.lists(inside) | st.dictionaries(st.sampled_from(["csp-report", "body", "type", "x"]), inside)
    ),
    max_leaves=8,
)


def said(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(line.message) for line in caplog.records if line.name == "hustings.security"]


@pytest.mark.parametrize(
    ("sent", "kinds"), [(OLD_FORM, ["script-src"]), (NEW_FORM, ["trusted-types"]), ({"x": 1}, [])]
)
def test_both_forms_of_a_report_are_understood(sent: object, kinds: list[str]) -> None:
    assert rules_broken(json.dumps(sent).encode()) == kinds


@given(st.binary() | anything.map(lambda sent: json.dumps(sent).encode()))
def test_whatever_is_sent_only_rules_of_our_own_list_come_out(body: bytes) -> None:
    found = rules_broken(body)

    assert set(found) <= KINDS | {"other"}
    assert len(found) <= MOST_AT_ONCE


def test_nested_too_deeply_is_no_report() -> None:
    assert rules_broken(b"[" * LARGEST) == []


@pytest.mark.django_db
def test_a_report_is_taken_from_anybody_and_leaves_only_its_kind(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "hustings.security"):
        answer = client.post("/reports/", json.dumps(OLD_FORM), content_type="application/csp-report")

    assert answer.status_code == 204
    assert "Okafor" not in caplog.text


@pytest.mark.django_db
def test_what_is_too_large_is_not_looked_at(client: Client) -> None:
    assert client.post("/reports/", b"x" * (LARGEST + 1), content_type="x/y").status_code == 413


@pytest.mark.django_db
def test_a_report_is_posted(client: Client) -> None:
    assert client.get("/reports/").status_code == 405


def test_a_thousand_reports_of_an_hour_are_two_lines(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()

    with caplog.at_level(logging.WARNING, "hustings.security"):
        for minute in range(1000):
            tally.count("script-src", NOON + timedelta(seconds=minute))
        tally.count("img-src", NOON + timedelta(hours=1))

    assert said(caplog) == [
        {"event": "policy violated", "rule": "script-src"},
        {"event": "policy violated", "rule": "script-src", "times": 1000},
        {"event": "policy violated", "rule": "img-src"},
    ]
