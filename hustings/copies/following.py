"""What goes with a copy in the room that it came from: a printed sheet's place in the ledger, say."""

from collections.abc import Callable, Sequence
from datetime import datetime

from hustings.access.actor import Actor
from hustings.copies.models import Copy, CopyKind

Follow = Callable[[Sequence[Copy], Actor, datetime], None]
FOLLOWING: dict[str, Follow] = {}


def follows_copies(kind: CopyKind) -> Callable[[Follow], Follow]:
    """Say that a function brings a room's own rows in line after copies of a kind went to another state."""

    def take(function: Follow) -> Follow:
        FOLLOWING[kind] = function
        return function

    return take


def let_follow(copies: Sequence[Copy], *, by: Actor, at: datetime) -> None:
    """Tell each room of its copies."""
    for kind, follow in FOLLOWING.items():
        mine = [copy for copy in copies if copy.kind == kind]
        if mine:
            follow(mine, by, at)
