"""Faults seen in the code of others, each once a test here. The numbers are those of our list of pitfalls; faults of
one room stand among that room's tests.
"""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate

from hustings.access.models import Grant
from hustings.access.scope import UnableToOpenScope
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = (Action.ACCESS_PEOPLE_LIST, Purpose.ADMINISTRATION)


def test_1_nobody_is_promoted_by_changing_their_own_profile(cast: Cast) -> None:
    rights = {
        field.name for field in Person._meta.get_fields() if "admin" in field.name or "staff" in field.name
    }
    with acting(cast.tom, Action.ACCOUNTS_SELF_EDIT, Purpose.ADMINISTRATION):
        changed = Person.objects.filter(pk=cast.tom.pk).update(email="chief@moor.example")

    assert changed == 1
    assert not rights
    with pytest.raises(UnableToOpenScope), acting(Person(email="chief@moor.example"), *PEOPLE):
        pass


def test_1_nobody_changes_a_grant_past_the_verbs(cast: Cast) -> None:
    with acting(cast.priya, *PEOPLE), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Grant.objects.update(role="national staff")


def test_2_no_policy_of_the_runtime_is_open_to_all(db: None) -> None:
    with arranging(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE 'hustings_runtime' = ANY (roles) "
            "AND (qual = 'true' OR with_check = 'true')"
        )
        assert cursor.fetchall() == [("audit_entry", "hustings_add")]


def test_2_every_wall_is_forced_on_the_owner_too(db: None) -> None:
    with arranging(), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity")
        assert cursor.fetchall() == []


def test_16_the_migrations_make_what_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_17_no_password_stands_in_the_documents() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]

    said = [
        page.name
        for page in pages
        if re.search(r"password\s*(is|:|=)\s*[`\"']?\w{4,}", page.read_text("utf-8"))
    ]

    assert said == []


def test_18_no_copy_of_a_database_is_in_the_repository() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    copies = [
        name for name in files if re.search(r"\.(dump|bak|backup|sqlite3?|copy|gz|zip|csv|tsv|xlsx)$", name)
    ]

    assert copies == []


def test_21_a_day_is_the_day_in_london_also_late_on_a_summer_evening(cast: Cast) -> None:
    late = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)
    with arranging():
        Membership.objects.update(starts_on="2026-07-15")
        Grant.objects.update(starts_at=datetime(2026, 7, 1, tzinfo=UTC))

    assert localdate(late) == date(2026, 7, 15)
    with acting(cast.priya, *PEOPLE, at=late) as priya:
        assert priya.may(Action.ACCESS_PEOPLE_LIST)
