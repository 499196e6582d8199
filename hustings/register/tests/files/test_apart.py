"""A file that somebody sent is read in a process of its own, with the same result and with limits that hold."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

import hustings.register
from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files import apart
from hustings.register.files.apart import open_apart, open_here
from hustings.register.files.reading import Limits
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.json_files import drafts_in
from hustings.register.tests.files.test_spreadsheets import workbook
from hustings.work.apart import Allowance

TEXT = b"PD,No,Name\r\nAA1,1,Okafor\r\nAA1,2,=cmd\r\n" + "AA1,3,Gwenllïan\r\n".encode()
OPENING = {"codes_in", "open_list", "open_register", "probe", "probe_list", "sample_of"}
HERE = Path(hustings.register.__file__).parent


@pytest.mark.parametrize(
    "content", [TEXT, workbook(["PD", "No"], ["AA1", 7]).getvalue()], ids=["text", "workbook"]
)
def test_it_reads_what_is_read_here(content: bytes) -> None:
    here, there = open_here(BytesIO(content), fewest=2), open_apart(BytesIO(content), fewest=2)

    assert (there.encoding, there.delimiter) == (here.encoding, here.delimiter)
    assert list(there.rows) == list(here.rows)


def test_a_row_that_is_not_taken_keeps_its_reason() -> None:
    assert [row.fault for row in open_apart(BytesIO(TEXT)).rows] == [None, None, Reason.FORMULA, None]


def test_the_refusal_is_in_the_readers_language() -> None:
    with translation.override("cy"), pytest.raises(UnableToReadFile) as welsh:
        open_apart(BytesIO(b"no columns here"))
    with pytest.raises(UnableToReadFile, match="Line 1 has no columns") as english:
        open_apart(BytesIO(b"no columns here"))

    assert str(welsh.value) != str(english.value)


def test_a_file_larger_than_any_register_is_not_handed_over() -> None:
    with pytest.raises(UnableToReadFile, match="larger than 0 megabytes"):
        open_apart(BytesIO(TEXT), limits=Limits(size=10))


@pytest.mark.parametrize(
    ("allowance", "says"),
    [
        (Allowance(memory=192 << 20, processor=60), "more memory than one"),
        (Allowance(memory=1 << 30, processor=60, silence=0.001), "longer than one"),
    ],
)
def test_where_a_limit_is_met_a_sentence_says_so_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, allowance: Allowance, says: str
) -> None:
    monkeypatch.setattr(apart, "allowance_for", lambda *_size, **_kind: allowance)

    with pytest.raises(UnableToReadFile, match=f"{says}.*CSV.*Nothing was kept"):
        list(open_apart(BytesIO(TEXT + b"x" * (150 << 20))).rows)


def test_json_is_taken_apart_likewise() -> None:
    with pytest.raises(UnableToImportStations, match="breaks off or is no JSON"):
        list(drafts_in(BytesIO(b'[{"name": '), "stations.json"))
    with pytest.raises(UnableToImportStations, match="breaks off or is no JSON"):
        list(drafts_in(BytesIO(b"[" * 200_000), "stations.json"))


def test_whatever_opens_what_somebody_sent_says_how() -> None:
    """Outside of the readers themselves and of tests nothing is opened in the process that holds the database."""
    bare = [
        f"{path.relative_to(HERE)}:{call.lineno}"
        for path in HERE.rglob("*.py")
        if "tests" not in path.parts and path.parent.name != "files"
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in OPENING
        if not any(
            given.arg == "opener" and ast.unparse(given.value) == "open_apart" for given in call.keywords
        )
    ]

    assert bare == []
