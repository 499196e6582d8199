"""Reads a PDF as the typesetter writes it: plain objects one after another and a classic table of places.

Reads no other PDF. What it does not recognise it refuses, so that a new release of the typesetter shows in a test
and never as a damaged file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

TABLE = re.compile(rb"(\d{10}) \d{5} n")
OBJECT_END = b"\nendobj\n"
STREAM = re.compile(rb"(.*?)\nstream\r?\n(.*)\s*endstream", re.DOTALL)
LENGTH = re.compile(rb"/Length (\d+)")
REFERENCE = re.compile(rb"(\d+) 0 R")
PAIR = re.compile(rb"(\d+) (\d+) 0 R")
TAGS = re.compile(
    rb"<</Type/StructTreeRoot(?P<roles>/RoleMap<<[^>]*>>)?/K\[(?P<document>\d+) 0 R\]"
    rb"/ParentTree<</Nums\[(?P<parents>[^\]]*)\]>>"
)

# One pass over all objects. Strings are matched too, so that nothing inside them is taken for a reference. What the
# typesetter says of a cell besides its being one (which heads it has by id, how its edges are drawn) is left out:
# the ids would clash between quires, and every table's first row heads its columns.
STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
HEADS = rb"Headers\[(?:\(U\w+\))*\]"
EDGES = rb"<</O/Layout/Border[^<>]*>>"
CHANGING = re.compile(
    rb"/(?:A\[<</O/Table/" + HEADS + rb">>(?:" + EDGES + rb")?\]|ID\(U\w+\)|" + HEADS + rb"|StructParents ([0-9]+))|"
    + EDGES + rb"|" + STRING + rb"|([0-9]+) 0 R",
    re.DOTALL,
)  # fmt: skip
BETWEEN = b"\0"


class UnreadableQuire(Exception):
    """The typesetter's file is not of the shape this was written for."""


@dataclass(frozen=True, slots=True)
class Quire:
    """One typeset quire: its objects by number, and which of them are its roots."""

    size: int
    plain: dict[int, bytes]
    streams: dict[int, tuple[bytes, bytes]]
    page_tree: int
    pages: tuple[int, ...]
    tags: int
    document: int
    tag_parents: tuple[tuple[int, int], ...]
    role_map: bytes
    settings: bytes
    metadata: bytes
    info: bytes
    identity: bytes

    @property
    def kept(self) -> list[int]:
        return [*self.plain, *self.streams]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Objects under their new numbers."""

    plain: dict[int, bytes]
    streams: dict[int, tuple[bytes, bytes]]


def read_quire(pdf: bytes) -> Quire:
    """Take a typeset file apart. Raises UnreadableQuire where it is not as the typesetter writes it."""
    plain, streams = _objects(pdf)
    trailer = pdf[pdf.rfind(b"\ntrailer") :]
    root = plain.pop(_number(rb"/Root (\d+) 0 R", trailer))
    info = plain.pop(_number(rb"/Info (\d+) 0 R", trailer))
    _, metadata = streams.pop(_number(rb"/Metadata (\d+) 0 R", root))
    plain.pop(_number(rb"/Outlines (\d+) 0 R", root))
    tags, page_tree = _number(rb"/StructTreeRoot (\d+) 0 R", root), _number(rb"/Pages (\d+) 0 R", root)
    tree = _matched(TAGS, plain.pop(tags))
    return Quire(
        size=max(*plain, *streams, tags),
        plain=plain,
        streams=streams,
        page_tree=page_tree,
        pages=tuple(int(page) for page in REFERENCE.findall(plain[page_tree].partition(b"/Kids")[2])),
        tags=tags,
        document=int(tree["document"]),
        tag_parents=tuple((int(key), int(old)) for key, old in PAIR.findall(tree["parents"])),
        role_map=tree["roles"] or b"",
        settings=_settings(root),
        metadata=metadata,
        info=info,
        identity=_matched(re.compile(rb"/ID(\[[^\]]*\])"), trailer)[1],
    )


def renumbered(quire: Quire, numbers: Sequence[int], *, pages_before: int) -> Bodies:
    """Give a quire's objects their new numbers and make room for the pages before it."""
    references = {b"%d" % old: b"%d 0 R" % new for old, new in enumerate(numbers) if new}

    def changed(found: re.Match[bytes]) -> bytes:
        old = found[2]
        if old is not None:
            return references[old]
        if found[1] is not None:
            return b"/StructParents %d" % (pages_before + int(found[1]))
        return found[0] if found[0].startswith(b"(") else b""

    heads = [head for head, _ in quire.streams.values()]
    texts = CHANGING.sub(changed, BETWEEN.join([*quire.plain.values(), *heads])).split(BETWEEN)
    plain = {numbers[old]: text for old, text in zip(quire.plain, texts, strict=False)}
    _hang(plain, numbers[quire.page_tree], b"<<", b"<</Parent 2 0 R")
    _hang(plain, numbers[quire.document], b"/S/Document", b"/S/Part")
    old_streams = zip(quire.streams.items(), texts[len(quire.plain) :], strict=True)
    return Bodies(plain, {numbers[old]: (text, data) for (old, (_, data)), text in old_streams})


def _hang(plain: dict[int, bytes], number: int, before: bytes, after: bytes) -> None:
    plain[number] = plain[number].replace(before, after, 1)


def _objects(pdf: bytes) -> tuple[dict[int, bytes], dict[int, tuple[bytes, bytes]]]:
    plain: dict[int, bytes] = {}
    streams: dict[int, tuple[bytes, bytes]] = {}
    table = pdf.rfind(b"\nxref") + 1
    starts = [int(place) for place in TABLE.findall(pdf, table)]
    ends = dict(pairwise([*sorted(starts), table]))
    for number, start in enumerate(starts, start=1):
        head, end = b"%d 0 obj\n" % number, ends[start]
        if not (pdf.startswith(head, start) and pdf.endswith(OBJECT_END, start, end)):
            raise UnreadableQuire(f"object {number} does not stand where the table of places says")
        body = pdf[start + len(head) : end - len(OBJECT_END)]
        if body.endswith(b"endstream"):
            streams[number] = _stream(body)
        else:
            plain[number] = body
    return plain, streams


def _stream(body: bytes) -> tuple[bytes, bytes]:
    found = _matched(STREAM, body)
    length = int(_matched(LENGTH, found[1])[1])
    return found[1], found[2][:length]


def _settings(root: bytes) -> bytes:
    """The catalogue's entries that name no object: language, tagging, how a viewer shows the title."""
    return b"".join(
        _matched(re.compile(entry), root)[0]
        for entry in (
            rb"/Lang\([^)]*\)",
            rb"/MarkInfo<<[^>]*>>",
            rb"/ViewerPreferences<<[^>]*>>",
        )
    )


def _number(pattern: bytes, text: bytes) -> int:
    return int(_matched(re.compile(pattern), text)[1])


def _matched(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes]:
    found = pattern.search(text)
    if found is None:
        raise UnreadableQuire(f"the typesetter's file lacks {pattern.pattern!r}")
    return found
