"""Reading the log: entries by seat, action, person and outcome, and one entry with the proof that it was sealed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower

from hustings.audit.models import Entry
from hustings.audit.rules import leaf_of
from hustings.audit.tiles import LogFolder
from hustings.geography.models import Place
from hustings.lib.merkle_tree import inclusion_proof, leaf_hash, root_by_proof
from hustings.organisation.models import Membership


@dataclass(frozen=True)
class Sought:
    """What somebody looks for; what is empty is not asked."""

    seat: int | None = None
    action: str = ""
    person: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Proof:
    """Where an entry stands in the tree, and the hashes that lead from it to what was signed."""

    index: int
    size: int
    leaf: str
    leaf_hash: str
    path: tuple[str, ...]
    holds: bool


def entries_sought(sought: Sought) -> QuerySet[Entry]:
    """The entries in the reader's reach, the newest first."""
    asked = {"constituency_id": sought.seat, "action": sought.action, "outcome": sought.outcome}
    found = Entry.objects.filter(**{field: value for field, value in asked.items() if value})
    if sought.person:
        found = found.filter(person_id__in=people_called(sought.person))
    return found.order_by("-at", "-id")


def people_called(name: str) -> list[UUID]:
    """Who bears just this name in a membership in reach, written large or small."""
    called = Membership.objects.annotate(lowered=Lower("name")).filter(lowered=name.lower())
    return list(called.values_list("person_id", flat=True).distinct())


def names_of(people: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The names of people, as the memberships in reach have them."""
    wanted = {person for person in people if person}
    memberships = Membership.objects.filter(person_id__in=wanted).values_list("person_id", "name")
    return dict[UUID | None, str](memberships)


def seats_named(entries: Iterable[Entry]) -> dict[int | None, str]:
    seats = {entry.constituency_id for entry in entries if entry.constituency_id}
    return {place.id: str(place) for place in Place.objects.filter(id__in=seats)}


def prove(entry: Entry, folder: LogFolder) -> Proof | None:
    """Prove that an entry was sealed, from the files of the log alone; None while it waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.leaf_index(%s)", [entry.id])
        (index,) = cursor.fetchone()
    checkpoint = folder.checkpoint()
    if index is None or checkpoint is None or index >= checkpoint.size:
        return None
    leaf = next(folder.leaves(checkpoint.size, index))
    path = inclusion_proof(index, checkpoint.size, folder.hashes(checkpoint.size))
    reached = root_by_proof(index, checkpoint.size, leaf_hash(leaf), path)
    return Proof(
        index,
        checkpoint.size,
        leaf.decode(),
        leaf_hash(leaf).hex(),
        tuple(step.hex() for step in path),
        holds=reached == checkpoint.root and _is_of(entry, leaf),
    )


def _is_of(entry: Entry, leaf: bytes) -> bool:
    """Whether the row still says what was sealed, as far as a reader can tell without its private part."""
    told = json.loads(leaf)
    return leaf == leaf_of(
        entry_id=entry.id,
        at=entry.at,
        by=told.get("by", ""),
        action=entry.action,
        purpose=entry.purpose,
        outcome=entry.outcome,
        constituency=entry.constituency_id,
        count=entry.count,
        commit=told.get("commit", ""),
        rule=entry.rule,
    )
