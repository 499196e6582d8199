"""Whoever works at the machine's own console: in whose name, and why."""

from django.core.management.base import CommandParser

from hustings.access.actor import Actor
from hustings.audit.recording import record


def add_name_and_reason(parser: CommandParser) -> None:
    """Ask for the e-mail address to act as and for the reason, neither of which a command goes without."""
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="in whose name")
    parser.add_argument("--reason", required=True, help="why from the console; it stands in the log")


def note_reason(by: Actor, reason: str, *, constituency: int | None = None) -> None:
    """Log why something is done from the console, in the transaction that does it."""
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=by.at,
        constituency=constituency,
        place="console",
        rule="from the console",
        # Whatever somebody types may name somebody: it stands beside the tree, never in it.
        detail={"reason": reason[:300]},
    )
