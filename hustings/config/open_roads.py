"""Whether a database's address leads over a network on which somebody could listen, or answer in its place. Pure."""

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1"})
SURE = "verify-full"
"""The one mode in which the server must show a certificate for the very name that was asked for."""
ADVICE = (
    "Add ?sslmode=verify-full to it, and sslrootcert= with the file of your own authority where it is one "
    "(docs/deploying.md, “A database server of your own”)."
)


def is_open_road(address: str) -> bool:
    """Whether an address names another machine and does not ask for its certificate to be checked whole."""
    parts = urlsplit(address)
    said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    hosts = [*said.get("host", unquote(parts.hostname or "")).split(","), *_more_hosts(parts.netloc)]
    return any(map(_is_elsewhere, hosts)) and said.get("sslmode") != SURE


def open_roads(addresses: Mapping[str, str]) -> list[str]:
    """The names of those addresses that lead over an open road."""
    return [name for name, address in addresses.items() if is_open_road(address)]


def _more_hosts(netloc: str) -> list[str]:
    """An address may name several servers; each of them counts."""
    _login, _at, hosts = netloc.rpartition("@")
    return [host.partition(":")[0] for host in hosts.split(",")[1:]]


def _is_elsewhere(host: str) -> bool:
    return host.strip("[]").lower() not in LOOPBACK and not host.startswith("/")
