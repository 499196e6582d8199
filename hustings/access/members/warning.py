"""Letters of the installation about time that runs out: grace, roles, and a list of members that has grown old."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.access.letting_in.granting import last_day_of
from hustings.access.scope import ask, on_duty
from hustings.access.telling import addresses_above
from hustings.access.wording import role_name
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.work.letters import hand_over

DUTY = "keep members"
Letter = tuple[str, str, str, dict[str, Any]]
"""An address, what the letter is about, its template and its words."""


def warn_members(*, at: datetime) -> int:
    """Write to whom it concerns, each once: whoever is in grace, whose role runs out within a fortnight, and oversight
    where the list of members is three days old. Gives how many letters went; failed mail goes out the next time.
    """
    with on_duty(DUTY, action=Action.ACCESS_MEMBERS_RECONCILE, purpose=Purpose.ADMINISTRATION, at=at) as by:
        told = {
            "grace": _tell_each("to_warn", _grace_letter, "has_warned"),
            "ending": _tell_each("to_remind", _ending_letter, "has_reminded"),
            "old list": _alarm(),
        }
        if any(told.values()):
            record(
                action=by.action,
                purpose=by.purpose,
                by=None,
                at=at,
                count=sum(told.values()),
                rule="warned",
                detail=told,
            )
    return sum(told.values())


def _tell_each(whom: str, letter: Callable[..., Letter], done: str) -> int:
    """One letter for each row of a function of the gate, whose first column is what is marked as told."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM access.{whom}()")
        rows = cursor.fetchall()
    told = 0
    for thing, *words in rows:
        if hand_over(*letter(*words)):
            ask(f"SELECT access.{done}(%s)::text", thing)
            told += 1
    return told


def _grace_letter(email: str, name: str, unit: str, ends_on: Any) -> Letter:
    letter = {"name": name, "unit": unit, "day": date_format(ends_on, "j F Y")}
    subject = _("Your roles at %(unit)s end on %(day)s") % letter
    return email, subject, "access/grace_letter.txt", letter


def _ending_letter(email: str, name: str, role: str, unit: str, ends_at: datetime) -> Letter:
    day = date_format(last_day_of(ends_at), "j F Y")
    letter = {"name": name, "role": role_name(role), "unit": unit, "day": day}
    subject = _("Your role at %(unit)s runs out on %(day)s") % letter
    return email, subject, "access/ending_letter.txt", letter


def _alarm() -> int:
    feed, drawn_at = ask("SELECT * FROM access.stale_feed()")
    if feed is None:
        return 0
    words = {"moment": date_format(localtime(drawn_at), "j F Y, H:i")}
    subject = _("The list of members is of %(moment)s") % words
    overseers = addresses_above(Action.HEADQUARTERS_OVERSIGHT_OPEN)
    told = sum(hand_over(email, subject, "access/old_list_letter.txt", words) for email in overseers)
    if told:
        ask("SELECT access.has_alarmed(%s)::text", feed)
    return told
