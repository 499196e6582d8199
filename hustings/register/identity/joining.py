"""Two electors who are one person become one: the earlier, with today's entry and all that was recorded of either."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.register.former_numbers import keep_joined_number
from hustings.register.identity.handing_over import derive_again, facts_of, hand_over
from hustings.register.models import Doubt, Elector, Import, RegisterEntry, Turnout
from hustings.register.objections.finding_again import rekey_objections
from hustings.register.objections.heeding import mark_objections
from hustings.register.querying import change, fetch

# What an elector shows of the latest entry.
SHOWN = (
    "district_id", "street_id", "door_id", "surname", "forenames", "surname_key", "given_key", "surname_sound",
    "given_sound", "attains_on", "markers", "is_anonymous", "is_overseas", "on_register",
)  # fmt: skip
SHOW_AS = f"""
UPDATE register_elector e SET ({", ".join(SHOWN)}) = ROW ({", ".join(f"n.{column}" for column in SHOWN)}),
    officer_reference = coalesce(nullif(n.officer_reference, ''), e.officer_reference)
FROM register_elector n
WHERE e.constituency_id = %(seat)s AND e.id = %(to)s AND n.constituency_id = %(seat)s AND n.id = %(whose)s
"""
CLOSE_ENTRY = """
UPDATE register_registerentry SET closed_by_id = %(run)s
WHERE constituency_id = %(seat)s AND elector_id = %(to)s AND closed_by_id IS NULL RETURNING id
"""
# Somebody votes absent in one way: the later list speaks, as it would have if it had known.
CLOSE_VOTE = """
UPDATE register_absentvote v SET closed_by_id = later.opened_by_id FROM register_absentvote later
WHERE v.constituency_id = %(seat)s AND v.elector_id = %(to)s AND v.closed_by_id IS NULL
  AND later.constituency_id = %(seat)s AND later.elector_id = %(whose)s AND later.closed_by_id IS NULL
RETURNING v.id
"""
FORGET = "DELETE FROM register_elector WHERE constituency_id = %(seat)s AND id = %(whose)s"
BOTH_NAMED = """
SELECT FROM register_registerentry n
LEFT JOIN register_import i ON i.id = n.opened_by_id
LEFT JOIN register_import mine ON mine.id = %(run)s
WHERE n.constituency_id = %(seat)s AND n.elector_id = %(to)s AND n.closed_by_id IS NULL
  AND (n.opened_by_id = %(run)s OR i.applied_at > mine.applied_at)
"""


def sentence_against_joining(doubt: Doubt) -> str:
    """Why the two of a doubt cannot be one person, or "": one person has one entry, and votes once."""
    parameters = _parameters(doubt)
    if fetch(BOTH_NAMED, parameters):
        return _(
            "Both are on the register by files that name them both, so they are two people. Nothing was changed."
        )
    marked = [
        set(
            Turnout.objects.filter(
                constituency_id=doubt.constituency_id, elector_id=elector, superseded_by=None
            ).values_list("election_id", "source")
        )
        for elector in (doubt.elector_id, doubt.earlier_id)
    ]
    if marked[0] & marked[1]:
        return _(
            "Both are marked at one election, and one person is marked once. If they are one, correct the marks "
            "first. Nothing was changed."
        )
    return ""


def join_electors(doubt: Doubt, *, at: datetime) -> None:
    """Make the row's elector and the earlier one of a doubt one person, and note in `moved` how to part them again.

    The seat must be locked and `sentence_against_joining` be empty.
    """
    seat, row, earlier = doubt.constituency_id, doubt.elector_id, doubt.earlier_id
    parameters = _parameters(doubt)
    doubt.moved |= note_elector(seat, row) | note_earlier(seat, earlier)
    doubt.moved |= {
        "moved": facts_of(seat, row),
        "reopens": [str(entry) for (entry,) in fetch(CLOSE_ENTRY, parameters)],
        "votes": [str(vote) for (vote,) in fetch(CLOSE_VOTE, parameters)],
        "doubts": _drop_repeated_doubts(doubt),
    }
    hand_over(seat, row, earlier, {})
    keep_joined_number(seat, whose=row, to=earlier, at=at)
    change(SHOW_AS, parameters)
    derive_again(seat, [row, earlier])
    change(FORGET, parameters)
    heed_again(seat, [earlier])


def note_elector(constituency: int, elector: UUID) -> dict[str, Any]:
    """What only an elector's own row tells, as JSON."""
    found = Elector.objects.get(constituency_id=constituency, pk=elector)
    return {
        "elector": {
            "seat": constituency,
            "seat_no": found.seat_no,
            "first_on": found.first_on.isoformat(),
            "new_since": found.new_since.isoformat() if found.new_since else None,
            "reference": found.officer_reference,
        }
    }


def note_earlier(constituency: int, elector: UUID) -> dict[str, Any]:
    """What the earlier elector had before, as JSON."""
    found = Elector.objects.get(constituency_id=constituency, pk=elector)
    return {"kept": facts_of(constituency, elector), "earlier": {"reference": found.officer_reference}}


def note_linked_rows(
    *, run: Import, day: date, is_update: bool, letters: Sequence[str], editions: Sequence[UUID]
) -> None:
    """Note how to part whom people linked while an import waited; called when it is applied, before it is written.

    An entry of a polling district that the file does not cover would have stayed open without the link.
    """
    for doubt in Doubt.objects.filter(run=run, state=Doubt.State.SAME):
        entry = RegisterEntry.objects.filter(
            constituency_id=doubt.constituency_id, elector_id=doubt.earlier_id, closed_by=None
        ).first()
        leaves = entry and not is_update and entry.letters in letters and entry.edition_id in editions
        doubt.moved |= note_earlier(doubt.constituency_id, doubt.earlier_id)
        doubt.moved["elector"] = {
            "seat_no": None,
            "first_on": day.isoformat(),
            "new_since": day.isoformat(),
            "reference": "",
        }
        doubt.moved["reopens"] = [str(entry.pk)] if entry and not leaves else []
        doubt.save(update_fields=["moved"])


def heed_again(constituency: int, electors: Sequence[UUID]) -> None:
    """Bring hashes and flags of objections up to date after electors were joined or parted."""
    rekey_objections(constituencies=[constituency], electors=electors)
    mark_objections(constituencies=[constituency], electors=electors, doors=[])


def _drop_repeated_doubts(doubt: Doubt) -> list[dict[str, Any]]:
    """Where another row may be either of the two, one question about it is enough."""
    of_seat = Doubt.objects.filter(constituency_id=doubt.constituency_id)
    asked = set(of_seat.filter(earlier_id=doubt.earlier_id).values_list("run_id", "elector_id"))
    repeated = [
        other
        for other in of_seat.filter(earlier_id=doubt.elector_id)
        if (other.run_id, other.elector_id) in asked
    ]
    of_seat.filter(pk__in=[other.pk for other in repeated]).delete()
    return [
        {
            "id": str(other.pk),
            "run_id": str(other.run_id),
            "line": other.line,
            "elector_id": str(other.elector_id),
            "kind": other.kind,
            "likeness": other.likeness,
        }
        for other in repeated
        if other.state == Doubt.State.OPEN
    ]


def _parameters(doubt: Doubt) -> dict[str, Any]:
    return {
        "seat": doubt.constituency_id,
        "run": doubt.run_id,
        "whose": doubt.elector_id,
        "to": doubt.earlier_id,
    }
