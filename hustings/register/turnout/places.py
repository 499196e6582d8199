"""The districts that can be keyed in, and whose a district's letters are where two officers use the same."""

from collections.abc import Sequence

from hustings.elections.models import Election
from hustings.register.models import MarkedBatch, RegisterEdition
from hustings.register.querying import fetch

HAS_LETTERS = """
SELECT edition_id FROM unnest(%(editions)s::uuid[]) AS asked (edition_id)
WHERE EXISTS (SELECT FROM register_registerentry n
              WHERE n.constituency_id = %(seat)s AND n.edition_id = asked.edition_id AND n.letters = %(letters)s
                AND n.closed_by_id IS NULL)
   OR EXISTS (SELECT FROM register_registerentry n
              WHERE n.constituency_id = %(seat)s AND n.edition_id = asked.edition_id AND n.letters = %(letters)s
                AND n.closed_by_id <> n.opened_by_id)
"""


def editions_with(
    constituency: int, letters: str, editions: Sequence[RegisterEdition]
) -> list[RegisterEdition]:
    """Choose the editions that have electors of a seat under these letters, in the order given."""
    asked = {"seat": constituency, "letters": letters, "editions": [one.id for one in editions]}
    found = {row[0] for row in fetch(HAS_LETTERS, asked)}
    return [one for one in editions if one.id in found]


def batches_of(constituency: int, election: Election) -> list[MarkedBatch]:
    """What was keyed of an election in a seat, newest first; what was given up is left out."""
    batches = MarkedBatch.objects.filter(constituency_id=constituency, election=election)
    standing = batches.exclude(state=MarkedBatch.State.GIVEN_UP).select_related("edition__officer")
    return list(standing.order_by("letters", "-made_at"))
