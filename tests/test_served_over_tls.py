"""Hustings as it stands behind a proxy that ends TLS: its cookies, its headers, and what it does not tell."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from conftest import superuser
from hustings.config import well_known
from tests.cast import Cast
from tests.real_server import RealServer, real_server

PASSWORD = "correct horse battery moorland"
SIGN_IN = "/account/login/"
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def server(template_database: str) -> Iterator[RealServer]:
    with real_server(template_database, workers=1, settings={"HUSTINGS_TLS": "true"}) as running:
        with superuser(running.database) as database:
            kept = PBKDF2PasswordHasher().encode(PASSWORD, "grains-of-salt", iterations=1000)
            database.execute("UPDATE accounts_person SET password = %s", (kept,))
        yield running


def ask(
    server: RealServer, path: str, cookies: dict[str, str] | None = None, **form: str
) -> tuple[int, HTTPMessage, str]:
    asked = HTTPConnection(server.address.removeprefix("http://"), timeout=30)
    headers = {
        **PROXY,
        "Host": "localhost",
        "Cookie": "; ".join(f"{k}={v}" for k, v in (cookies or {}).items()),
    }
    if form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://localhost/"}
    asked.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
    answer = asked.getresponse()
    page = answer.read().decode("utf-8", "replace")
    asked.close()
    return answer.status, answer.headers, page


def given(headers: HTTPMessage) -> dict[str, str]:
    """The cookies that an answer sets, by name: value, then what is said of it."""
    return dict(cookie.split("=", 1) for cookie in headers.get_all("Set-Cookie", []))


def sign_in(server: RealServer, **more: str) -> tuple[int, HTTPMessage, dict[str, str]]:
    _status, headers, page = ask(server, SIGN_IN)
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    before = {name: value.split(";")[0] for name, value in given(headers).items()}
    before["__Host-session"] = "chosen-by-somebody-else-beforehand"
    form = {"csrfmiddlewaretoken": token, "login": "priya@moor.example", "password": PASSWORD, **more}
    status, answered, _page = ask(server, SIGN_IN, before, **form)
    return status, answered, before


def test_every_cookie_is_bound_to_this_host_over_tls(server: RealServer) -> None:
    _status, page, _text = ask(server, SIGN_IN)
    _status, signed_in, _before = sign_in(server)
    cookies = given(page) | given(signed_in)

    assert {"__Host-session", "__Host-csrf"} <= set(cookies)
    for name, told in cookies.items():
        said = {part.strip().lower() for part in told.split(";")[1:]}
        assert name.startswith("__Host-"), name
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= said, name


def test_signing_in_changes_the_session(server: RealServer) -> None:
    status, signed_in, before = sign_in(server)

    assert status == 302
    assert given(signed_in)["__Host-session"].split(";")[0] != before["__Host-session"]


def test_nobody_is_sent_elsewhere_after_signing_in(server: RealServer) -> None:
    status, signed_in, _before = sign_in(server, next="https://evil.example/")

    assert (status, signed_in["Location"]) == (302, "/")


def test_tls_is_asked_for_a_year_and_below_the_name_too(server: RealServer) -> None:
    _status, headers, _page = ask(server, SIGN_IN)

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "report-to ours" in headers["Content-Security-Policy"]


def test_no_other_origin_is_let_in(server: RealServer) -> None:
    _status, headers, _page = ask(server, SIGN_IN)

    assert not [name for name in headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/hustings/config/settings.py", "/static/", "/static/js/", "/static/%2e%2e/settings.py",
        "/static/../config/settings.py", "/pyproject.toml", "/data/keys/secret", "/static/js/trusted.js.map",
    ],
)  # fmt: skip
def test_no_file_of_the_source_is_served(server: RealServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_no_answer_tells_versions(server: RealServer) -> None:
    _status, headers, _page = ask(server, "/no-such-page/")

    assert not any(letter.isdigit() for letter in headers.get("Server", ""))
    assert "X-Powered-By" not in headers


def test_a_fault_tells_nothing_of_the_inside(cast: Cast, client: Client, monkeypatch: Any) -> None:
    def fails() -> str:
        raise RuntimeError("the database at 10.0.0.1 said no")

    monkeypatch.setattr(well_known, "contact_address", fails)
    client.raise_request_exception = False

    answer = client.get("/.well-known/security.txt")

    assert answer.status_code == 500
    assert b"10.0.0.1" not in answer.content
    assert b"Traceback" not in answer.content
