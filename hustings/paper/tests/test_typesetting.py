"""The sheets as they come out of the printer: what is on them, and what must never be."""

import io
import json
from datetime import UTC, datetime

import pikepdf
import pytest

from hustings.lib.sheet_codes import Scan, read_scan
from hustings.paper import typesetting
from hustings.paper.drawings import draw_strip
from hustings.paper.fitting import MM_PER_POINT
from hustings.paper.frame import make_frame
from hustings.paper.laying_out import lay_out
from hustings.paper.measures import LARGE, USUAL
from hustings.paper.page_data import write_quire
from hustings.paper.sheet_text import CodeBox, DoorBlock, PackText, SheetText
from hustings.paper.tests.pdf_text import texts_of
from hustings.paper.tests.samples import ENGLISH, WELSH, doors, elector, pack, sheet, varied_sheet
from hustings.paper.typesetting import Progress, UnableToTypeset, typeset

AT = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)


def printed(*sheets: SheetText, of: PackText | None = None) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(b"".join(typeset(of or pack(), sheets, at=AT))))


def test_a_sheet_says_where_it_is_and_to_whom_it_goes_back() -> None:
    (text,) = texts_of(printed(sheet(*doors(3))))

    for words in (
        "Okehampton Road",
        "St Thomas Church Hall",
        "7am to 10pm",
        "Voting intention: UK Parliament",
    ):
        assert words in text
    assert (
        "CONFIDENTIAL. Return to Priya Shah by 9pm on Sunday 3 May. If found, please call 01632 960 001."
        in text
    )


def test_a_line_says_number_name_marks_and_what_was_last_said() -> None:
    resident = elector(4, "Siân", "Ŵyn-Ŷstwyth", marks=("Postal", "New"), last="2", last_on="14 Mar 26")

    (text,) = texts_of(printed(sheet(DoorBlock("5A", "Odd side", electors=(resident,)))))

    for words in ("5A", "AA1-4", "Siân Ŵyn-Ŷstwyth", "Postal, New", "14 Mar 26"):
        assert words in text


def test_a_door_that_objected_is_printed_without_a_name() -> None:
    (text,) = texts_of(printed(sheet(DoorBlock("3", "Odd side", do_not_knock=True))))

    assert "DO NOT KNOCK" in text
    assert "AA1-" not in text


def test_a_door_that_objected_cannot_be_given_names() -> None:
    with pytest.raises(ValueError, match="without names"):
        DoorBlock("3", electors=(elector(1),), do_not_knock=True)


def test_each_page_says_which_of_its_sheet_it_is() -> None:
    texts = texts_of(printed(sheet(*doors(40)), sheet(*doors(2), code="0000-0000", version=3)))

    assert [next(line for line in text.splitlines() if "version" in line) for text in texts] == [
        "Page 1 of 3 · version 1",
        "Page 2 of 3 · version 1",
        "Page 3 of 3 · version 1",
        "Page 1 of 1 · version 3",
    ]


def test_the_square_code_fixes_sheet_version_and_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hustings.paper.page_data.SQUARES.drawn", lambda text: text)
    frame = make_frame(pack())

    written = write_quire(
        pack(), frame, lay_out(sheet(*doors(20), code="0000-0000", version=3), frame), at=AT
    )

    last = json.loads(written)["pages"][-1]["square"]
    assert last == "https://hustings.example.org/seats/exeter/sheets/0000-0000.3.2"
    assert read_scan(last) == Scan("0000-0000", 3, 2)


def test_long_names_flats_and_shared_houses_are_printed_whole() -> None:
    text = " ".join(" ".join(texts_of(printed(varied_sheet()))).split())

    for words in (
        "Bartholomew Maximilian Featherstonehaugh-Cholmondeley",
        "Bronwen Gwenllian Myfanwy Angharad Rhiannon Blodeuwedd Llanfihangel- Ystrad-Fflur-Williams",
        "Flat 40",
        "Kestrel Court, 14 Okehampton Road: flats 1 to 40 (continued)",
        "KD-2/2- 289/1",
    ):
        assert words in text


def test_where_the_basis_is_consent_it_is_asked_before_any_code() -> None:
    (text,) = texts_of(printed(sheet(*doors(1)), of=pack(consent="“May we note how you might vote?”")))

    assert text.index("Ask first. “May we note") < text.index("Agreed") < text.index("Intention")


