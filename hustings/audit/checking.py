"""The rows of the log beside its leaves: every row has its leaf, every leaf its row, and both say the same."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from hustings.audit.models import Batch, Entry, QueuedLeaf
from hustings.audit.rebuilding import leaf_as_the_row_says, row_sets
from hustings.audit.tiles import LogFolder

AT_ONCE = 1_000


@dataclass
class Looked:
    """How much was compared, and a sentence for each thing that must not be."""

    entries: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


def check_log(folder: LogFolder) -> Looked:
    """Compare every row with its leaf, as a login that sees all of them. Reads the whole log.

    Whether the leaves themselves are as they were sealed is for `verify_log.py` to say.
    """
    looked = Looked(waiting=QueuedLeaf.objects.count())
    checkpoint = folder.checkpoint()
    leaves = folder.leaves(checkpoint.size) if checkpoint else iter(())
    known_as: dict[str, UUID] = {}
    for entries in _numbered():
        sealed = list(islice(leaves, len(entries)))
        looked.faults += _compare(entries, sealed, known_as)
        looked.entries += len(sealed)
    looked.faults += [f"The tree holds a leaf that no row belongs to: {leaf!r}." for leaf in leaves]
    without = Entry.objects.count() - looked.entries - looked.waiting
    if without > 0:
        looked.faults.append(
            f"{without} rows of the log have no leaf and wait for none: they were added by hand."
        )
    return looked


def _numbered() -> Iterator[list[UUID]]:
    """The entries in the order of the tree, some at a time."""
    for batch in Batch.objects.filter(is_published=True).order_by("first_index").iterator(10):
        for start in range(0, len(batch.entry_ids), AT_ONCE):
            yield batch.entry_ids[start : start + AT_ONCE]


def _compare(entries: list[UUID], sealed: Sequence[bytes], known_as: dict[str, UUID]) -> Iterator[str]:
    rows, sets = Entry.objects.in_bulk(entries), row_sets(entries)
    for number, entry_id in enumerate(entries):
        if number >= len(sealed):
            yield f"Entry {entry_id} is counted as sealed, and the files of the log end before it."
        elif entry_id not in rows:
            yield f"Entry {entry_id} was sealed, and its row is gone."
        elif leaf_as_the_row_says(rows[entry_id], sets.get(entry_id, {}), sealed[number]) != sealed[number]:
            yield f"Entry {entry_id} says something else now than when it was sealed."
        elif not _is_of_one_person(rows[entry_id].person_id, sealed[number], known_as):
            yield f"Entry {entry_id} is in the name of somebody else now than when it was sealed."


def _is_of_one_person(person: UUID | None, sealed: bytes, known_as: dict[str, UUID]) -> bool:
    """One pseudonym, one person. Somebody whose key is gone has no name in any row either."""
    by = json.loads(sealed).get("by", "")
    if person is None or not by:
        return person is None
    return known_as.setdefault(by, person) == person
