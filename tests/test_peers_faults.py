"""Faults seen in the code of others, each once a test. The numbers are those of our list of pitfalls.

Faults of one room stand among that room's tests: 4 (a refused entry is lost) in paper/tests/test_keying_pages.py,
5 (a retry loses the queue) in canvassing/tests/test_recording.py, 10 to 12 (second residents, rows counted too soon,
one bad row blamed on many) in register/tests/importing/test_importing.py, 13 (ids that change with the numbers) in
register/tests/identity/test_rates.py, 14 (an objection stored and not applied) in
register/tests/objections/test_surviving.py, 15 (another order than print) in paper/tests/test_keying.py, 24 (everybody
loaded to find one) in register/tests/finding/test_plans.py.
"""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate
from procrastinate.contrib.django import app
from pytest_django import DjangoAssertNumQueries

from hustings.access.models import Grant
from hustings.access.scope import UnableToOpenScope
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.organisation.models import Membership
from hustings.register.doors.listing import doors_on_street, streets_of_seat
from hustings.register.models import Door, Street
from tests.cast import Cast, acting, arranging
from tests.reading import HOUSE, calls, named, running

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
        assert cursor.fetchall() == []


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
        if re.search(r"(?i)password(\s*[:=]\s*\S{4,}|\s+is\s+[`\"'])", page.read_text("utf-8"))
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


def test_3_whatever_is_queued_is_asked_for_somewhere() -> None:
    app.perform_import_paths()
    by_themselves = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    ours = [name for name in app.tasks if name.startswith("hustings.") and name not in by_themselves]
    asking = [path for path in running() if path.stem != "tasks"]
    source = "".join(path.read_text("utf-8") for path in asking)

    unasked = [name for name in ours if name.rsplit(".", 1)[-1] not in source]

    assert ours
    assert unasked == []


def test_9_a_list_does_not_end_unsaid_at_a_thousand(seat_with_streets: Cast) -> None:
    with acting(seat_with_streets.priya, Action.REGISTER_STREET_LIST, Purpose.ORGANISE):
        (district,) = streets_of_seat(seat_with_streets.northmoor.id)

    assert len(district.streets) == 1200


def test_22_nothing_waits_between_one_address_and_the_next() -> None:
    rooms = [path for path in running() if path.relative_to(HOUSE).parts[0] in ("geography", "register")]

    assert rooms
    assert [named(path) for path in rooms if any("sleep(" in call for call in calls(path))] == []


def test_23_a_street_costs_the_same_queries_however_many_live_on_it(
    seat_with_streets: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    street = Street(id=UUID(int=1), constituency=seat_with_streets.northmoor)
    with (
        acting(seat_with_streets.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE),
        django_assert_max_num_queries(3),
    ):
        assert len(doors_on_street(seat_with_streets.northmoor.id, street)) == 60


@pytest.fixture
def seat_with_streets(cast: Cast) -> Cast:
    """Twelve hundred streets with a door each, and sixty doors on the first."""
    seat = cast.northmoor
    with arranging():
        district = PollingDistrict.objects.create(
            officer=cast.council, letters="AA", constituency=seat, starts_on="2025-12-01"
        )
        Street.objects.bulk_create(
            Street(
                id=UUID(int=number),
                constituency=seat,
                district=district,
                name=f"Street {number}",
                name_key=f"{number}",
            )
            for number in range(1, 1201)
        )
        behind = [*range(1, 1201), *[1] * 59]
        Door.objects.bulk_create(
            Door(constituency=seat, street_id=UUID(int=street), number=number, address_key=f"{number}")
            for number, street in enumerate(behind)
        )
    return cast