def test_a_welsh_sheet_is_marked_as_welsh() -> None:
    made = printed(sheet(*doors(1)), of=pack(words=WELSH, language="cy"))

    assert str(made.Root.Lang) == "cy-GB"
    assert "Tudalen 1 o 1" in texts_of(made)[0]


def test_a_sheet_is_tagged_for_screen_readers() -> None:
    made = printed(sheet(*doors(1)))

    with made.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    kinds = {str(tag.get("/S")) for tag in made.objects if isinstance(tag, pikepdf.Dictionary)}
    assert {"/H1", "/Table", "/TH", "/TD"} <= kinds


def test_what_is_drawn_is_said_or_left_out_and_heads_know_their_columns() -> None:
    made = printed(sheet(*doors(40)), of=pack(is_large=True))

    tags = [tag for tag in made.objects if isinstance(tag, pikepdf.Dictionary)]
    figures = [tag for tag in tags if tag.get("/S") == "/Figure"]
    assert {str(figure.Alt) for figure in figures} == {"7K2M-9QXC"}
    assert all(str(head.A[0].Scope) == "/Column" for head in tags if head.get("/S") == "/TH")
    assert bool(made.Root.MarkInfo.Marked)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_large_print_has_no_letter_below_sixteen_points(language: str) -> None:
    of = pack(is_large=True, language=language, words=WELSH if language == "cy" else ENGLISH)
    made = printed(sheet(*doors(20)), of=of)

    sizes = [
        float(step.operands[1])
        for page in made.pages
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "Tf"
    ]
    # Letters in boxes are drawn in millimetres.
    assert min(size for size in sizes if size != LARGE.letters) >= 16
    assert LARGE.letters / MM_PER_POINT > 16
    assert len(made.pages) > len(printed(sheet(*doors(20))).pages)


def test_fonts_are_our_own_and_in_the_file() -> None:
    made = printed(varied_sheet())

    fonts = [font for font in made.objects if isinstance(font, pikepdf.Dictionary) and "/FontName" in font]
    assert {str(font.FontName).partition("+")[2] for font in fonts} == {
        "DejaVuSansCondensed",
        "DejaVuSansCondensed-Bold",
        "DejaVuSansMono-Bold",
    }
    assert all(any(str(key).startswith("/FontFile") for key in font) for font in fonts)


def test_progress_is_told_quire_by_quire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "QUIRE_PAGES", 2)
    told: list[tuple[int, int]] = []

    pieces = typeset(
        pack(),
        [sheet(*doors(40)), sheet(*doors(40), code="0000-0000")],
        at=AT,
        report=lambda progress: told.append((progress.pages, progress.sheets)),
    )

    assert len(list(pieces)) == 4
    assert told == [(2, 1), (4, 2), (6, 2)]


def test_it_is_told_on_which_line_each_page_begins() -> None:
    progress = Progress()

    list(typeset(pack(), [sheet(*doors(40))], at=AT, progress=progress))

    assert progress.page_starts == {"7K2M-9QXC": [1, 18, 35]}


def test_a_page_without_lines_takes_none_from_the_page_before() -> None:
    progress = Progress()
    closed = tuple(DoorBlock(str(number), "Odd side", do_not_knock=True) for number in range(40))

    list(typeset(pack(), [sheet(*doors(3), *closed)], at=AT, progress=progress))

    starts = progress.page_starts["7K2M-9QXC"]
    lines = sum(len(rows) for rows in progress.rows["7K2M-9QXC"])
    assert len(starts) > 1
    assert starts == [1] + [lines + 1] * (len(starts) - 1)


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(UnableToTypeset, match="no door"):
        list(typeset(pack(), [sheet()], at=AT))


def test_more_codes_than_fit_on_a_line_are_refused() -> None:
    codes = tuple(CodeBox(str(number), "one of many") for number in range(30))

    with pytest.raises(UnableToTypeset, match="30 boxes do not fit"):
        list(typeset(pack(codes=codes), [sheet(*doors(1))], at=AT))


def test_boxes_grow_narrower_before_they_are_refused() -> None:
    codes = [CodeBox(str(number), "one of many") for number in range(17)]

    assert draw_strip(codes, USUAL, room=99).width == pytest.approx(99)


def test_a_failing_typesetter_is_reported_without_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hustings.paper.typesetting.write_quire", lambda *_, **__: '{"timestamp": 0}')

    with pytest.raises(UnableToTypeset, match="typesetter stopped") as refusal:
        list(typeset(pack(), [sheet(*doors(1))], at=AT))

    assert "Okafor" not in str(refusal.value)
