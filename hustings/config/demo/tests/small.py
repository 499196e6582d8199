"""A demo small enough for a test."""

from pathlib import Path

from django.utils import timezone

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.filling import Filled, begin_demonstration, fill_demonstration
from tests.cast import role

CAMPAIGN = Campaign(today=timezone.localdate(), electors=250)


def fill(folder: Path) -> Filled:
    with role("hustings_worker"):
        begin_demonstration(campaign=CAMPAIGN, folder=folder, at=timezone.now())
        return fill_demonstration(
            campaign=CAMPAIGN, folder=folder, at=timezone.now(), report=lambda _told: None
        )
