"""What was noticed in the demo: a candidate who looked many people up, settled since, and an agent who printed much."""

from datetime import datetime, timedelta

from hustings.access.models import Signal
from hustings.access.scope import acting_as
from hustings.access.watching.limits import Spending
from hustings.access.watching.quotas import spend
from hustings.access.watching.settling import settle_signal
from hustings.access.watching.taking import look_at
from hustings.audit.words import Action, Purpose
from hustings.config.demo.players import FIRST, PARTY_DOMAIN, PLAYERS

LOOKED_UP, FETCHED = 720, 450
BECAUSE = "Alice rang everybody who had written to her in the spring; we had agreed on it."
AGENT, CANDIDATE, ORGANISER = (f"{name}@{PARTY_DOMAIN}" for name in ("kofi", "alice", "priya"))


def notice_reading(*, seat: int, at: datetime) -> None:
    """Read unusually much as two people of the first seat, and settle one of the signals; once."""
    assert {player.email for player in PLAYERS if player.place == FIRST} >= {AGENT, CANDIDATE, ORGANISER}
    with acting_as(ORGANISER, action=Action.ACCESS_READING_CLEAR, purpose=Purpose.OVERSIGHT, at=at) as by:
        if Signal.objects.exists():
            return
    with acting_as(CANDIDATE, action=Action.REGISTER_ELECTOR_FIND, purpose=Purpose.ORGANISE, at=at) as by:
        look_at(by, spend(by=by, spending=Spending.SEARCH, people=LOOKED_UP, seat=seat), seat)
    with acting_as(AGENT, action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, at=at) as by:
        look_at(by, spend(by=by, spending=Spending.PRINT, people=FETCHED, seat=seat), seat)
    with acting_as(ORGANISER, action=Action.ACCESS_READING_CLEAR, purpose=Purpose.OVERSIGHT, at=at) as by:
        signal = Signal.objects.select_related("unit").exclude(step="none").get()
        later = at + timedelta(days=1)
        settle_signal(signal=signal, because=BECAUSE, expected_until=later, by=by, at=at)
