from pathlib import Path

import pytest

from hustings.config.server.data_folder import (
    CLONE,
    DataFolder,
    choose_folder,
    keep_passwords,
    keep_secret_key,
)
from hustings.config.starting import (
    UnableToReachDatabase,
    check_named,
    child_environment,
    named_addresses,
    require_backup_address,
)
from tests.serving import thrown_away_folder

THREE = {
    "DATABASE_URL": "postgresql://web@db.example/hustings?sslmode=verify-full",
    "DATABASE_WORKER_URL": "postgresql://worker@db.example/hustings?sslmode=verify-full",
    "DATABASE_OWNER_URL": "postgresql://owner@db.example/hustings?sslmode=verify-full",
}


def test_without_addresses_the_embedded_server_is_meant() -> None:
    assert named_addresses({"PATH": "/bin"}) is None


def test_three_addresses_are_taken_as_they_are() -> None:
    assert named_addresses({**THREE, "PATH": "/bin"}) == THREE


@pytest.mark.parametrize("missing", list(THREE))
def test_each_missing_address_is_named(missing: str) -> None:
    given = {name: address for name, address in THREE.items() if name != missing}

    with pytest.raises(UnableToReachDatabase, match=f"but not {missing}"):
        named_addresses(given)


def test_an_address_that_leads_nowhere_is_named_with_what_the_server_said() -> None:
    with pytest.raises(UnableToReachDatabase, match=r"DATABASE_URL does not lead to a database.*refused"):
        check_named({"DATABASE_URL": "postgresql://web@127.0.0.1:1/hustings"})


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_of_ones_own_server_needs_an_address_of_its_own(command: str) -> None:
    with pytest.raises(UnableToReachDatabase, match=f"'{command}' needs DATABASE_BACKUP_URL too"):
        require_backup_address(command, THREE)


def test_a_child_is_told_only_the_addresses_it_needs() -> None:
    told = child_environment(DataFolder(Path("/data")), {"DATABASE_URL": "a"}, {**THREE, "LANG": "C"})

    assert told == {
        "DATABASE_URL": "a",
        "HUSTINGS_DATA": "/data",
        "HUSTINGS_SECRET_KEY_FILE": "/data/keys/secret-key",
        "LANG": "C",
    }


def test_a_secret_key_of_ones_own_is_left_in_place() -> None:
    told = child_environment(DataFolder(Path("/data")), {}, {"HUSTINGS_SECRET_KEY_FILE": "/run/secrets/key"})

    assert told["HUSTINGS_SECRET_KEY_FILE"] == "/run/secrets/key"


def test_the_demo_and_an_organisation_of_ones_own_have_folders_apart() -> None:
    assert choose_folder({}).path != choose_folder({}, new=True).path
    assert choose_folder({}).path.name.startswith(f"{CLONE.name}-")


def test_a_chosen_folder_is_taken_wherever_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert choose_folder({"HUSTINGS_DATA": "mine"}).path == tmp_path / "mine"


def test_secrets_are_made_once_and_read_by_nobody_else() -> None:
    with thrown_away_folder() as folder:
        folder.keys.mkdir()
        first = keep_passwords(folder, ["hustings_web"])
        again = keep_passwords(folder, ["hustings_web", "hustings_owner"])
        key = keep_secret_key(folder).read_text("ascii")

        assert again["hustings_web"] == first["hustings_web"]
        assert keep_secret_key(folder).read_text("ascii") == key
        assert {file.stat().st_mode & 0o777 for file in folder.keys.iterdir()} == {0o600}
