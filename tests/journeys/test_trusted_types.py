"""Trusted Types in a real browser: htmx still swaps, and a string that would become markup does not."""

import re

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.conftest import Installation, choose_person

pytestmark = pytest.mark.journey

SINKS = {
    "innerHTML": "document.body.innerHTML = '<img src=x>'",
    "outerHTML": "document.getElementById('main').outerHTML = '<p>x</p>'",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', '<p>x</p>')",
    "document.write": "document.write('<p>x</p>')",
    "a script's text": "document.createElement('script').text = 'window.evil = 1'",
    "a script's address": "document.createElement('script').src = '/static/js/enhance.js'",
    "srcdoc": "document.createElement('iframe').srcdoc = '<p>x</p>'",
    "setTimeout of a string": "setTimeout('window.evil = 1', 0)",
    "eval": "window['ev' + 'al']('window.evil = 1')",
    "another policy": "trustedTypes.createPolicy('mine', {createHTML: (text) => text})",
    "the policy again": "trustedTypes.createPolicy('default', {createHTML: (text) => text})",
}


@pytest.fixture
def finding(page: Page, demonstration: Installation) -> Page:
    choose_person(page, demonstration, "Priya")
    page.goto(f"{demonstration.url}/seats/wendlebridge/electors/")
    return page


@pytest.mark.parametrize("sink", SINKS)
def test_a_string_that_would_become_markup_or_a_script_throws(finding: Page, sink: str) -> None:
    # From a timer, so that the page itself calls it: a debugger's own words may be evaluated.
    thrown = finding.evaluate(
        f"""() => new Promise((tell) => setTimeout(() => {{
            try {{ {SINKS[sink]}; tell(""); }} catch (fault) {{ tell(fault.name); }}
        }}, 0))"""
    )

    assert thrown in ("TypeError", "EvalError")
    assert finding.evaluate("window.evil") is None


def test_htmx_reads_what_it_fetches(finding: Page) -> None:
    said: list[str] = []
    finding.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    finding.on("pageerror", lambda error: said.append(str(error)))

    with finding.expect_response(re.compile(r"/electors/\?q=")) as fetched:
        finding.get_by_role("searchbox").press_sequentially("sm", delay=80)
    finding.wait_for_function(
        "document.querySelector('#found') && document.querySelector('#found').children.length > 0"
    )

    assert fetched.value.request.header_value("hx-request") == "true"
    assert said == []


def test_a_violation_is_counted_by_ourselves(finding: Page, demonstration: Installation) -> None:
    with (
        finding.expect_response(re.compile("/reports/$")) as reported,
        pytest.raises(Error, match="TrustedHTML"),
    ):
        finding.evaluate("document.body.innerHTML = '<p>x</p>'")

    assert reported.value.status == 204
    assert '"rule": "require-trusted-types-for"' in (demonstration.folder / "logs" / "web.log").read_text(
        "utf-8"
    )
