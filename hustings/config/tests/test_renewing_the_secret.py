"""A new secret for the installation: what was made under the former one goes on, and what it opened is over."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command

from hustings.accounts.sealed_factors import seal, unseal
from hustings.audit.models import Entry
from hustings.config.management.commands import renew_secret
from hustings.config.renewing_secret import take_up_new_secret
from hustings.register.models import Objection
from hustings.register.objections.keying import UnableToTakeUp, person_key
from tests.cast import Cast, arranging, role

pytestmark = pytest.mark.django_db

AT = datetime(2025, 4, 1, tzinfo=UTC)
FIRST, SECOND = "the first secret of this installation", "the second secret of this installation"


@pytest.fixture(autouse=True)
def first(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(settings, FIRST)
    monkeypatch.setattr(renew_secret, "refuse_unsafe_database", lambda: None)


def use(settings: Any, *secrets: str) -> None:
    settings.SECRETS, settings.SECRET_KEY = list(secrets), secrets[-1]


def objection(seat: int) -> UUID:
    key = person_key(seat, "Lyle", "Peter", "EX11AA|mill lane|2|")
    return Objection.objects.create(
        constituency_id=seat, channel="door", happened_at=AT, recorded_at=AT, person_key=key
    ).pk


def test_an_objector_of_whom_only_a_hash_is_left_is_found_again(cast: Cast, settings: Any) -> None:
    with arranging():
        lost = objection(cast.northmoor.id)
        use(settings, FIRST, SECOND)
        take_up_new_secret()
        take_up_new_secret()
        found = Objection.objects.get(pk=lost)
    assert bytes(found.person_key) == person_key(cast.northmoor.id, "Lyle", "Peter", "EX11AA|mill lane|2|")
    assert found.keyed_by == 2

    use(settings, SECOND)
    assert bytes(found.person_key) != person_key(cast.northmoor.id, "Lyle", "Peter", "EX11AA|mill lane|2|")


def test_a_file_that_lost_a_secret_is_refused_and_nothing_changes(cast: Cast, settings: Any) -> None:
    use(settings, FIRST, SECOND)
    with arranging():
        kept = objection(cast.northmoor.id)
        use(settings, SECOND)
        with pytest.raises(UnableToTakeUp, match="all its lines"):
            take_up_new_secret()
        assert Objection.objects.get(pk=kept).keyed_by == 2


def test_second_factors_are_sealed_under_the_new_secret_alone(cast: Cast, settings: Any) -> None:
    with arranging():
        factor = Authenticator.objects.create(
            user_id=cast.priya.id, type="totp", data={"secret": seal("JBSWY3DP"), "hashes": ["no seal"]}
        )
        use(settings, FIRST, SECOND)
        take_up_new_secret()
        data = Authenticator.objects.get(pk=factor.pk).data
    assert unseal(data["secret"]) == "JBSWY3DP"
    assert data["hashes"] == ["no seal"]
    use(settings, FIRST)
    with pytest.raises(InvalidToken):
        unseal(data["secret"])


def test_the_command_writes_the_secret_above_the_former_ones(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret-key"
    file.write_text(FIRST)
    monkeypatch.setenv("HUSTINGS_SECRET_KEY_FILE", str(file))
    with role("hustings_worker"):
        call_command("renew_secret", reason="it stood in a backup that was stolen")
    newest, former = file.read_text().splitlines()
    assert former == FIRST
    assert len(newest) == 64
    assert file.stat().st_mode & 0o077 == 0
    with arranging():
        assert Entry.objects.filter(rule="secret 2", place="the installation's secret").exists()


def test_a_secret_that_stands_in_the_environment_is_not_ours_to_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HUSTINGS_SECRET_KEY_FILE", raising=False)
    with pytest.raises(CommandError, match="Put it into a file"):
        call_command("renew_secret", reason="it leaked")
