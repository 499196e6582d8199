import json
import logging
import logging.config
import logging.handlers
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hustings.config.log_elsewhere import handler_for


def note_to(named: str, words: str) -> None:
    """Write one event with the installation's own formatter, to a handler of its own."""
    told = dict(handler_for(named))
    handler = logging.handlers.SysLogHandler(address=told["address"])
    handler.setFormatter(logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"][told["formatter"]])
    ))  # fmt: skip
    try:
        handler.emit(logging.LogRecord("hustings.security", logging.WARNING, "", 0, words, (), None))
    finally:
        handler.close()


def test_a_line_arrives_elsewhere_whole_and_as_json(tmp_path: Path) -> None:
    path = tmp_path / "log"
    event = json.dumps({"event": "limit reached", "which": "sign-in"})
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        note_to(str(path), event)
        line = listening.recv(4096).rstrip(b"\0").decode()

    assert line.endswith(f"Z WARNING hustings.security {event}")
    assert line.count("\n") == 0


def test_an_address_is_taken_with_the_usual_port() -> None:
    assert handler_for("udp://log.example")["address"] == ("log.example", 514)


@pytest.mark.parametrize("named", ["log.example:514", "tcp://log.example", "udp://", "https://log.example"])
def test_what_is_no_place_for_a_log_is_refused_at_the_start(named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="HUSTINGS_SYSLOG is neither"):
        handler_for(named)
