"""One question in, at most so many electors out: whatever the text may mean is looked for, the likeliest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from hustings.lib.names import normalised
from hustings.register.finding.addresses import electors_at, electors_at_postcode, streets_called
from hustings.register.finding.names import How, Step, steps_by_name
from hustings.register.finding.numbers import NumberHit, electors_by_number, electors_numbered
from hustings.register.finding.rules import (
    AddressAsked,
    Asked,
    NameAsked,
    NumberAsked,
    PostcodeAsked,
    is_too_short,
    is_unmistakable,
    other_forms,
    read_question,
)
from hustings.register.models import Elector, RegisterEntry, Street
from hustings.register.querying import change, fetch

MOST = 20
# What is looked for is few rows of an index: starting helpers takes longer than reading them.
ALONE = "SET LOCAL max_parallel_workers_per_gather = 0"
LOOK = """
SELECT e.id FROM register_elector e
WHERE e.constituency_id = %(seat)s AND e.on_register = %(on_register)s AND {where}
ORDER BY {order} LIMIT %(limit)s
"""


@dataclass(frozen=True)
class FoundElector:
    """Somebody who was found, the number they bear now, and by which way they were found."""

    elector: Elector
    entry: RegisterEntry | None
    how: How

    @property
    def number(self) -> str:
        return str(self.entry) if self.entry else ""


@dataclass
class Findings:
    """At most `MOST` electors, the likeliest first; `is_more` says that there are others, `is_too_short` that the
    text was, and nobody's whole surname either.

    `streets` are those that the words may mean. `which` is filled where one number stands in several registers: the
    answer is then a question.
    """

    electors: list[FoundElector] = field(default_factory=list)
    is_more: bool = False
    is_too_short: bool = False
    streets: list[Street] = field(default_factory=list)
    which: list[NumberHit] = field(default_factory=list)

    @property
    def is_of_several_officers(self) -> bool:
        """Whether a number alone does not say whose register it stands in."""
        return len({found.entry.edition.officer_id for found in self.electors if found.entry}) > 1

    @property
    def ids(self) -> list[UUID]:
        return [found.elector.id for found in self.electors]


def find_electors(constituency: int, text: str, *, limit: int = MOST) -> Findings:
    """Find electors of a seat by name, number, address or postcode, as far as the walls let them be seen.

    Words stand in any order and may be unfinished. Nothing typed finds nobody; one letter or two find those
    alone whose whole surname it is.
    """
    if is_too_short(text):
        return _briefly_called(constituency, text, limit)
    findings = Findings()
    found: dict[UUID, How] = {}
    change(ALONE, {})
    for asked in read_question(text):
        for elector, how in _answers(constituency, asked, limit + 1 - len(found), findings, found):
            found.setdefault(elector, how)
        if len(found) > limit or (found and is_unmistakable(asked)):
            break
    findings.is_more = len(found) > limit
    findings.electors = _told(constituency, dict(list(found.items())[:limit]))
    return findings


def _briefly_called(constituency: int, text: str, limit: int) -> Findings:
    called = Elector.objects.of_seat(constituency).filter(surname_key=normalised(text))
    rows = called.order_by("-on_register", "given_key", "id").values_list("id", "on_register")[: limit + 1]
    found = {elector: How.SPELT if stands else How.LEFT for elector, stands in rows}
    electors = _told(constituency, dict(list(found.items())[:limit]))
    return Findings(electors, is_more=len(found) > limit, is_too_short=not found)


def _answers(
    constituency: int, asked: Asked, limit: int, findings: Findings, found: dict[UUID, How]
) -> Iterator[tuple[UUID, How]]:
    match asked:
        case NumberAsked():
            hits = _numbered(constituency, asked, limit)
            if asked.letters and len({hit.elector_id for hit in hits}) > 1:
                findings.which = hits
            yield from ((hit.elector_id, How.NUMBERED) for hit in hits)
        case PostcodeAsked():
            lives = electors_at_postcode(constituency, asked, limit)
            yield from ((elector, How.LIVES_THERE) for elector in lives)
        case AddressAsked():
            findings.streets = streets_called(constituency, asked)
            lives = electors_at(constituency, asked, findings.streets, limit + len(found))
            yield from ((elector, How.LIVES_THERE) for elector in lives)
        case NameAsked():
            yield from _named(constituency, asked, limit)


def _numbered(constituency: int, asked: NumberAsked, limit: int) -> list[NumberHit]:
    if asked.letters:
        return electors_by_number(constituency, asked.letters, asked.number, asked.suffix)
    return electors_numbered(constituency, asked.number, asked.suffix, limit)


def _named(constituency: int, asked: NameAsked, limit: int) -> Iterator[tuple[UUID, How]]:
    """Take one way after another until there are enough."""
    found: set[UUID] = set()
    meant = {word: other_forms(word) for word in asked.words}
    for step in steps_by_name(asked.words, meant):
        for elector in _look(constituency, step, limit + len(found)):
            if elector not in found:
                found.add(elector)
                yield elector, step.how
        if len(found) >= limit:
            return


def _look(constituency: int, step: Step, limit: int) -> Iterable[UUID]:
    named = {"seat": constituency, "on_register": step.on_register, "limit": limit, **step.parameters}
    rows = fetch(LOOK.format(where=step.where, order=step.order), named)
    return [elector for (elector,) in rows]


def _told(constituency: int, found: dict[UUID, How]) -> list[FoundElector]:
    """Read whom we found, with door, street, district and number, in the order in which they were found."""
    electors = Elector.objects.of_seat(constituency).select_related("district", "street", "door__building")
    known = {elector.id: elector for elector in electors.filter(id__in=list(found))}
    entries = RegisterEntry.objects.filter(
        constituency_id=constituency, elector_id__in=list(found), closed_by=None
    ).select_related("edition__officer")
    numbers = {entry.elector_id: entry for entry in entries}
    return [FoundElector(known[one], numbers.get(one), how) for one, how in found.items() if one in known]
