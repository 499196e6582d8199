from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from hustings.access.models import Grant
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from tests.cast import Cast, acting, arranging, role


def run_out(cast: Cast, **also: Any) -> None:
    """Let every grant of everybody run out."""
    with arranging():
        now = timezone.now()
        Grant.objects.update(starts_at=now - timedelta(days=200), ends_at=now - timedelta(days=5), **also)


def restore(email: str) -> None:
    with role("hustings_worker"):
        call_command("restore_keys", email, reason="Nobody was left", stdout=StringIO())


def test_where_every_key_has_run_out_a_former_holder_gets_a_month(cast: Cast) -> None:
    run_out(cast)

    restore(cast.moira.email)

    with acting(cast.moira, Action.ACCESS_GRANT_RENEW, Purpose.ADMINISTRATION) as by:
        assert by.may(Action.ACCESS_GRANT_GIVE)
    with arranging():
        assert Grant.objects.filter(ends_at__gt=timezone.now()).count() == 1
        assert Entry.objects.get(action=Action.ACCESS_GRANT_RENEW).rule == "restored at the console"


@pytest.mark.parametrize("person", ["priya", "dai"])
def test_who_never_held_the_keys_of_all_gets_nothing(cast: Cast, person: str) -> None:
    run_out(cast)

    with pytest.raises(CommandError, match="never held them"):
        restore(getattr(cast, person).email)


def test_while_anybody_holds_the_keys_nothing_is_restored(cast: Cast) -> None:
    with pytest.raises(CommandError, match="somebody holds the keys"):
        restore(cast.moira.email)


def test_a_grant_that_was_ended_is_not_restored(cast: Cast) -> None:
    run_out(cast, ended_at=timezone.now())

    with pytest.raises(CommandError, match="never held them"):
        restore(cast.moira.email)


def test_the_web_cannot_restore_anything(cast: Cast) -> None:
    run_out(cast)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SELECT access.restore_keys(%s, 'x')", [cast.moira.email])
