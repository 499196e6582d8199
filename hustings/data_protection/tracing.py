"""Saying whose copy a leaked list is. It reads a seat's register and copies, and names nobody who is on one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.copies.fragments import UnableToReadFragment, names_in
from hustings.copies.listing import names_of
from hustings.copies.marking import key_of
from hustings.copies.matching import Issued, Roll, Sign, Suspect, trace
from hustings.copies.models import Canary, Copy, CopyRows
from hustings.register.former_numbers import former_numbers_of
from hustings.register.models import Elector

MOST = 10
"""Copies that are named at most; more would say nothing."""


class UnableToTrace(Exception):
    """Nothing was traced; the message says why."""


@dataclass(frozen=True)
class Named:
    """A copy that a fragment may come from, with whom it was issued to."""

    copy: Copy
    holder: str
    suspect: Suspect


def trace_fragment(*, content: bytes, by: Actor, at: datetime) -> list[Named]:
    """Name the copies that a fragment of a list may come from, the surest first; none where none fits.

    Goes through the seats in reach that have issued anything. Raises UnableToTrace where no name can be read.
    """
    try:
        names = names_in(content)
    except UnableToReadFragment as fault:
        raise UnableToTrace(_("No names could be read from it: %s. Nothing was traced.") % fault) from fault
    seats = CopyRows.objects.filter(constituency_id__in=by.seats_for(by.action)).values_list(
        "constituency_id"
    )
    found = [suspect for (seat,) in seats.distinct() for suspect in _trace_in(seat, names)]
    found.sort(key=lambda suspect: (list(Sign).index(suspect.sign), -suspect.share, suspect.copy))
    # One invented person names the copy for certain, whatever a neighbouring seat's lists look like.
    best = [suspect for suspect in found if suspect.sign == found[0].sign]
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        place="a fragment",
        count=len(names),
        rule=best[0].sign if best else "nothing",
    )
    return _named(best)


def _trace_in(seat: int, names: Sequence[str]) -> list[Suspect]:
    by_number = former_numbers_of(seat)
    gone = Elector.objects.exclude(constituency_id=seat).filter(pk__in=list(by_number.values()))
    people = {one.id: f"{one.forenames} {one.surname}" for one in gone.only("id", "forenames", "surname")}
    rows = Elector.objects.of_seat(seat).values_list("id", "seat_no", "forenames", "surname")
    for person, number, forenames, surname in rows:
        by_number[number], people[person] = person, f"{forenames} {surname}"
    return trace(names, _issued_in(seat, by_number), Roll(people))


def _issued_in(seat: int, by_number: dict[int, UUID]) -> list[Issued]:
    invented: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for canary in Canary.objects.filter(constituency_id=seat):
        invented[canary.copy_id][canary.id] = f"{canary.forenames} {canary.surname}"
    return [
        Issued(
            id=copy,
            people=frozenset(by_number[number] for number in numbers if number in by_number),
            key=key_of(settings.SECRETS[keyed_by - 1], copy) if copy in invented else None,
            invented=invented.get(copy, {}),
        )
        for copy, keyed_by, numbers in CopyRows.objects.filter(constituency_id=seat).values_list(
            "copy_id", "copy__keyed_by", "seat_nos"
        )
    ]


def _named(suspects: Sequence[Suspect]) -> list[Named]:
    copies = {copy.id: copy for copy in Copy.objects.filter(id__in=[suspect.copy for suspect in suspects])}
    names = names_of(copy.issued_to for copy in copies.values())
    return [
        Named(copy, copy.holder or (names.get(copy.issued_to, "") if copy.issued_to else ""), suspect)
        for suspect in suspects[:MOST]
        for copy in (copies[suspect.copy],)
    ]
