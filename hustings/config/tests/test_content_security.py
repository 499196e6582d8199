from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hustings.config.content_security import ContentSecurityMiddleware
from tests.cast import Cast


def answered(answer: HttpResponse | None = None) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return answer or HttpResponse("a street's electors")

    return ContentSecurityMiddleware(view)(RequestFactory().get("/"))


def directives(response: HttpResponse) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_a_page_runs_and_fetches_nothing_but_our_own() -> None:
    policy = directives(answered())

    assert policy["default-src"] == "'none'"
    assert (
        policy["script-src"]
        == policy["style-src"]
        == policy["connect-src"]
        == policy["form-action"]
        == "'self'"
    )


def test_nothing_inline_and_nothing_evaluated_is_allowed() -> None:
    sources = " ".join(directives(answered()).values())

    assert "unsafe" not in sources
    assert "*" not in sources
    assert "data:" not in sources


def test_no_page_can_be_framed_or_rebased() -> None:
    response = answered()

    assert directives(response)["frame-ancestors"] == directives(response)["base-uri"] == "'none'"
    assert response.headers["X-Frame-Options"] == "DENY"


def test_addresses_are_told_to_nobody_else() -> None:
    assert answered().headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone"])
def test_what_no_page_needs_is_closed(feature: str) -> None:
    assert f"{feature}=()" in answered().headers["Permissions-Policy"]


def test_passkeys_stay_open_to_ourselves() -> None:
    assert "publickey-credentials-get=(self)" in answered().headers["Permissions-Policy"]


def test_a_page_is_not_kept_by_the_browser() -> None:
    assert answered().headers["Cache-Control"] == "no-store"


def test_what_says_itself_how_long_it_lasts_may_be_kept() -> None:
    picture = HttpResponse("", headers={"Cache-Control": "max-age=3600"})

    assert answered(picture).headers["Cache-Control"] == "max-age=3600"


def test_a_refusal_carries_the_same_headers() -> None:
    assert "Content-Security-Policy" in answered(HttpResponse(status=403)).headers


def test_no_string_becomes_markup_but_by_the_one_policy_of_ours() -> None:
    policy = directives(answered())

    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "default"
    assert policy["object-src"] == "'none'"


def test_a_browser_reports_to_ourselves_alone() -> None:
    assert directives(answered())["report-uri"] == "/reports/"
    assert answered().headers["Reporting-Endpoints"] == 'ours="/reports/"'


def test_no_other_origin_opens_or_embeds_what_is_ours() -> None:
    assert answered().headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answered().headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_signing_out_clears_what_the_browser_kept(cast: Cast, signed_in: Callable[..., Client]) -> None:
    client = signed_in(cast.priya)

    shown, done = client.get("/account/logout/"), client.post("/account/logout/")

    assert "Clear-Site-Data" not in shown.headers
    assert done.headers["Clear-Site-Data"] == '"cache"'
