"""Files are looked over by a scanner before anything reads them. The scanner here speaks clamd's protocol and knows one
virus; the real one was tried with the same words.
"""

import socketserver
import struct
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import Form
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as some

from hustings.work.scanning import SentFileField, UnableToScan, virus_in

VIRUS = b"X-A-PIECE-OF-A-VIRUS"


class SendingForm(Form):
    file = SentFileField(required=False)


class Scanner(socketserver.ThreadingUnixStreamServer):
    """A daemon that answers every stream: by what it holds, or always with the same words."""

    daemon_threads = True
    answer: bytes | None = None


class Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Scanner)
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b"".join(iter(lambda: self.rfile.read(struct.unpack("!L", self.rfile.read(4))[0]), b""))
        said = b"stream: Piece.Of.A-Virus FOUND\0" if VIRUS in content else b"stream: OK\0"
        self.wfile.write(said if self.server.answer is None else self.server.answer)


@contextmanager
def scanner(answer: bytes | None = None) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "clamd")
        with Scanner(path, Scan) as daemon:
            daemon.answer = answer
            thread = threading.Thread(target=daemon.serve_forever, args=(0.01,))
            thread.start()
            yield path
            daemon.shutdown()
            thread.join()


def sent(content: bytes) -> SendingForm:
    return SendingForm({}, MultiValueDict({"file": [SimpleUploadedFile("register.csv", content)]}))


def errors(settings: Any, path: str, content: bytes = b"names") -> list[str]:
    settings.VIRUS_SCANNER = path
    return [str(error) for error in sent(content).errors.get("file", [])]


def test_a_clean_file_is_read_from_its_beginning(settings: Any) -> None:
    with scanner() as path:
        settings.VIRUS_SCANNER = path
        form = sent(b"names")

        assert form.is_valid()
        assert form.cleaned_data["file"].read() == b"names"


def test_a_file_with_a_virus_is_refused_in_a_sentence(settings: Any) -> None:
    with scanner() as path:
        (said,) = errors(settings, path, b"names" + VIRUS)

    assert "holds a virus (Piece.Of.A-Virus)" in said


@given(before=some.binary(max_size=5_000), size=some.integers(1, 3_000))
def test_a_virus_is_found_wherever_pieces_are_cut(before: bytes, size: int) -> None:
    content = before + VIRUS
    with scanner() as path:
        pieces = (content[start : start + size] for start in range(0, len(content), size))

        assert virus_in(pieces, path) == "Piece.Of.A-Virus"


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\0", b"stream: OKAY\0"]
)
def test_whatever_is_not_said_to_be_clean_is_not_read(settings: Any, answer: bytes) -> None:
    with scanner(answer) as path:
        (said,) = errors(settings, path)

    assert "could not be looked over" in said


def test_a_piece_of_nothing_ends_no_file() -> None:
    with scanner() as path:
        assert virus_in([b"names", b"", VIRUS], path) == "Piece.Of.A-Virus"


@pytest.mark.parametrize("path", ["/nowhere/clamd", "localhost:none", "localhost", "127.0.0.1:1"])
def test_a_scanner_that_is_not_there_lets_nothing_through(settings: Any, path: str) -> None:
    (said,) = errors(settings, path)

    assert "could not be looked over" in said


def test_without_a_scanner_a_file_is_taken(settings: Any) -> None:
    assert errors(settings, "", VIRUS) == []


def test_a_field_left_empty_asks_no_scanner(settings: Any) -> None:
    settings.VIRUS_SCANNER = "/nowhere/clamd"

    assert SendingForm({}, MultiValueDict()).is_valid()


def test_the_reason_is_kept_for_whoever_runs_it() -> None:
    with scanner(b"out of memory\0") as path, pytest.raises(UnableToScan, match="out of memory"):
        virus_in([b"names"], path)
