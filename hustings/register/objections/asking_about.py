"""Objectors who left the register, and somebody who came where they lived: whether it is them, a person is asked."""

from collections.abc import Sequence
from uuid import UUID

from hustings.lib.names import tokens
from hustings.register.models import Doubt, StagedRow
from hustings.register.querying import fetch

# New electors of an import behind the last door of an objector who is not on the register.
CAME = """
SELECT DISTINCT n.elector_id, e.constituency_id, e.surname, e.forenames, left_us.id, left_us.surname, left_us.forenames
FROM register_objection o
JOIN register_elector left_us ON left_us.constituency_id = o.constituency_id AND left_us.id = o.elector_id
    AND NOT left_us.on_register
JOIN register_elector e ON e.constituency_id = o.constituency_id AND e.door_id = left_us.door_id
    AND e.id <> left_us.id AND e.on_register AND NOT e.is_anonymous
JOIN register_registerentry n ON n.constituency_id = e.constituency_id AND n.elector_id = e.id
    AND n.opened_by_id = %(run)s
WHERE o.constituency_id = ANY (%(seats)s) AND o.withdrawn_at IS NULL AND NOT EXISTS (
    SELECT FROM register_registerentry b
    WHERE b.constituency_id = e.constituency_id AND b.elector_id = e.id AND b.opened_by_id <> %(run)s)
"""
WHOLE_NAME, PART_OF_IT = 79, 70


def ask_about_returned(*, constituencies: Sequence[int], run_id: UUID) -> int:
    """Ask whether somebody new at an objector's last address, of the same words of a name in any order, is them.

    As long as that is open the objection holds; to be called while the import's rows are still kept aside. Returns
    how many questions that are.
    """
    came = fetch(CAME, {"seats": list(constituencies), "run": run_id})
    asked = {}
    for row, seat, surname, forenames, earlier, old_surname, old_forenames in came:
        now, before = tokens(surname, forenames), tokens(old_surname, old_forenames)
        if set(now) <= set(before) or set(before) <= set(now):
            asked[row, earlier] = seat, WHOLE_NAME if now == before else PART_OF_IT
    rows = StagedRow.objects.filter(run_id=run_id, elector_id__in={row for row, _earlier in asked})
    lines = dict(rows.values_list("elector_id", "line"))
    Doubt.objects.bulk_create(
        [
            Doubt(
                constituency_id=seat,
                run_id=run_id,
                line=lines[row],
                elector_id=row,
                earlier_id=earlier,
                kind=Doubt.Kind.LIKE,
                likeness=likeness,
            )
            for (row, earlier), (seat, likeness) in asked.items()
            if row in lines
        ],
        ignore_conflicts=True,
    )
    return len(asked)
