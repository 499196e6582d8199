"""What the rows of a file would change, held against what is known; nothing is written here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hustings.supporters.bringing.matching import Known
from hustings.supporters.files.drafting import Said, Untaken
from hustings.supporters.models import ContactDetail, Supporter
from hustings.supporters.rules import Fault, SaidDetail, key_of


@dataclass(frozen=True)
class NewRelation:
    """`since` is None where the file does not say it: then from the day on which it is applied."""

    elector: UUID
    relation: str
    since: date | None
    line: int


@dataclass(frozen=True)
class NewDetail:
    elector: UUID
    said: SaidDetail
    line: int


@dataclass
class Plan:
    """What a file would add, whose rows it holds, and what of it is left out; `counts` are what a page says of that."""

    relations: list[NewRelation] = field(default_factory=list)
    details: list[NewDetail] = field(default_factory=list)
    electors: dict[UUID, int] = field(default_factory=dict)
    left_out: list[Untaken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def told(self) -> Iterator[str]:
        """Every single thing that would change or be left out, a line each; the same from day to day."""
        yield from sorted(f"{one.elector} {one.relation} {one.since}" for one in self.relations)
        yield from sorted(
            f"{one.elector} {one.said.way} {one.said.value} {one.said.consented_on}" for one in self.details
        )
        yield from sorted(f"{one.line} {one.column} {one.fault}" for one in self.left_out)

    def refuse(self, line: Untaken) -> None:
        """Leave a whole line out."""
        self.left_out.append(line)
        self.counts["refused"] += 1


class _Standing:
    """What is known of some electors, and what a file has added to it so far."""

    def __init__(self, seat: int, electors: Sequence[UUID]) -> None:
        relations = Supporter.objects.filter(constituency_id=seat, elector__in=electors)
        details = ContactDetail.objects.filter(constituency_id=seat, elector__in=electors)
        self.relations: dict[tuple[UUID, str], date | None] = {}
        for elector, relation, ended_on in relations.order_by("ended_on").values_list(
            "elector_id", "relation", "ended_on"
        ):
            # Nulls come last: what stands is heard over what has ended.
            self.relations[elector, relation] = ended_on
        self.details: set[tuple[UUID, str, str]] = set()
        self.taken_back: set[tuple[UUID, str]] = set()
        for elector, way, value, withdrawn_on in details.values_list(
            "elector_id", "way", "value", "withdrawn_on"
        ):
            if withdrawn_on is None:
                self.details.add((elector, way, key_of(way, value)))
            else:
                self.taken_back.add((elector, way))


def compare(seat: int, rows: Sequence[Said], matched: Sequence[Known | Fault]) -> Plan:
    """Say what rows of electors would add to what stands. Two queries.

    Consent that was taken back is not brought back by a file, whatever day it gives: of that way nothing is taken. A
    relation that ended begins again only where the file says since when, and that is later.
    """
    plan = Plan(counts=Counter(read=len(rows)))
    found = list(zip(rows, matched, strict=True))
    plan.electors = {
        known.id: known.seat_no for row, known in found if isinstance(known, Known) and not row.fault
    }
    standing = _Standing(seat, list(plan.electors))
    for row, known in found:
        if row.fault is not None:
            plan.refuse(row.fault)
        elif isinstance(known, Fault):
            plan.refuse(Untaken(row.line, 0, known))
        else:
            plan.left_out += row.untaken
            _relate(plan, standing, row, known.id)
            _reach(plan, standing, row, known.id)
    plan.counts["people"] = len(plan.electors)
    plan.counts["left out"] = len(plan.left_out) - plan.counts["refused"]
    return plan


def _relate(plan: Plan, standing: _Standing, row: Said, elector: UUID) -> None:
    if row.relation is None:
        return
    key, is_known = (elector, str(row.relation)), (elector, str(row.relation)) in standing.relations
    ended_on = standing.relations.get(key)
    if is_known and ended_on is None:
        plan.counts["unchanged"] += 1
    elif is_known and ended_on is not None and (row.since is None or row.since <= ended_on):
        plan.left_out.append(Untaken(row.line, 0, Fault.ENDED))
    else:
        standing.relations[key] = None
        plan.relations.append(NewRelation(elector, str(row.relation), row.since, row.line))
        plan.counts[str(row.relation)] += 1


def _reach(plan: Plan, standing: _Standing, row: Said, elector: UUID) -> None:
    for said in row.details:
        key = (elector, str(said.way), key_of(said.way, said.value))
        if key in standing.details:
            plan.counts["unchanged"] += 1
        elif key[:2] in standing.taken_back:
            plan.left_out.append(Untaken(row.line, 0, Fault.CONSENT_TAKEN_BACK))
        else:
            standing.details.add(key)
            plan.details.append(NewDetail(elector, said, row.line))
            plan.counts[str(said.way)] += 1
