"""What canvassing adds when a district goes to another seat: codes of its own, and figures made anew.

Conversations, intentions and answers go with their electors by their own keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from hustings.canvassing.comparing import count_seats
from hustings.canvassing.models import (
    Answer,
    Code,
    ContactSummary,
    Conversation,
    DistrictMark,
    DistrictTally,
    DoorSummary,
    LatestIntention,
    SeatSummary,
    VotingIntention,
    WardTotal,
)
from hustings.canvassing.rules import BY_ID, BY_MEANING, NAMES_A_PARTY, Meaning, party_code_id
from hustings.canvassing.summarising import Touched, refresh_summaries
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector
from hustings.register.querying import joining_whole_tables
from hustings.register.redrawing.following import Move, derives, keeps_in_place, mends

OWN_CODES = """
SELECT DISTINCT t.code_id FROM {table} t JOIN canvassing_code c ON c.id = t.code_id AND c.constituency_id = %(from)s
WHERE t.constituency_id = %(to)s AND t.conversation_id = ANY (%(conversations)s::uuid[])
"""
SAY_IT_HERE = """
UPDATE {table} t SET code_id = said.here
FROM unnest(%(there)s::uuid[], %(here)s::uuid[]) AS said (there, here)
WHERE t.constituency_id = %(to)s AND t.code_id = said.there AND t.conversation_id = ANY (%(conversations)s::uuid[])
"""

keeps_in_place(Code, because="a seat's own codes are its own; the other seat gets codes of the same meaning")
keeps_in_place(WardTotal, because="it counts what the old seat was told, and names nobody who could go along")


@dataclass(frozen=True)
class Spoken:
    """What a code says, whichever seat it is of."""

    letters: str
    label: str
    label_cy: str
    meaning: str
    question: str
    election_kind: str
    party: str
    counts_as_contact: bool
    master_id: str | None


FACTS = (
    "letters",
    "label",
    "label_cy",
    "meaning",
    "question",
    "election_kind",
    "party",
    "counts_as_contact",
    "master_id",
)


@mends()
def say_in_codes_of_the_new_seat(move: Move) -> None:
    """Let what was said in codes of the old seat alone be said in codes of the new one, retired where it had none."""
    parameters: dict[str, Any] = {
        "from": move.from_seat, "to": move.to_seat, "conversations": move.ids[Conversation],
    }  # fmt: skip
    tables = (VotingIntention._meta.db_table, Answer._meta.db_table)
    with connection.cursor() as cursor:
        own: set[UUID] = set()
        for table in tables:
            cursor.execute(OWN_CODES.format(table=table), parameters)
            own |= {code for (code,) in cursor.fetchall()}
        here = codes_here(move.to_seat, own, at=move.at)
        for table in tables:
            cursor.execute(
                SAY_IT_HERE.format(table=table),
                parameters | {"there": list(here), "here": list(here.values())},
            )


def codes_here(seat: int, codes: Iterable[UUID], *, at: datetime) -> dict[UUID, UUID]:
    """Find, or make, codes of a seat that say the same as some codes of another; core codes are left out."""
    foreign = Code.objects.filter(id__in=list(codes)).exclude(Q(constituency=None) | Q(constituency_id=seat))
    known = {
        _spoken(code): code.id
        for code in Code.objects.filter(constituency_id=seat).order_by(
            F("retired_on").asc(nulls_last=True), "id"
        )
    }
    found: dict[UUID, UUID] = {}
    for code in foreign:
        spoken = _spoken(code)
        if spoken not in known:
            known[spoken] = _make_code(seat, code, at).id
        found[code.id] = known[spoken]
    return found


def _spoken(code: Code) -> Spoken:
    return Spoken(**{fact: getattr(code, fact) for fact in FACTS})


def _make_code(seat: int, code: Code, at: datetime) -> Code:
    """One that new sheets do not offer: its letters may mean something else there."""
    facts = {fact: getattr(code, fact) for fact in FACTS}
    names_a_party = code.party and Meaning(code.meaning) in NAMES_A_PARTY
    made = Code(
        id=party_code_id(Meaning(code.meaning), code.party, seat) if names_a_party else uuid7(),
        constituency_id=seat,
        order=code.order,
        retired_on=None if names_a_party else at.date(),
        **facts,
    )
    Code.objects.bulk_create([made], ignore_conflicts=True)
    return made


def printed_codes_here(seat: int, printed: Iterable[dict[str, str]], *, at: datetime) -> list[dict[str, str]]:
    """Give the codes that sheets were printed with as another seat says them, each with the same letters on paper.

    A party that nobody has named yet has no row anywhere, and gets one here.
    """
    codes = list(printed)
    others = [code for code in codes if UUID(code["id"]) not in BY_ID]
    here = codes_here(seat, [UUID(code["id"]) for code in others], at=at)
    for code in others:
        if UUID(code["id"]) not in here and code["party"]:
            core = BY_MEANING[Meaning(code["meaning"])]
            named = Code(
                label=f"{core.label}: {code['party']}",
                label_cy=f"{core.label_cy}: {code['party']}",
                meaning=core.meaning,
                question=core.question,
                party=code["party"],
                counts_as_contact=core.counts_as_contact,
            )
            here[UUID(code["id"])] = _make_code(seat, named, at).id
    return [code | {"id": str(here.get(UUID(code["id"]), code["id"]))} for code in codes]


@derives(LatestIntention, ContactSummary, DoorSummary, DistrictMark, DistrictTally, SeatSummary)
def count_both_seats(move: Move) -> None:
    """Make the summaries of whom moved, and the figures of both seats, anew by their own verbs."""
    touched = Touched(tuple(move.ids[Elector]), tuple(move.ids[Door]))
    # The statistics know nobody in the new seat yet: 3,700 people's summaries took 84 seconds by nested loops.
    with joining_whole_tables():
        for seat in (move.from_seat, move.to_seat):
            refresh_summaries(seat, touched)
        count_seats(constituencies=[move.from_seat, move.to_seat], by=move.by, at=move.at)
