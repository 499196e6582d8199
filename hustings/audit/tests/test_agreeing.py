"""The program and the page, written apart, say the same of two hundred logs: sound ones, and spoilt ones."""

import base64
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from hustings.audit.tests.logs import MadeLog, flip, make_log, make_renewed_log, swap
from hustings.audit.tests.spoiling import RENEWED_AND_SPOILT, SPOILT
from hustings.audit.verify_log import SENTENCES, Fault, Log

pytestmark = pytest.mark.journey

STATIC = Path(__file__).parents[1] / "static" / "audit"
LOGS = 200
RUN = """
async ({ files, key, kept, receipts }) => {
  const { verify } = await import("/audit/verifying.js");
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const { Fault } = await import("/audit/verifying.js");
  const read = async (name) => {
    if (!(name in files)) throw new Fault("missing_file", { file: name });
    return bytes(files[name]);
  };
  try {
    return ["sound", { size: (await verify({ read, key, kept: kept.map(bytes), receipts })).size }];
  } catch (fault) {
    return [fault.code ?? String(fault), fault.about ?? {}];
  }
}
"""
Said = list[Any]


def by_program(log: MadeLog, kept: list[bytes], receipts: list[str]) -> Said:
    try:
        look = Log(str(log.folder.path), str(log.signer.key))
        for checkpoint in kept:
            look.expect_prefix(checkpoint)
        for receipt in receipts:
            look.expect_receipt(receipt)
        look.verify()
    except Fault as fault:
        return [fault.code, fault.about]
    return ["sound", {"size": look.checkpoint.size}]


def by_page(page: Page, log: MadeLog, kept: list[bytes], receipts: list[str], key: str = "") -> Said:
    root = log.folder.path
    given = {
        "files": {
            path.relative_to(root).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for path in root.rglob("*")
            if path.is_file()
        },
        "key": key or str(log.signer.key),
        "kept": [base64.b64encode(checkpoint).decode() for checkpoint in kept],
        "receipts": receipts,
    }
    said: Said = page.evaluate(RUN, given)
    return said


def serve(route: Route) -> None:
    """Every file of ours, and an empty page for everything else: no server is needed."""
    name = Path(route.request.url).name
    if name.endswith(".js"):
        route.fulfill(body=(STATIC / name).read_bytes(), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>log</title>", content_type="text/html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("HUSTINGS_CHROMIUM") or shutil.which("chromium") or "chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module", params=["http", "https"])
def modules(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Without TLS there is no WebCrypto: our own arithmetic is asked there, the browser's under TLS."""
    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(f"{request.param}://log.example/")
    yield page
    page.close()


def spoil_somehow(log: MadeLog, chance: random.Random) -> None:
    files = sorted(path for path in log.folder.path.rglob("*") if path.is_file() and path.name != "key")
    file = chance.choice(files)
    ways: list[Callable[[], object]] = [
        lambda: flip(file, chance.randrange(10_000)),
        lambda: swap(file, chance.choice(files)),
        lambda: file.write_bytes(file.read_bytes()[: chance.randrange(400)]),
        lambda: file.write_bytes(file.read_bytes() + b"\n"),
        file.unlink,
        lambda: log.file("checkpoint").write_bytes(chance.choice(log.kept)),
        lambda: None,
    ]
    chance.choice(ways)()


def test_of_two_hundred_logs_both_say_the_same(modules: Page, tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311 - the same logs every time
    sound = [make_log(tmp_path / str(size), size // 2, size - size // 2) for size in (2, 255, 256, 300)]
    sound += [make_renewed_log(tmp_path / "renewed", 300, 77, 400)]
    said = []
    for number in range(LOGS):
        log = chance.choice(sound).copy(tmp_path / f"spoilt-{number}")
        entries = log.size
        spoil_somehow(log, chance)
        kept = chance.sample(log.kept, chance.randrange(3))
        receipts = [log.receipt(chance.randrange(entries + 2))] if number % 3 == 0 else []

        program, of_the_page = by_program(log, kept, receipts), by_page(modules, log, kept, receipts)

        assert of_the_page == program, f"log {number}"
        said.append(program[0])
        shutil.rmtree(log.folder.path)
    assert {"sound", "wrong_signature", "entry_differs", "missing_file", "shorter", "broken_keys"} <= set(
        said
    )
    assert set(said) <= {"sound", *SENTENCES}


@pytest.mark.parametrize("how", SPOILT)
def test_the_page_finds_whatever_was_spoilt(modules: Page, tmp_path: Path, how: str) -> None:
    spoil, code = SPOILT[how]
    log = make_log(tmp_path, 300, 400)
    kept = [log.kept[0 if code != "shorter" else 1]]

    assert by_page(modules, spoil(log, tmp_path), kept, [])[0] == code


@pytest.mark.parametrize("how", RENEWED_AND_SPOILT)
def test_the_page_finds_whatever_was_done_to_the_keys(modules: Page, tmp_path: Path, how: str) -> None:
    spoil, code = RENEWED_AND_SPOILT[how]
    log = make_renewed_log(tmp_path, 100, 100, 56)
    first = str(log.folder.key_changes()[0].old)

    assert by_page(modules, log, log.kept, [], first) == ["sound", {"size": 256}]
    assert by_page(modules, spoil(log, tmp_path), [], [], first)[0] == code
