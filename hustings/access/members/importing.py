"""A feed of the membership system taken in: who left loses everything in the same transaction; who lapsed is warned."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from hustings.access.actor import Actor
from hustings.access.members.reading import Line, Refused, read_feed
from hustings.access.members.rows import rows_apart
from hustings.access.scope import ask
from hustings.audit.recording import record
from hustings.geography.models import PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

LINES_AT_ONCE = 2_000
Item = TypeVar("Item")

GUARDED = (
    "An election is called where they are an officer, and an expulsion ends it: that takes two people. "
    "Let a key-holder end it on the people page."
)
LAST = "They are the last who can let anybody in. Give the keys to somebody else first."
DOUBT = "Number and e-mail address belong to different people here. Mend one of the two."


@dataclass
class Taken:
    """What a feed did, or would do: who left, whose grace began or ended, who is not known here."""

    columns: dict[str, str]
    names: dict[str, list[str]] = field(default_factory=dict)
    unmatched: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    same: int = 0
    missing: int = 0
    unknown_units: int = 0

    @property
    def lines(self) -> int:
        """How many lines were understood."""
        return self.same + len(self.unmatched) + sum(map(len, self.names.values()))


def import_members(
    *,
    content: bytes,
    file_name: str,
    said: tuple[str, ...] = (),
    is_whole: bool,
    drawn_at: datetime,
    is_dry: bool,
    by: Actor,
    at: datetime,
) -> Taken:
    """Take a feed in, in one transaction; a dry run does the same and takes it back.

    `is_whole` says that it names every member, so that whoever is not in it has a month of grace. People are matched by
    member number, then e-mail address, never by name. Raises UnableToReadFeed for a file that is none.
    """
    feed = read_feed(content, said=said, on=localdate(drawn_at), rows_of=rows_apart)
    columns = {str(name): heading for name, heading in feed.columns.items()}
    taken = Taken(columns, refused=feed.refused)
    with transaction.atomic():
        given = uuid7()
        digest = hashlib.sha256(content).hexdigest()
        ask(
            "SELECT access.open_feed(%s, %s, %s, %s, %s, %s)::text",
            *(given, file_name[:200], digest, is_whole, drawn_at, json.dumps(columns)),
        )
        _take(given, feed.lines, taken)
        refused = [vars(one) for one in taken.refused]
        counts = {outcome: len(names) for outcome, names in taken.names.items()}
        counts |= {"same": taken.same, "unmatched": len(taken.unmatched), "refused": len(refused)}
        taken.missing = ask(
            "SELECT access.close_feed(%s, %s, %s)", given, json.dumps(counts), json.dumps(refused)
        )[0]
        record(
            action=by.action,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            place=f"feed {given}",
            count=taken.lines,
            detail=counts | {"missing": taken.missing},
        )
        transaction.set_rollback(is_dry)
    return taken


def _take(given: UUID, lines: list[Line], taken: Taken) -> None:
    units = _units()
    for some in _batches(lines, LINES_AT_ONCE):
        told = [
            {
                "line": one.line,
                "number": one.number,
                "email": one.email,
                "status": one.status,
                "unit": units.get(one.unit.casefold()),
            }
            for one in some
        ]
        taken.unknown_units += sum(bool(one.unit) and one.unit.casefold() not in units for one in some)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM access.take_feed(%s, %s)", [given, json.dumps(told)])
            outcomes = cursor.fetchall()
        _sort(outcomes, taken)


def _sort(outcomes: list[tuple[int, str, str]], taken: Taken) -> None:
    reasons = {"guarded": GUARDED, "last": LAST, "doubt": DOUBT}
    for line, outcome, name in outcomes:
        if outcome in reasons:
            taken.refused.append(Refused(line, "", reasons[outcome]))
        elif outcome == "unmatched":
            taken.unmatched.append(line)
        elif outcome == "same":
            taken.same += 1
        else:
            taken.names.setdefault(outcome, []).append(name)


def _units() -> dict[str, int]:
    """Units by what a feed may call them: their name, the code or name of their place, a ward in one seat alone."""
    found: dict[str, int] = {}
    seats: dict[int, int] = {}
    for unit in Unit.objects.select_related("place").order_by("-id"):
        found[unit.name.casefold()] = unit.id
        if unit.place is not None:
            found |= {unit.place.name.casefold(): unit.id, unit.place.code.casefold(): unit.id}
            seats[unit.place.id] = unit.id
    wards = PollingDistrict.objects.filter(ends_on=None, constituency__in=seats).exclude(ward=None)
    rows = set(wards.values_list("ward__name", "ward__code", "constituency_id"))
    seats_of = Counter(code for _name, code, _seat in rows)
    for name, code, seat in rows:
        if seats_of[code] == 1:
            found.setdefault(code.casefold(), seats[seat])
            found.setdefault(name.casefold(), seats[seat])
    return found


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    going = iter(items)
    while some := list(islice(going, size)):
        yield some
