from collections.abc import Iterator

import psycopg
import pytest

from hustings.config.server.data_folder import write_secret
from hustings.config.starting import Embedded, hold_and_start, ready_folder
from hustings.config.up_to_date import is_up_to_date, note_up_to_date
from tests.serving import thrown_away_folder

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture(scope="module")
def migrated() -> Iterator[Embedded]:
    """A server whose database bears the mark of a migrate."""
    with thrown_away_folder() as folder:
        ready_folder(folder)
        started = hold_and_start(folder, "a test", {})
        with owner_of(started) as owner:
            owner.execute("CREATE SCHEMA access")
            owner.execute("CREATE TABLE access.stamp AS SELECT 'today' AS fingerprint")
        yield started
        started.stop()


@pytest.fixture(autouse=True)
def noted(migrated: Embedded) -> None:
    note_up_to_date(migrated.hold.folder, migrated.server)


def owner_of(started: Embedded) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(started.addresses["DATABASE_OWNER_URL"])


def test_what_was_just_migrated_is_up_to_date(migrated: Embedded) -> None:
    assert is_up_to_date(migrated.hold.folder, migrated.server)


def test_a_folder_without_the_note_is_not(migrated: Embedded) -> None:
    (migrated.hold.folder.path / "up-to-date.json").unlink()

    assert not is_up_to_date(migrated.hold.folder, migrated.server)


def test_a_database_that_another_version_migrated_is_not(migrated: Embedded) -> None:
    with owner_of(migrated) as owner:
        owner.execute("UPDATE access.stamp SET fingerprint = fingerprint || ' again'")

    assert not is_up_to_date(migrated.hold.folder, migrated.server)


def test_another_secret_key_wants_the_walls_drawn_anew(migrated: Embedded) -> None:
    write_secret(migrated.hold.folder.secret_key, "another secret")

    assert not is_up_to_date(migrated.hold.folder, migrated.server)
