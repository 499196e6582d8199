"""The people of the demo as a table of roles meets them: who holds a role, where, and how many seats that reaches."""

from hustings.access.comparing import Change
from hustings.config.demo.players import FIRST, NATIONAL, PLAYERS, REGIONAL, SECOND, WAITING, Player

SEATS = {NATIONAL: 12, REGIONAL: 12, FIRST: 1, SECOND: 1, WAITING: 1}
"""The demo's region is all there is of its nation."""


def met_by(change: Change, holders: frozenset[str]) -> list[Player]:
    """Whom a change meets: the holders of its role, or of any role that holds its action."""
    return [
        player
        for player in PLAYERS
        if player.role == change.role or (not change.role and player.role in holders)
    ]


def told(change: Change, holders: frozenset[str]) -> str:
    """A change in two lines: what it is, and whom of the demo it meets."""
    sign, whose = "+" if change.is_gain else "-", f"{change.role} " if change.role else ""
    people = met_by(change, holders)
    named = (
        ", ".join(sorted({f"{player.name} ({player.place})" for player in people})) or "nobody of the demo"
    )
    seats = min(12, sum({player.place: SEATS[player.place] for player in people}.values()))
    reach = f"; {seats} seat{'s' if seats > 1 else ''}" if seats else ""
    return f"{sign} {whose}{change.sentence}\n    {named}{reach}"
