"""The imported register beside the truth: who was kept, who was taken for somebody else, who is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from hustings.geography.models import Place, Postcode
from hustings.lib.postcodes import compact
from hustings.register.models import Doubt, RegisterEdition
from tests.years.council import Council
from tests.years.people import ANONYMOUS
from tests.years.truth import Happening, Step

HELD = """
SELECT n.letters, n.number, n.suffix, n.elector_id FROM register_registerentry n
WHERE n.edition_id = %(edition)s AND n.closed_by_id IS NULL
"""
CHANGED = {Happening.RESPELLED, Happening.RENAMED, Happening.MOVED}

Holders = dict[int, UUID]


@dataclass
class Reckoning:
    """Sets of keys. `unchanged` are those at the same door under the same name; `others` were joined to somebody else;
    `waiting` are those, unchanged or not, that were not kept but wait in the review queue beside who they were.
    """

    unchanged: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)

    @property
    def share_kept(self) -> float:
        return len(self.unchanged & self.kept) / len(self.unchanged)

    @property
    def lost(self) -> set[int]:
        """Unchanged people whom neither the register nor the queue knows again."""
        return self.unchanged - self.kept - self.waiting


def holders(step: Step, edition: RegisterEdition) -> Holders:
    """Which elector holds each person's number after a step."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"edition": edition.pk})
        electors = {tuple(number): elector for *number, elector in cursor.fetchall()}
    return {key: electors[entry[2:]] for key, entry in step.after.items() if entry[2:] in electors}


def reckon(step: Step, before: Holders, after: Holders, ever: Mapping[UUID, int]) -> Reckoning:
    """Compare who was who before and after a step. `ever` says whose each elector was at any time before.

    Anonymous electors are left out: nothing in a file tells who they are when their number changes.
    """
    found = Reckoning()
    asked = set(Doubt.objects.values_list("elector_id", "earlier_id"))
    for key, elector in after.items():
        if elector in ever and ever[elector] != key:
            found.others.add(key)
        if key not in before or step.after[key].person.markers == ANONYMOUS:
            continue
        is_changed = bool(step.happened[key] & CHANGED)
        (found.changed if is_changed else found.unchanged).add(key)
        if elector == before[key]:
            found.kept.add(key)
        elif (elector, before[key]) in asked:
            found.waiting.add(key)
    return found


def remember(ever: dict[UUID, int], now: Holders) -> None:
    """Note whose each elector is; the first who held one keeps it."""
    for key, elector in now.items():
        ever.setdefault(elector, key)


def lay_postcodes(council: Council, seat: Place, officer: Place) -> None:
    """Tell geography where an invented council's postcodes lie."""
    Postcode.objects.bulk_create(
        Postcode(
            compact=code, constituency=seat, council=officer, latitude=50.7, longitude=-3.5, nation="england"
        )
        for code in sorted(_codes(home.postcode for home in council.homes))
    )


def _codes(postcodes: Iterable[str]) -> set[str]:
    return {compact(postcode) for postcode in postcodes}
