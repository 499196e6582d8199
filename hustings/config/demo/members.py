"""The demo's list of members, as its membership system would export it: everybody is one, and one has resigned."""

import csv
from datetime import datetime
from io import StringIO

from hustings.access.members.importing import import_members
from hustings.access.models import MemberFeed
from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.config.demo.players import LEAVER, NATIONAL, PLAYERS

FILE = "members-of-the-lantern-party.csv"


def take_in_members(*, at: datetime) -> None:
    """Import the list in the name of national staff, once: a second time changes nothing."""
    staff = next(player for player in PLAYERS if player.place == NATIONAL)
    action, purpose = Action.ACCESS_MEMBERS_IMPORT, Purpose.ADMINISTRATION
    with acting_as(staff.email, action=action, purpose=purpose, at=at) as by:
        if MemberFeed.objects.exists():
            return
        import_members(
            content=_file().encode(),
            file_name=FILE,
            is_whole=True,
            drawn_at=at,
            is_dry=False,
            by=by,
            at=at,
        )


def _file() -> str:
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(["Membership number", "Name", "Email", "Membership status"])
    for number, email in enumerate(dict.fromkeys(player.email for player in PLAYERS), start=100_200):
        name = next(player.name for player in PLAYERS if player.email == email)
        rows.writerow([f"L{number}", name, email, "Resigned" if email == LEAVER.email else "Current"])
    return written.getvalue()
