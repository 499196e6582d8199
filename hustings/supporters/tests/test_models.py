from datetime import UTC, date, datetime

from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.register.models import Elector
from hustings.supporters.models import ContactDetail
from tests.cast import Cast, acting, arranging

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_number_is_seen_by_whoever_builds_lists_in_its_seat_alone(cast: Cast) -> None:
    with arranging():
        district = PollingDistrict.objects.create(
            officer=cast.council, letters="AA1", constituency=cast.northmoor, starts_on=date(2024, 1, 1)
        )
        elector = Elector.objects.create(
            constituency=cast.northmoor, seat_no=1, district=district, first_on=date(2024, 12, 1)
        )
        ContactDetail.objects.create(
            constituency=cast.northmoor,
            elector=elector,
            way="call",
            value="01632 960000",
            consented_on=date(2026, 1, 1),
            source="a card",
            recorded_at=AT,
        )
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT):
        assert ContactDetail.objects.count() == 1
    with acting(cast.sam, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT):
        assert ContactDetail.objects.count() == 0
    with acting(cast.priya, Action.PAPER_SHEET_KEY, Purpose.CANVASS, AT):
        assert ContactDetail.objects.count() == 0
