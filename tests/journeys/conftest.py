"""A real installation, started as a user starts it, and a real browser before it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "pictures"
PATIENCE = 420.0
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Installation:
    """A running Hustings: where it answers, where its data lies, and what it has said."""

    url: str
    folder: Path
    log: Path

    def command(self, *arguments: str) -> str:
        """Run `bin/hustings` beside it and return what it printed."""
        done = subprocess.run(
            [ROOT / "bin" / "hustings", *arguments],
            env=_environment(self.folder, 0),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def running(*options: str) -> Iterator[Installation]:
    """Start `bin/run` on a fresh data folder and stop it as Ctrl-C does."""
    folder = Path(tempfile.mkdtemp(prefix="hustings-journey-", dir="/var/tmp"))
    port, log = _free_port(), folder.with_suffix(".log")
    with log.open("wb") as said:
        process = subprocess.Popen(
            [ROOT / "bin" / "run", *options],
            env=_environment(folder, port),
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _wait_until_it_says(process, log, f"Hustings is at http://localhost:{port}")
        yield Installation(f"http://localhost:{port}", folder, log)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
        log.unlink(missing_ok=True)


def _environment(folder: Path, port: int) -> dict[str, str]:
    ours = ("DATABASE_", "HUSTINGS_", "DJANGO_", "PYTEST_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**kept, "HUSTINGS_DATA": str(folder), "PORT": str(port)}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_it_says(process: subprocess.Popen[bytes], log: Path, words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        said = log.read_text("utf-8", "replace")
        if words in said:
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"bin/run did not come up:\n{log.read_text('utf-8', 'replace')[-3000:]}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one file of journeys: while it is open its event loop runs, which Django's database refuses."""
    chromium = os.environ.get("HUSTINGS_CHROMIUM") or shutil.which("chromium") or "chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/London"
    )
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Installation]:
    """The demonstration, filled once for all journeys of this process."""
    with running() as installation:
        yield installation


def choose_person(page: Page, installation: Installation, name: str) -> None:
    """Sign in to the demonstration as one of its people."""
    page.goto(f"{installation.url}/demonstration/")
    page.get_by_role("button", name=f"Sign in as {name}").first.click()
    page.wait_for_url(f"{installation.url}/")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()


def take_picture(page: Page, name: str) -> None:
    """Leave pictures of the page in build/pictures: whole, at desk and at phone size, and its top at a desk."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURES / f"{name}-top.png")
    for size, width, height in (("desk", 1280, 900), ("phone", 390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave a picture of the page at which a journey failed."""
    report = yield
    shown = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and shown is not None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        shown.screenshot(path=PICTURES / f"failed-{item.name}.png", full_page=True)
    return report
