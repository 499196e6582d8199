import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from hustings.config.content_security import ContentSecurityMiddleware


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
