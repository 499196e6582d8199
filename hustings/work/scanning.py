"""Looking a file over for viruses before anything reads it, where the installation has a scanner: ASVS 5.0, 5.4.3.

The scanner is ClamAV's daemon, spoken to as `man clamd` says (INSTREAM): pieces with their length before them, and a
length of nothing at the end. A scanner that does not answer, or that takes no file so large, lets nothing through.
"""

import socket
import struct
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hustings.audit.security import note

PATIENCE = 60.0
PIECE = 64 << 10
LONGEST_ANSWER = 4096


class UnableToScan(Exception):
    """The scanner did not say that a file is clean, and not that it holds a virus."""


class SentFileField(forms.FileField):
    """A file that somebody sends. It is looked over before the form is valid; nothing else has read it by then."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the file. Raises ValidationError where it holds a virus or cannot be looked over."""
        sent = super().clean(data, initial)
        if isinstance(sent, UploadedFile) and settings.VIRUS_SCANNER:
            _refuse_infected(sent)
        return sent


def virus_in(pieces: Iterable[bytes], scanner: str) -> str:
    """The name of the virus that a scanner finds in a file, empty where it is clean.

    `scanner` is the path of clamd's socket, or `host:port`. Raises UnableToScan.
    """
    try:
        with _connected(scanner) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            # A piece of nothing is the stream's end, and what came after it would go through unseen.
            for piece in filter(None, pieces):
                daemon.sendall(struct.pack("!L", len(piece)) + piece)
            daemon.sendall(struct.pack("!L", 0))
            answer = _answer(daemon)
    except (OSError, ValueError) as error:
        raise UnableToScan(str(error)) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise UnableToScan(answer)


def _refuse_infected(sent: "UploadedFile[Any]") -> None:
    try:
        virus = virus_in(sent.chunks(PIECE), settings.VIRUS_SCANNER)
    except UnableToScan as error:
        note("file not scanned", why=str(error)[:200])
        raise ValidationError(
            _(
                "The file could not be looked over for viruses, so nothing of it was read. Try again; if it stays "
                "so, tell whoever runs this installation."
            )
        ) from error
    sent.seek(0)
    if virus:
        note("virus in a file", virus=virus[:200])
        raise ValidationError(
            _("The file holds a virus (%(virus)s). Nothing of it was read; ask its sender for a clean one.")
            % {"virus": virus[:80]}
        )


def _connected(scanner: str) -> socket.socket:
    if not scanner.startswith("/"):
        host, _colon, port = scanner.rpartition(":")
        return socket.create_connection((host, int(port)), PATIENCE)
    daemon = socket.socket(socket.AF_UNIX)
    try:
        daemon.settimeout(PATIENCE)
        daemon.connect(scanner)
    except OSError:
        daemon.close()
        raise
    return daemon


def _answer(daemon: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = daemon.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
