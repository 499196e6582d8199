"""TLS between the proxy and this installation, where it is asked for: ASVS 5.0, 12.3.3.

The certificate is our own and names the loopback; the proxy is told to trust this one alone, so no authority is needed.
"""

import ipaddress
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=3650)
"""As long as the proxy's own settings: whoever wants a new one deletes the file and starts again."""
WORDS = {"1": True, "true": True, "yes": True, "": False, "0": False, "false": False, "no": False}


class UnableToUseTls(Exception):
    """What was asked of TLS cannot be told; the message says what to do."""


@dataclass(frozen=True)
class InnerCertificate:
    """Where the certificate and its key lie."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """What whoever calls this installation trusts: this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


def inner_certificate(environment: Mapping[str, str], keys: Path, at: datetime) -> InnerCertificate | None:
    """The certificate that the web server shows to the proxy, made at the first start; None where none is asked for.

    HUSTINGS_INSIDE_TLS asks for it. Raises UnableToUseTls where that is neither true nor false.
    """
    said = environment.get("HUSTINGS_INSIDE_TLS", "").strip().lower()
    if said not in WORDS:
        raise UnableToUseTls(
            f"HUSTINGS_INSIDE_TLS is '{said}'. Nothing was started. Say true or false, or leave it out."
        )
    if not WORDS[said]:
        return None
    made = InnerCertificate(keys / "inside-certificate.pem", keys / "inside-key.pem")
    if not (made.certificate.exists() and made.key.exists()):
        _make(made, at)
    return made


def shown_by(inside: InnerCertificate | None) -> list[str]:
    """What the web server is told on its command line."""
    return ["--certfile", str(inside.certificate), "--keyfile", str(inside.key)] if inside else []


def _make(made: InnerCertificate, at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=at - timedelta(days=1),
        not_valid_after=at + LASTS,
    )
    loopbacks = [x509.IPAddress(ipaddress.ip_address(address)) for address in ("127.0.0.1", "::1")]
    builder = builder.add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost"), *loopbacks]), False
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    signed = builder.sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(made.key, secret)
    _write(made.certificate, signed.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(content)
    partial.replace(path)
