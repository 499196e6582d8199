from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from hustings.config.demo.tests.small import fill
from tests.walls.intruder import ground_of_an_intruder
from tests.walls.stage import Stage, set_stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Stage]:
    """The demo, filled once for all tests of a file in one transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(tmp_path_factory.mktemp("filled"))
        yield set_stage()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def database(template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database that somebody intrudes into: a clone in which every table holds rows of every seat."""
    with django_db_blocker.unblock(), ground_of_an_intruder(template_database) as name:
        yield name
