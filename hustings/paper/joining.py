"""Joins many typeset quires into one tagged PDF while they arrive, holding one quire in memory at a time.

The library that reads and writes PDF keeps every object of a file in memory: 3.4 GB for 4,000 tagged pages.
So the quires are joined here as text: objects are renumbered, gathered in compressed object streams and written
at once; what is kept is a place in the file for each object. Pages, tags and bookmarks hang on new roots.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Protocol

from hustings.paper.quire_reading import Quire, read_quire, renumbered

CATALOG, PAGES, TAGS, DOCUMENT, METADATA, INFO, BOOKMARKS = range(1, 8)
FIRST_FREE = 8
OBJECTS_PER_STREAM = 200

PAGE_COUNT = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")
IN_FILE, IN_STREAM = 1, 2
PLACE = struct.Struct(">BIH")
NOWHERE = PLACE.pack(0, 0, 65535)


class Sink(Protocol):
    """Where the joined file goes: anything that takes bytes in order."""

    def write(self, data: bytes, /) -> object: ...


class Joiner:
    """Writes quires to `sink` as they come. Quires come in the order of their pages; `finish` ends the file."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._written = 0
        self._next = FIRST_FREE
        self._places = bytearray(NOWHERE * FIRST_FREE)
        self._page_trees: list[tuple[int, int]] = []
        self._parts: list[int] = []
        self._tag_leaves: list[int] = []
        self._pages: list[int] = []
        self._first: Quire | None = None
        self._emit(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def add(self, pdf: bytes) -> int:
        """Append one typeset quire and say how many pages it had. Raises UnreadableQuire before writing anything."""
        quire = read_quire(pdf)
        numbers = self._numbers(quire)
        bodies = renumbered(quire, numbers, pages_before=self.page_count)
        pages = [numbers[old] for old in quire.pages]
        leaf = self._leaf(quire, numbers)
        self._write_objects([*bodies.plain.items(), leaf])
        for number, (head, data) in bodies.streams.items():
            self._write_stream(number, head, data)
        self._page_trees.append((numbers[quire.page_tree], len(pages)))
        self._parts.append(numbers[quire.document])
        self._tag_leaves.append(leaf[0])
        self._pages.extend(pages)
        self._first = self._first or quire
        return len(pages)

    def finish(self, bookmarks: Iterable[tuple[str, int]] = ()) -> int:
        """End the file; `bookmarks` are titles with the index of their page. Gives the number of bytes written.

        Raises ValueError where nothing was added.
        """
        if self._first is None:
            raise ValueError("a file without pages cannot be finished")
        marks = list(self._bookmarks(list(bookmarks)))
        self._write_objects([*self._roots(self._first, with_bookmarks=bool(marks)), *marks])
        metadata = PAGE_COUNT.sub(rb"\g<1>%d\g<2>" % self.page_count, self._first.metadata)
        self._write_stream(METADATA, b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(metadata), metadata)
        self._write_places(self._first)
        return self._written

    def _numbers(self, quire: Quire) -> list[int]:
        """Give each object of a quire its number in the joined file; its roots become the file's."""
        numbers = [0] * (quire.size + 1)
        for new, old in enumerate(quire.kept, start=self._allot(len(quire.kept))):
            numbers[old] = new
        numbers[quire.tags] = DOCUMENT
        return numbers

    def _leaf(self, quire: Quire, numbers: Sequence[int]) -> tuple[int, bytes]:
        first = self.page_count
        pairs = b" ".join(b"%d %d 0 R" % (first + key, numbers[old]) for key, old in quire.tag_parents)
        return self._allot(), b"<</Limits[%d %d]/Nums[%s]>>" % (
            first,
            first + len(quire.tag_parents) - 1,
            pairs,
        )

    def _roots(self, first: Quire, *, with_bookmarks: bool) -> Iterable[tuple[int, bytes]]:
        catalog = b"/Type/Catalog/Pages %d 0 R/Metadata %d 0 R/StructTreeRoot %d 0 R" % (
            PAGES,
            METADATA,
            TAGS,
        )
        outlines = b"/Outlines %d 0 R" % BOOKMARKS if with_bookmarks else b""
        trees = [number for number, _ in self._page_trees]
        yield CATALOG, b"<<%s%s%s>>" % (catalog, outlines, first.settings)
        yield PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.page_count, _listed(trees))
        parents = b"<</Kids[%s]>>/ParentTreeNextKey %d" % (_listed(self._tag_leaves), self.page_count)
        tags = b"/K[%d 0 R]%s/ParentTree%s" % (DOCUMENT, first.role_map, parents)
        yield TAGS, b"<</Type/StructTreeRoot%s>>" % tags
        parts = b"/P %d 0 R/K[%s]" % (TAGS, _listed(self._parts))
        yield DOCUMENT, b"<</Type/StructElem/S/Document%s>>" % parts
        yield INFO, first.info

    def _bookmarks(self, marks: list[tuple[str, int]]) -> Iterable[tuple[int, bytes]]:
        first = self._allot(len(marks))
        last = first + len(marks) - 1
        for number, (title, page) in enumerate(marks, start=first):
            beside = b"/Prev %d 0 R" % (number - 1) if number > first else b""
            beside += b"/Next %d 0 R" % (number + 1) if number < last else b""
            target = b"/Dest[%d 0 R/Fit]" % self._pages[page]
            words = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
            yield number, b"<</Title<%s>/Parent %d 0 R%s%s>>" % (words, BOOKMARKS, beside, target)
        if marks:
            ends = b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, len(marks))
            yield BOOKMARKS, b"<</Type/Outlines%s>>" % ends

    def _write_objects(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write plain objects together in compressed streams."""
        for start in range(0, len(objects), OBJECTS_PER_STREAM):
            batch = objects[start : start + OBJECTS_PER_STREAM]
            holder = self._allot()
            index, at = [], 0
            for place, (number, body) in enumerate(batch):
                self._note(number, IN_STREAM, holder, place)
                index.append(b"%d %d" % (number, at))
                at += len(body) + 1
            head = b" ".join(index) + b" "
            packed = zlib.compress(head + b"\n".join(body for _, body in batch), 6)
            kind = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(batch), len(head))
            self._write_stream(holder, b"<<%s/Length %d>>" % (kind, len(packed)), packed)

    def _write_stream(self, number: int, head: bytes, data: bytes) -> None:
        self._note(number, IN_FILE, self._written, 0)
        self._emit(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, data))

    def _write_places(self, first: Quire) -> None:
        """Write where every object stands, as the cross-reference stream that ends a file."""
        number, start = self._allot(), self._written
        self._note(number, IN_FILE, start, 0)
        table = zlib.compress(self._places, 6)
        kind = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R" % (number + 1, CATALOG, INFO)
        head = b"<<%s/ID%s/Filter/FlateDecode/Length %d>>" % (kind, first.identity, len(table))
        self._write_stream(number, head, table)
        self._emit(b"startxref\n%d\n%%%%EOF\n" % start)

    def _allot(self, count: int = 1) -> int:
        """Give out the next numbers of the joined file, and say the first of them."""
        first, self._next = self._next, self._next + count
        self._places.extend(NOWHERE * count)
        return first

    def _note(self, number: int, kind: int, place: int, index: int) -> None:
        """Keep where an object stands: seven bytes each, as the file will hold them."""
        PLACE.pack_into(self._places, number * PLACE.size, kind, place, index)

    def _emit(self, data: bytes) -> None:
        self._sink.write(data)
        self._written += len(data)


def _listed(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
