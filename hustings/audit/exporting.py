"""The rows of the log as lines that `verify_log.py --rows` compares with the tree, on any computer."""

from collections.abc import Iterator
from itertools import islice

from hustings.audit.models import Entry
from hustings.audit.rebuilding import leaf_as_the_row_says, private_of, row_sets
from hustings.audit.rules import canonical
from hustings.audit.tiles import LogFolder, ids_of

AT_ONCE = 1_000


def export_rows(folder: LogFolder) -> Iterator[str]:
    """Every sealed row that the walls let be seen, in the order of the tree: its leaf as the row says it, and what the
    salted hash in it stands for. Whose rows were read is in it: it leaves only for somebody who may know.
    """
    checkpoint = folder.checkpoint()
    leaves = folder.leaves(checkpoint.size) if checkpoint else iter(())
    while sealed := ids_of(islice(leaves, AT_ONCE)):
        rows, sets = Entry.objects.in_bulk(list(sealed)), row_sets(sealed)
        for entry_id, leaf in sealed.items():
            if entry_id in rows:
                yield _line(rows[entry_id], sets.get(entry_id, {}), leaf)


def _line(entry: Entry, rows: dict[int, str], sealed: bytes) -> str:
    return canonical(
        {
            "leaf": leaf_as_the_row_says(entry, rows, sealed).decode(),
            "salt": bytes(entry.salt).hex() if entry.salt else "",
            "private": private_of(entry, rows),
            "person": str(entry.person_id) if entry.person_id else "",
        }
    )
