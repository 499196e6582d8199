"""Where votes are sent and who the proxies are is forgotten on its day; that somebody votes by post stays."""

from datetime import UTC, date, datetime

import pytest

from hustings.register.absent.forgetting import forget_due_details
from hustings.register.absent.looking_over import Said
from hustings.register.models import AbsentVote, AbsentVoteDetail
from hustings.register.tests.council import NORTHERN, full_file, take_in
from hustings.register.tests.lists import DETAILED, LYLE_POSTAL, take_in_list
from tests.cast import Cast, arranging, role

UNTIL = date(2027, 6, 5)


@pytest.fixture
def kept(council: Cast) -> None:
    edition = take_in(council, full_file(*NORTHERN)).edition
    row = f"{LYLE_POSTAL},9 Far Lane,EX9 9ZZ,Ivy Proxy"
    take_in_list(council, edition, row, headings=DETAILED, said=Said(details_until=UNTIL))


def forget(day: int) -> int:
    with role("hustings_worker"):
        return forget_due_details(at=datetime(2027, 6, day, 12, tzinfo=UTC))


def test_the_day_before_they_are_kept(kept: None) -> None:
    assert forget(4) == 0


def test_on_their_day_they_are_gone_and_the_flag_stays(kept: None) -> None:
    assert forget(5) == 1
    with arranging():
        assert not AbsentVoteDetail.objects.exists()
        assert AbsentVote.objects.get().kind == "postal"
