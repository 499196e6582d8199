"""The log in public: the page, its files, and what a witness may send."""

import base64
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hustings.audit import views
from hustings.audit.tests.logs import MadeLog, make_log
from hustings.audit.verify_log import Log
from hustings.audit.witnessing import UnableToAccept, add_witness, cosigned
from tests.cast import Cast

COSIGN = Path(views.__file__).with_name("cosign_log.py")


@pytest.fixture
def log(tmp_path: Path, settings: Any, cast: Cast) -> MadeLog:
    settings.DATA = tmp_path
    return make_log(tmp_path, 300)


def witnessed(log: MadeLog, tmp_path: Path) -> tuple[str, str]:
    """What a witness signs today, and the key it hands on."""
    command = [
        sys.executable,
        str(COSIGN),
        str(log.folder.path),
        "federation",
        str(tmp_path / "seed"),
        str(tmp_path / "kept"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={})
    return done.stdout, done.stderr.rpartition("Key: ")[2].strip()


def test_anybody_reads_how_far_the_log_goes_and_under_which_key(log: MadeLog, client: Client) -> None:
    page = client.get("/log/").content.decode()

    assert "300" in page
    assert str(log.signer.key).replace("+", "&#x2B;") in page or str(log.signer.key) in page


def test_before_the_first_entry_the_page_says_so(
    tmp_path: Path, settings: Any, cast: Cast, client: Client
) -> None:
    settings.DATA = tmp_path

    assert "Nothing is sealed yet" in client.get("/log/").content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("checkpoint", "no-cache"),
        ("key", "no-cache"),
        ("verify_log.py", "no-cache"),
        ("cosign_log.py", "no-cache"),
        ("tile/0/000", "public, max-age=31536000, immutable"),
        ("tile/entries/001.p/44", "public, max-age=31536000, immutable"),
    ],
)
def test_every_file_of_the_log_is_served(log: MadeLog, client: Client, name: str, kept: str) -> None:
    answer = client.get(f"/log/{name}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, kept)
    if not name.endswith(".py"):
        assert answer.content == log.folder.read(name)


@pytest.mark.parametrize(
    "name",
    [
        "tile/0/002",
        "tile/0/001.p/45",
        "tile/9/x000/000",
        "cosigned",
        "../keys/log-key",
        "secret",
        "tile/0/1",
        "tile/64/000",
    ],
)
def test_what_is_no_file_of_the_log_is_not_there(log: MadeLog, client: Client, name: str) -> None:
    assert client.get(f"/log/{name}").status_code == 404


def test_the_part_of_a_tile_that_has_grown_can_still_be_read(log: MadeLog, client: Client) -> None:
    before = {name: log.folder.read(name) for name in ("tile/0/001.p/44", "tile/entries/001.p/44")}
    log.grow(300)

    assert {name: client.get(f"/log/{name}").content for name in before} == before


def test_the_address_is_checked_as_the_folder_is(
    log: MadeLog, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Log(str(log.folder.path))
    monkeypatch.setattr(look, "read", lambda name: client.get(f"/log/{name}").content)

    look.verify()


class TestWitnesses:
    def test_what_a_known_witness_signed_is_served_and_holds(
        self, log: MadeLog, client: Client, tmp_path: Path
    ) -> None:
        note, key = witnessed(log, tmp_path)
        add_witness(log.folder, "federation", key)

        answer = client.post("/log/cosignatures/", note, content_type="text/plain")

        assert answer.status_code == 200
        look = Log(str(log.folder.path))
        look.expect_witness(("federation", 4, base64.b64decode(key.split("+", 2)[2])[1:]))
        look.verify()

    def test_a_stranger_is_refused_and_nothing_is_kept(
        self, log: MadeLog, client: Client, tmp_path: Path
    ) -> None:
        note, _key = witnessed(log, tmp_path)

        assert client.post("/log/cosignatures/", note, content_type="text/plain").status_code == 422
        assert cosigned(log.folder) is None

    def test_a_witness_of_another_history_raises_the_alarm(
        self, log: MadeLog, client: Client, tmp_path: Path
    ) -> None:
        (tmp_path / "twin").mkdir()
        twin = MadeLog(make_log(tmp_path / "twin").folder, log.signer, [])
        twin.file("key").write_bytes(log.file("key").read_bytes())
        twin.file("checkpoint").unlink(missing_ok=True)
        twin.grow(200)
        note, key = witnessed(twin, tmp_path)
        add_witness(log.folder, "federation", key)
        log.file("tile/0/000").write_bytes(b"\1" * 8192)

        answer = client.post("/log/cosignatures/", note, content_type="text/plain")

        assert (answer.status_code, "does not fit" in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize("note", ["", "x", "a\n1\n" + "A" * 43 + "=\n\n— a AAAA\n"])
    def test_what_is_no_checkpoint_of_this_log_is_refused(
        self, log: MadeLog, client: Client, note: str
    ) -> None:
        assert client.post("/log/cosignatures/", note, content_type="text/plain").status_code == 422

    def test_what_is_too_long_is_not_read(self, log: MadeLog, client: Client) -> None:
        answer = client.post("/log/cosignatures/", "x" * 20_000, content_type="text/plain")

        assert answer.status_code == 413

    def test_only_a_witness_s_key_is_added(self, log: MadeLog) -> None:
        with pytest.raises(UnableToAccept, match="not the key of a witness"):
            add_witness(log.folder, log.signer.key.name, str(log.signer.key))

    def test_asking_is_not_sending(self, log: MadeLog, client: Client) -> None:
        assert client.get("/log/cosignatures/").status_code == 405
