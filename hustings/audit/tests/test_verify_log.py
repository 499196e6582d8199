"""The program that anybody can run: what it finds, and what it says."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.audit import verify_log
from hustings.audit.signing import Signer
from hustings.audit.telling import sentences
from hustings.audit.tests.logs import MadeLog, leaf, make_log
from hustings.audit.tests.spoiling import SIZE, SPOILT
from hustings.audit.tiles import LogFolder
from hustings.audit.verify_log import Fault, Log
from hustings.lib.merkle_tree import EMPTY_ROOT

PROGRAM = Path(verify_log.__file__)


@pytest.fixture
def log(tmp_path: Path) -> MadeLog:
    return make_log(tmp_path, 300, SIZE - 300)


def verify(log: MadeLog, *, kept: tuple[bytes, ...] = (), receipts: tuple[str, ...] = ()) -> int:
    look = Log(str(log.folder.path), str(log.signer.key))
    for checkpoint in kept:
        look.expect_prefix(checkpoint)
    for receipt in receipts:
        look.expect_receipt(receipt)
    look.verify()
    return look.checkpoint.size


def sealed_at_once(folder: Path) -> tuple[Signer, list[bytes]]:
    """A log without the remains of earlier states, made the first time."""
    log = make_log(folder, *(() if (folder / "log").exists() else (SIZE,)))
    return log.signer, log.kept


def code_of(log: MadeLog, **expected: tuple[bytes, ...]) -> str:
    with pytest.raises(Fault) as caught:
        verify(log, **expected)  # type: ignore[arg-type]  # each test names what it keeps
    return str(caught.value.code)


@pytest.mark.parametrize("batches", [(1,), (255,), (256,), (257,), (1, 1, 1), (200, 100, 300), (66_000, 5)])
def test_a_sound_log_of_any_size_is_sound(tmp_path: Path, batches: tuple[int, ...]) -> None:
    log = make_log(tmp_path, *batches)

    assert verify(log, kept=tuple(log.kept), receipts=(log.receipt(0),)) == sum(batches)


@given(st.lists(st.integers(1, 600), min_size=1, max_size=5))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_checkpoint_of_a_growing_log_is_a_beginning_of_the_last(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int]
) -> None:
    log = make_log(tmp_path_factory.mktemp("log"), *batches)

    assert verify(log, kept=tuple(log.kept)) == sum(batches)


@pytest.mark.parametrize("how", SPOILT)
def test_whatever_was_spoilt_is_found(log: MadeLog, tmp_path: Path, how: str) -> None:
    spoil, code = SPOILT[how]

    assert code_of(spoil(log, tmp_path), kept=(log.kept[0] if code != "shorter" else log.kept[1],)) == code


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_byte_of_the_log_can_be_changed(tmp_path: Path, data: st.DataObject) -> None:
    log = MadeLog(LogFolder(tmp_path / "log"), *sealed_at_once(tmp_path))
    files = sorted(path for path in log.folder.path.rglob("*") if path.is_file() and path.name != "key")
    file = data.draw(st.sampled_from(files))
    before = file.read_bytes()
    place, bit = data.draw(st.integers(0, len(before) - 1)), data.draw(st.integers(0, 7))
    try:
        file.write_bytes(before[:place] + bytes([before[place] ^ 1 << bit]) + before[place + 1 :])
        with pytest.raises(Fault):
            verify(log)
    finally:
        file.write_bytes(before)


def test_an_entry_that_was_left_out_is_known_by_its_receipt(log: MadeLog) -> None:
    with pytest.raises(Fault, match="entry-701 is not in the log"):
        verify(log, receipts=(log.receipt(701),))


@pytest.mark.parametrize("receipt", ["", "{}", '{"entry_id": 1, "leaf_hash": "00"}', "[]", "null"])
def test_what_is_no_receipt_is_said_to_be_none(log: MadeLog, receipt: str) -> None:
    with pytest.raises(Fault, match="receipt cannot be read"):
        verify(log, receipts=(receipt,))


def test_an_empty_log_is_sound(tmp_path: Path) -> None:
    log = make_log(tmp_path)
    log.file("checkpoint").write_text(str(log.signer.sign(0, EMPTY_ROOT)), "utf-8")

    assert verify(log) == 0


def test_it_runs_by_itself_keeps_a_checkpoint_and_compares_with_it(log: MadeLog, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    command = [sys.executable, "-I", str(PROGRAM), str(log.folder.path), "--keep", str(kept)]

    first = subprocess.run(command, capture_output=True, text=True, check=False)
    log.file("checkpoint").write_bytes(log.kept[0])
    second = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (first.returncode, second.returncode) == (0, 1)
    assert "Sound: 700 entries" in first.stdout
    assert "NOT SOUND. The log has 300 entries and had 700 before" in second.stderr


def test_it_is_one_file_of_four_hundred_lines_that_needs_nothing_and_no_new_python() -> None:
    text = PROGRAM.read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    modules = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert len(text.splitlines()) <= 400
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names


def test_page_and_program_say_the_same_sentences() -> None:
    said = sentences()
    of_the_page = {code: said[code] for code in verify_log.SENTENCES if code in said}

    assert of_the_page == {code: verify_log.SENTENCES[code] for code in of_the_page}
    assert len(of_the_page) >= 14


def test_leaves_of_the_tests_look_like_leaves() -> None:
    assert verify_log.id_of(leaf(3)) == "entry-3"
