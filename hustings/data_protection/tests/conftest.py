from dataclasses import replace

import pytest
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.copies.issuing import issue_copy
from hustings.copies.models import Copy
from hustings.copies.tests.conftest import leaving
from hustings.data_protection.incidents import report_loss
from hustings.data_protection.models import Incident
from tests.cast import Cast, acting, arranging

LEFT = "Left on the 42 bus by a helper."


@pytest.fixture
def north(cast: Cast) -> Ground:
    with arranging():
        return make_ground(cast.northmoor, cast.council)


@pytest.fixture
def copy(cast: Cast, north: Ground) -> Copy:
    """A list with the first four electors of Northmoor."""
    rows = [(cast.northmoor.id, elector.seat_no) for elector in north.electors[:4]]
    told = replace(leaving(), rows=rows, people=4, number="C-TEST")
    with acting(cast.priya, Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION) as by:
        return issue_copy(told, by=by, at=timezone.now(), constituency=cast.northmoor.id)


def lose(cast: Cast, copy: Copy, words: str = LEFT) -> Incident:
    with acting(cast.priya, Action.DATA_PROTECTION_INCIDENT_OPEN, Purpose.ADMINISTRATION) as by:
        return report_loss(copy_id=copy.id, what_happened=words, by=by, at=timezone.now())
