"""The port on which Hustings answers: taken before anything else starts, on both addresses of `localhost`."""

import errno
import http.client
import os
import socket
import ssl
from collections.abc import Callable, Mapping
from time import monotonic, sleep

_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


class UnableToListen(Exception):
    """The port cannot be used; the message says what to do."""


def read_port(environment: Mapping[str, str]) -> int:
    """Read PORT, 8000 where it is not set. Refuses what is no port."""
    text = environment.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise UnableToListen(
            f"PORT is '{text}', which is no port. Give a number from 1 to 65535: PORT=8000 bin/run"
        )
    return int(text)


def listen(port: int) -> list[socket.socket]:
    """Take the port on 127.0.0.1 and, where the machine has it, on ::1, for browsers try both.

    The web server inherits the sockets: while it is started again, callers wait and are not turned away.
    """
    taken = []
    try:
        for family, address in _ADDRESSES:
            if (entry := _listen_on(family, address, port)) is not None:
                taken.append(entry)
    except UnableToListen:
        for entry in taken:
            entry.close()
        raise
    return taken


def _listen_on(family: socket.AddressFamily, address: str, port: int) -> socket.socket | None:
    try:
        entry = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        entry.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            entry.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        entry.bind((address, port))
        entry.listen(512)
    except OSError as error:
        entry.close()
        if family == socket.AF_INET6 and error.errno == errno.EADDRNOTAVAIL:
            return None
        raise UnableToListen(_refusal(port, error)) from None
    return entry


def _refusal(port: int, error: OSError) -> str:
    again = f"PORT={port + 1 if 1024 < port < 65535 else 8001} bin/run"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program. Nothing was started. Stop it, or use another: {again}"
        )
    return f"Port {port} cannot be used: {os.strerror(error.errno or 0)}. Nothing was started. Try: {again}"


def answers_within(
    port: int, seconds: float, give_up: Callable[[], bool], trusts: ssl.SSLContext | None = None
) -> bool:
    """Wait until the first page is there; False when the time is over, or there is nothing to wait for."""
    ends = monotonic() + seconds
    while monotonic() < ends and not give_up():
        if _answers(port, trusts):
            return True
        sleep(0.1)
    return False


def _answers(port: int, trusts: ssl.SSLContext | None) -> bool:
    plain = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    caller = http.client.HTTPSConnection("127.0.0.1", port, timeout=2, context=trusts) if trusts else plain
    try:
        caller.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return caller.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()
