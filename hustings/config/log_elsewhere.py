"""The lines of the programs' output, handed to the system log besides, which sends them to another machine."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAMED = "HUSTINGS_SYSLOG"
USUAL_PORT = 514


def handler_for(named: str) -> dict[str, Any]:
    """A handler of `logging` for a socket's path, such as /dev/log, or an address, such as udp://log.example:514.

    Lines go without being waited for: a log that does not answer stops nobody's work. Raises ImproperlyConfigured.
    """
    return {"class": "logging.handlers.SysLogHandler", "formatter": "line", "address": _address(named)}


def _address(named: str) -> str | tuple[str, int]:
    if named.startswith("/"):
        return named
    parts = urlsplit(named)
    if parts.scheme != "udp" or not parts.hostname:
        raise ImproperlyConfigured(
            f"{NAMED} is neither the path of a socket, such as /dev/log, nor udp://HOST:PORT. Lines for another "
            "machine are best given to this machine's own system log, which sends them on over TLS."
        )
    return parts.hostname, parts.port or USUAL_PORT
