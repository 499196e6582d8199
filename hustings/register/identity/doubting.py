"""Questions that wait for a person: how many there are, and in which order they are asked."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hustings.register.models import Doubt, Import

OPEN, MOVED = Doubt.State.OPEN, Doubt.Kind.MOVED


@dataclass
class Waiting:
    """How many questions wait, of each list, and how many are answered; of one file, or of all."""

    run: Import | None = None
    alike: int = 0
    moved: int = 0
    decided: int = 0

    def add(self, kind: str, state: str, count: int) -> None:
        if state != OPEN:
            self.decided += count
        elif kind == MOVED:
            self.moved += count
        else:
            self.alike += count


@dataclass(frozen=True)
class Queue:
    """A list of questions in the order in which they are asked: every question about one row together."""

    ids: tuple[UUID, ...] = field(default=())

    def at(self, place: int) -> tuple[UUID, ...]:
        """The question at a place counted from 1, if any; past the end the last one, so that deciding moves on."""
        return self.ids[self.place(place) - 1 :][:1]

    def place(self, place: int) -> int:
        return max(min(place, len(self.ids)), 1)


def doubts_that_wait(constituency: int, *, moved: bool = False, run: UUID | None = None) -> QuerySet[Doubt]:
    """The open questions of a seat, or of one import: who may have moved apart from everybody else."""
    found = Doubt.objects.filter(constituency_id=constituency, state=OPEN)
    found = found.filter(kind=MOVED) if moved else found.exclude(kind=MOVED)
    return found.filter(run_id=run) if run else found


def questions_about(constituency: int, elector: UUID) -> QuerySet[Doubt]:
    """The open questions whether an elector is one person with another."""
    either = Q(elector_id=elector) | Q(earlier_id=elector)
    return Doubt.objects.filter(either, constituency_id=constituency, state=OPEN)


def count_rows(doubts: QuerySet[Doubt]) -> int:
    """How many rows they are about: of one row more than one question may be asked."""
    return doubts.order_by().values("run_id", "line").distinct().count()


def queue_of(doubts: QuerySet[Doubt]) -> Queue:
    return Queue(tuple(doubts.order_by("run_id", "line", "-likeness", "id").values_list("id", flat=True)))


def count_waiting(constituency: int) -> tuple[Waiting, list[Waiting]]:
    """Count the questions of a seat: in all, and of each file, newest first.

    A file that was sent in another seat is not shown here, though its questions are.
    """
    counted = Doubt.objects.filter(constituency_id=constituency).order_by()
    found = counted.values_list("run_id", "kind", "state").annotate(Count("id"))
    runs = Import.objects.filter(pk__in=counted.values("run_id")).order_by("-made_at")
    by_file = {run.pk: Waiting(run) for run in runs}
    together = Waiting()
    for run, kind, state, count in found:
        together.add(kind, state, count)
        if run in by_file:
            by_file[run].add(kind, state, count)
    return together, list(by_file.values())


def last_decided(constituency: int, person: UUID | None) -> Doubt | None:
    """What somebody decided last and can take back with one key; what was answered with it is left out."""
    mine = Doubt.objects.filter(constituency_id=constituency, decided_by=person).exclude(state=OPEN)
    return mine.exclude(moved__has_key="with").order_by("-decided_at", "-id").first()
