"""Where it is asked for, the web server shows a certificate of its own to the proxy, and nobody else can stand in."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from cryptography import x509

from hustings.config.inner_tls import InnerCertificate, UnableToUseTls, inner_certificate
from tests.real_server import RealServer, real_server

pytestmark = pytest.mark.enable_socket
ASKED = {"HUSTINGS_INSIDE_TLS": "true"}
AT = datetime(2030, 5, 1, tzinfo=UTC)


def certificate(folder: Path) -> InnerCertificate:
    made = inner_certificate(ASKED, folder, datetime.now(UTC))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def served(template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    inside = certificate(tmp_path_factory.mktemp("keys"))
    with real_server(template_database, workers=1, inside=inside) as server:
        yield server


def test_a_proxy_that_trusts_the_certificate_gets_pages(served: RealServer) -> None:
    assert served.get("/account/login/")[0] == 200


def test_whoever_trusts_another_certificate_speaks_to_nobody(served: RealServer, tmp_path: Path) -> None:
    other = RealServer(served.address, served.database, {}, served.process, certificate(tmp_path))

    with pytest.raises(ssl.SSLCertVerificationError):
        other.get("/account/login/")


def test_without_tls_nothing_is_answered(served: RealServer) -> None:
    asked = HTTPConnection(served.address.partition("://")[2], timeout=30)
    asked.request("GET", "/account/login/")

    with pytest.raises((HTTPException, ConnectionError)):
        asked.getresponse()
    asked.close()


def test_the_key_is_closed_to_others_and_stays_the_same(tmp_path: Path) -> None:
    first = certificate(tmp_path)
    key = first.key.read_bytes()

    assert first.key.stat().st_mode & 0o777 == 0o600
    assert certificate(tmp_path).key.read_bytes() == key


def test_it_names_the_loopback_alone(tmp_path: Path) -> None:
    made = inner_certificate(ASKED, tmp_path, AT)
    assert made is not None
    read = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    assert read.not_valid_before_utc < AT < read.not_valid_after_utc


@pytest.mark.parametrize("said", ["", "false", "0"])
def test_nothing_is_made_where_it_is_not_asked_for(tmp_path: Path, said: str) -> None:
    assert inner_certificate({"HUSTINGS_INSIDE_TLS": said}, tmp_path, AT) is None
    assert list(tmp_path.iterdir()) == []


def test_a_word_that_is_neither_yes_nor_no_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnableToUseTls, match="Say true or false"):
        inner_certificate({"HUSTINGS_INSIDE_TLS": "perhaps"}, tmp_path, AT)
