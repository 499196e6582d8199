"""A database on another machine is reached only where its certificate is checked whole."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hustings.config import settings
from hustings.config.open_roads import is_open_road
from hustings.config.starting import UnableToReachDatabase, named_addresses
from hustings.config.tests.test_starting import THREE


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://web:secret@127.0.0.1:5432/hustings",
        "postgresql://web@localhost/hustings",
        "postgresql://web@[::1]:5432/hustings",
        "postgresql://web@%2Fvar%2Frun%2Fpostgresql/hustings",
        "postgresql:///hustings?host=/var/run/postgresql",
        "postgresql://web@db.example/hustings?sslmode=verify-full",
        "postgresql://web@10.0.0.7/hustings?sslmode=verify-full&sslrootcert=/etc/root.pem",
    ],
)
def test_on_this_machine_or_with_the_certificate_checked_an_address_is_taken(address: str) -> None:
    assert not is_open_road(address)


OPEN = [
    "postgresql://web@db.example/hustings",
    "postgresql://web@10.0.0.7:5432/hustings?sslmode=require",
    "postgresql://web@db.example/hustings?sslmode=verify-ca",
    "postgresql://web@localhost.example/hustings",
    "postgresql://web@127.0.0.1/hustings?host=db.example",
    "postgresql://web@localhost:5432,db.example:5432/hustings",
]


@pytest.mark.parametrize("address", OPEN)
def test_an_open_road_is_refused_before_a_password_is_sent(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(UnableToReachDatabase, match=r"DATABASE_WORKER_URL.*sslmode=verify-full"):
        named_addresses({**THREE, "DATABASE_WORKER_URL": address})
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL.*sslmode=verify-full"):
        settings.database("web")
