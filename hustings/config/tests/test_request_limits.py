"""What no request of ours ever is gets no further than the door."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hustings.config.request_limits import LARGEST_FORM, LARGEST_UPLOAD, RequestLimitsMiddleware
from tests.cast import Cast


def answered(method: str = "POST", path: str = "/", length: str = "1") -> int:
    request = RequestFactory().generic(method, path, b"x")
    request.META["CONTENT_LENGTH"] = length
    return RequestLimitsMiddleware(lambda _request: HttpResponse())(request).status_code


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "BREW"])
def test_a_method_that_no_page_has_is_refused(method: str) -> None:
    assert answered(method) == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_the_methods_of_pages_pass(method: str) -> None:
    assert answered(method) == 200


def test_an_address_without_end_is_refused() -> None:
    assert answered("GET", "/?q=" + "x" * 5000) == 414


@pytest.mark.parametrize("length", ["-1", "1e9", "²", "x"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert answered(length=length) == 400


@pytest.mark.parametrize(
    ("kind", "most"),
    [("application/json", LARGEST_FORM), ("multipart/form-data; boundary=x", LARGEST_UPLOAD)],
)
def test_a_body_larger_than_any_form_is_not_read(kind: str, most: int) -> None:
    request = RequestFactory().generic("POST", "/", b"x", kind)
    passing = RequestLimitsMiddleware(lambda _request: HttpResponse())
    request.META["CONTENT_LENGTH"] = str(most)
    first = passing(request).status_code
    request.META["CONTENT_LENGTH"] = str(most + 1)

    assert (first, passing(request).status_code) == (200, 413)


def test_it_stands_before_everything_but_the_headers_of_a_page(cast: Cast, client: Client) -> None:
    answer = client.generic("TRACE", "/")

    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (405, "nosniff")


def untouched(request: HttpRequest) -> HttpResponse:
    raise AssertionError(request.path)


def test_a_refused_request_reaches_no_view() -> None:
    assert RequestLimitsMiddleware(untouched)(RequestFactory().generic("TRACE", "/")).status_code == 405
