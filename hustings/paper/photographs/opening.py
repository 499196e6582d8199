"""From the bytes that somebody sent to grey pictures, under limits: JPEG, PNG, WebP, and PDF page by page.

Runs in a process of its own, which knows neither Django nor the database.
"""

import io
import warnings
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from hustings.paper.photographs.faults import Fault, UnreadablePicture

Grey = NDArray[np.uint8]

MOST_PIXELS = 60_000_000
MOST_PDF_PAGES = 50
PDF_DOTS_A_POINT = 200 / 72
LONGEST_SIDE = 7000
FORMATS = ("JPEG", "PNG", "WEBP")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def open_pictures(data: bytes) -> Iterator[Grey]:
    """Give each picture in a file as rows of grey. Raises UnreadablePicture before anything large is unpacked."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        yield from _pdf_pages(data)
        return
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise UnreadablePicture(Fault.HEIC)
    _refuse_unfit(data)
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UnreadablePicture(Fault.DAMAGED)
    yield _within(picture)


def _refuse_unfit(data: bytes) -> None:
    """Look at the head of the file alone, which says how large the picture would be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as head:
                width, height = head.size
    except Image.DecompressionBombError as fault:
        raise UnreadablePicture(Fault.TOO_LARGE) from fault
    except Exception as fault:
        # Whatever a picture's head does to its reader, it is no picture that we read.
        known = data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n"
        raise UnreadablePicture(Fault.DAMAGED if known else Fault.FORMAT) from fault
    if width * height > MOST_PIXELS:
        raise UnreadablePicture(Fault.TOO_LARGE)


def _within(picture: Any) -> Grey:
    longest = max(picture.shape)
    if longest > LONGEST_SIDE:
        factor = LONGEST_SIDE / longest
        picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(picture, dtype=np.uint8)


def _pdf_pages(data: bytes) -> Iterator[Grey]:
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as fault:
        locked = b"/Encrypt" in data
        raise UnreadablePicture(Fault.LOCKED if locked else Fault.DAMAGED) from fault
    if count > MOST_PDF_PAGES:
        raise UnreadablePicture(Fault.TOO_MANY_PAGES)
    if not count:
        raise UnreadablePicture(Fault.DAMAGED)
    for number in range(count):
        try:
            yield _pdf_page(document, number)
        except pypdfium2.PdfiumError as fault:
            raise UnreadablePicture(Fault.DAMAGED) from fault


def _pdf_page(document: pypdfium2.PdfDocument, number: int) -> Grey:
    page = document[number]
    scale = min(PDF_DOTS_A_POINT, LONGEST_SIDE / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    drawn = bitmap.to_numpy()
    grey = np.array(drawn.reshape(drawn.shape[0], drawn.shape[1], -1)[:, :, 0], dtype=np.uint8)
    bitmap.close()
    page.close()
    return grey
