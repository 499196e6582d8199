"""Quires become one file: whole, tagged, numbered through, with a bookmark for every sheet."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.paper.frame import make_frame
from hustings.paper.joining import Joiner
from hustings.paper.laying_out import lay_out
from hustings.paper.page_data import write_quire
from hustings.paper.quire_reading import UnreadableQuire, read_quire
from hustings.paper.tests.pdf_text import texts_of
from hustings.paper.tests.samples import doors, pack, sheet
from hustings.paper.typeset_quire import set_quire

AT = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
FRAME = make_frame(pack())


def quire(title: str = "Okehampton Road", count: int = 20) -> bytes:
    pages = lay_out(sheet(*doors(count), title=title), FRAME)
    return set_quire(write_quire(pack(), FRAME, pages, at=AT))


def joined(*quires: bytes, bookmarks: tuple[tuple[str, int], ...] = ()) -> pikepdf.Pdf:
    file = io.BytesIO()
    joiner = Joiner(file)
    for made in quires:
        joiner.add(made)
    joiner.finish(bookmarks)
    return pikepdf.open(file)


def test_a_joined_file_is_whole() -> None:
    made = joined(quire(), quire(), quire())

    assert made.check_pdf_syntax() == []
    assert len(made.pages) == 6


def test_pages_keep_their_words_and_their_order() -> None:
    made = joined(quire("First Street", 3), quire("Second Street", 3))

    assert ["First Street" in text for text in texts_of(made)] == [True, False]
    assert texts_of(made)[1] == texts_of(pikepdf.open(io.BytesIO(quire("Second Street", 3))))[0]


def test_every_page_finds_its_own_tags() -> None:
    made = joined(quire(), quire())

    owners = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(made.pages):
        assert page.StructParents == number
        assert {tag.Pg.objgen for tag in owners[number] if "/Pg" in tag} == {page.objgen}


def test_tags_hang_on_one_document() -> None:
    made = joined(quire(), quire())

    (document,) = made.Root.StructTreeRoot.K
    assert [str(tag.S) for tag in (document, *document.K)] == ["/Document", "/Part", "/Part"]
    assert all(part.P.objgen == document.objgen for part in document.K)


def test_column_heads_leave_no_ids_that_could_clash() -> None:
    made = joined(quire(), quire())

    heads = [tag for tag in made.objects if isinstance(tag, pikepdf.Dictionary) and tag.get("/S") == "/TH"]
    assert heads
    assert not any("/ID" in head for head in heads)
    assert all(any(entry.get("/Scope") == "/Column" for entry in head.A) for head in heads)


def test_sheets_have_bookmarks() -> None:
    made = joined(quire(), quire(), bookmarks=(("7K2M-9QXC Ŵyn Road", 0), ("0000-0000 High Street", 2)))

    with made.open_outline() as outline:
        assert [item.title for item in outline.root] == ["7K2M-9QXC Ŵyn Road", "0000-0000 High Street"]
        destinations = [item.destination for item in outline.root]
    assert [place[0].objgen for place in destinations if isinstance(place, pikepdf.Array)] == [
        made.pages[0].objgen,
        made.pages[2].objgen,
    ]


def test_the_number_of_pages_is_told_in_the_metadata() -> None:
    made = joined(quire(), quire())

    assert b"<xmpTPg:NPages>4<" in made.Root.Metadata.read_bytes()


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_a_street_may_be_called_anything(title: str) -> None:
    made = joined(quire(title, 1), quire(f"(12 0 R) /ID(U1x1y1) {title}", 1))

    assert made.check_pdf_syntax() == []
    assert len(made.pages) == 2


def test_a_file_that_the_typesetter_did_not_write_is_refused() -> None:
    file = io.BytesIO()
    foreign = pikepdf.new()
    foreign.add_blank_page()
    foreign.save(file)

    with pytest.raises(UnreadableQuire):
        read_quire(file.getvalue())


def test_nothing_joined_is_no_file() -> None:
    with pytest.raises(ValueError, match="without pages"):
        Joiner(io.BytesIO()).finish()
