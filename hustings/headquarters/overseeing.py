"""What is overseen, in one tuple: each line leads to a page, for whoever may open that page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.access.actor import Actor
from hustings.audit.words import Action


@dataclass(frozen=True)
class Overseen:
    """One page of oversight: its name, a sentence of what it is for, its address, and the action that opens it."""

    label: str | Promise
    sentence: str | Promise
    url_name: str
    action: Action


OVERSEEN = (
    Overseen(
        _("The log"),
        _("Who read or changed what, for which purpose, and what was refused."),
        "headquarters:log",
        Action.AUDIT_ENTRY_READ,
    ),
    Overseen(
        _("Incidents"),
        _("What was lost or seen by strangers, whom it concerns, and by when it must be reported."),
        "data_protection:incidents",
        Action.DATA_PROTECTION_INCIDENT_READ,
    ),
    Overseen(
        _("Unusual reading"),
        _("Whose reading was unusual, why, and what followed by itself."),
        "access:unusual",
        Action.ACCESS_READING_WATCH,
    ),
    Overseen(
        _("Stops"),
        _("What was stopped because of danger, until when, and how to stop something."),
        "access:stops",
        Action.ACCESS_STOP_LIST,
    ),
    Overseen(
        _("Approvals"),
        _("What waits for a second person."),
        "access:approvals",
        Action.ACCESS_APPROVAL_READ,
    ),
    Overseen(
        _("Whose copy is it?"),
        _("Which copy a list that turned up was made from, and who holds it."),
        "data_protection:trace",
        Action.COPIES_COPY_TRACE,
    ),
    Overseen(
        _("Recurring files"),
        _("What goes to suppliers again and again, agreed to once by two people."),
        "canvassing:programmes",
        Action.CANVASSING_PROGRAMME_KEEP,
    ),
    Overseen(
        _("Support sessions"),
        _("Who of support looked into which part, why, what they read, and who has reviewed it."),
        "access:support_sessions",
        Action.ACCESS_SUPPORT_REVIEW,
    ),
    Overseen(
        _("The log in public"),
        _("What anybody can check without trusting this server."),
        "audit:log",
        Action.HEADQUARTERS_OVERSIGHT_OPEN,
    ),
)


def overseen_by(actor: Actor) -> Iterator[Overseen]:
    """The lines whose pages this person may open, if need be after showing a second factor."""
    return (line for line in OVERSEEN if actor.may(line.action))
