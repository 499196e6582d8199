from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from hustings.config.demo.filling import Filled
from hustings.config.demo.tests.small import fill
from tests.cast import role


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Filled]:
    """Fill once for all tests of a file, in one transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(tmp_path_factory.mktemp("filled"))
        transaction.set_rollback(True)


@pytest.fixture
def now() -> Iterator[datetime]:
    with role("hustings_worker"):
        yield timezone.now()
