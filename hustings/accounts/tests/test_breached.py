import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from hustings.accounts.breached import is_breached

END = st.sampled_from([b"\n", b"\r\n"])


def digest(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def written(path: Path, passwords: set[str], end: bytes) -> Path:
    """A list as the downloader of haveibeenpwned.com writes it."""
    lines = sorted(digest(password) for password in passwords)
    path.write_bytes(b"".join(f"{line}:{place + 1}".encode() + end for place, line in enumerate(lines)))
    return path


@given(passwords=st.sets(st.text(max_size=12), max_size=60), other=st.text(max_size=12), end=END)
@example(passwords=set(), other="anything", end=b"\n")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_all_of_a_list_is_found_in_it_and_nothing_else(
    tmp_path: Path, passwords: set[str], other: str, end: bytes
) -> None:
    path = written(tmp_path / "list", passwords, end)

    assert all(is_breached(password, path) for password in passwords)
    assert is_breached(other, path) == (other in passwords)


def test_a_breached_password_is_refused_where_the_installation_has_a_list(
    settings: Settings, tmp_path: Path
) -> None:
    password = "gannet turbine oboe quarry"
    validate_password(password)
    settings.BREACHED_PASSWORDS = str(written(tmp_path / "list", {password}, b"\r\n"))

    with pytest.raises(ValidationError, match="break-in"):
        validate_password(password)
    validate_password("gannet turbine oboe quarries")


def test_without_a_list_the_most_common_breached_ones_are_refused_all_the_same() -> None:
    with pytest.raises(ValidationError):
        validate_password("basketball12")
