"""What a file is written in: UTF-8, UTF-16 with and without its mark, Windows-1252 or Latin-1; never two of them."""

import codecs
import io
import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from hustings.register.faults import UnableToReadFile

PIECE = 1 << 20
PROBE = 4096
LARGEST = 256 << 20
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNDEFINED_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
# "Ã" before a sign stands in no name: it is the first half of an accented letter.
ACCENT_IN_UTF8 = re.compile(rb"\xc3[\x80-\xbf]")


def size_of(file: BinaryIO) -> int:
    """Measure a file and leave it at its start."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def encoding_of(file: BinaryIO, most: int = LARGEST) -> str:
    """Tell what a file is written in: by its mark, by its noughts, or by reading it through.

    Raises UnableToReadFile for one that is empty, has more than `most` bytes, or is written in two encodings.
    """
    size = size_of(file)
    start = file.read(PROBE)
    file.seek(0)
    if not start.strip(b"\0 \r\n\t,;\xff\xfe\xef\xbb\xbf"):
        raise nothing_in()
    if size > most:
        raise too_large(most)
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    return _wide_encoding(start) or _narrow_encoding(file)


def too_large(most: int) -> UnableToReadFile:
    """The refusal of a file with more than so many bytes."""
    return UnableToReadFile(
        _(
            "The file is larger than %(most)d megabytes. Send it in parts, such as one for each ward or district."
        )
        % {"most": most >> 20}
    )


def nothing_in() -> UnableToReadFile:
    return UnableToReadFile(_("The file is empty. Ask its sender for it again."))


def _wide_encoding(start: bytes) -> str | None:
    """Latin letters in UTF-16 leave every second byte nought; so much of it is no accident."""
    halves = (start[1::2].count(0), "utf-16-le"), (start[0::2].count(0), "utf-16-be")
    noughts, encoding = max(halves)
    return encoding if noughts * 2 > len(start) // 3 else None


def _narrow_encoding(file: BinaryIO) -> str:
    decoder, is_plain, line = codecs.getincrementaldecoder("utf-8")(), True, 1
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
            is_plain = is_plain and piece.isascii()
            line += piece.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        if not (is_plain and before.isascii()):
            raise mixed_encodings(line + before.count(b"\n"), "UTF-8") from error
        file.seek(0)
        return _one_byte_encoding(file)
    finally:
        file.seek(0)
    return "utf-8"


def _one_byte_encoding(file: BinaryIO) -> str:
    """Windows-1252, or Latin-1 where it holds what Windows has no letter for; UTF-8 among it is a mixture."""
    line, undefined = 1, False
    while piece := file.read(PIECE):
        undefined = undefined or any(byte in piece for byte in UNDEFINED_IN_CP1252)
        found = ACCENT_IN_UTF8.search(piece)
        if found is not None:
            raise mixed_encodings(line + piece[: found.start()].count(b"\n"), "Windows-1252")
        line += piece.count(b"\n")
    return "latin-1" if undefined else "cp1252"


def mixed_encodings(line: int, before: str) -> UnableToReadFile:
    """The refusal of a file whose lines from this one on are not in the encoding of those before."""
    return UnableToReadFile(
        _(
            "Line %(line)d is written in another encoding than the lines before it (%(before)s). Send the file as it "
            "first came, not one that was edited, or save it again as UTF-8. Nothing was kept."
        )
        % {"line": line, "before": before}
    )
