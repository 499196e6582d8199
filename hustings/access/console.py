"""Whoever works at the machine's own console: in whose name, where, and why."""

from django.core.management.base import CommandError, CommandParser

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.geography.models import Place


def add_name_and_reason(parser: CommandParser) -> None:
    """Ask for the e-mail address to act as and for the reason, neither of which a command goes without."""
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="in whose name")
    parser.add_argument("--reason", required=True, help="why from the console; it stands in the log")


def seat_named(by: Actor, slug: str) -> Place:
    """The seat of this name in a page's address, where the person may do what the command does.

    Raises CommandError, in the same words whether there is such a seat or not.
    """
    seat = Place.objects.filter(slug=slug, id__in=by.seats_for(by.action)).first()
    if seat is None:
        raise CommandError(f"You reach no seat called {slug}. Nothing was done.")
    return seat


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
