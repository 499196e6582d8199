"""What the pages of photographs list: those sent together, and pages that wait to be settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from hustings.paper.models import PageState, Photograph, PhotographedPage
from hustings.paper.photographs.settling import read_lines_of
from hustings.paper.photographs.telling import fault_sentences

RECENT = 12
MOST_SHOWN = 200


@dataclass(frozen=True)
class PageShown:
    """A photographed page in a list, with how many lines of it are asked about."""

    page: PhotographedPage
    doubts: int
    lines: int

    @property
    def is_open(self) -> bool:
        return self.page.state == PageState.OPEN


@dataclass(frozen=True)
class PhotographShown:
    """One file with its pages, what could not be read of it, and the page of the one sent before it."""

    photograph: Photograph
    pages: list[PageShown]
    faults: list[str]
    before: UUID | None

    @property
    def found(self) -> int:
        """How many sheets were found on the file, those that could not be read among them."""
        return len(self.pages) + sum(bool(fault.get("about")) for fault in self.photograph.faults)


@dataclass(frozen=True)
class BatchShown:
    """Photographs that were sent at one go."""

    batch: UUID
    sent_at: datetime
    count: int
    waiting: int


def batch_of(constituency: int, batch: UUID) -> list[PhotographShown]:
    """The photographs of a batch in the order they were sent."""
    found = Photograph.objects.filter(constituency_id=constituency, batch=batch).order_by("id")
    photographs = list(found.prefetch_related("pages__sheet__pack"))
    before = Photograph.objects.filter(constituency_id=constituency).in_bulk(
        [photograph.same_as for photograph in photographs if photograph.same_as]
    )
    pages = [page for photograph in photographs for page in photograph.pages.all()]
    shown = {each.page.id: each for each in _shown(constituency, pages)}
    return [
        PhotographShown(
            photograph,
            [
                shown[page.id]
                for page in sorted(photograph.pages.all(), key=lambda page: (page.sheet.code, page.number))
            ],
            fault_sentences(constituency, photograph.faults),
            before[photograph.same_as].batch if photograph.same_as in before else None,
        )
        for photograph in photographs
    ]


def open_pages(constituency: int) -> list[PageShown]:
    """Pages of the seat that wait to be settled, oldest first."""
    pages = (
        _open(constituency).select_related("sheet__pack", "photograph").order_by("photograph__sent_at", "id")
    )
    return _shown(constituency, pages[:MOST_SHOWN])


def next_open_page(constituency: int, batch: UUID, *, but: UUID | None = None) -> PhotographedPage | None:
    """The next page of a batch that waits."""
    pages = _open(constituency).filter(photograph__batch=batch)
    others = pages.exclude(pk=but) if but else pages
    return others.order_by("photograph_id", "id").first()


def recent_batches(constituency: int) -> list[BatchShown]:
    """What was sent lately, newest first."""
    rows = (
        Photograph.objects.filter(constituency_id=constituency)
        .values("batch")
        .annotate(
            sent=Min("sent_at"),
            count=Count("id", distinct=True),
            waiting=Count("pages", filter=Q(pages__state=PageState.OPEN), distinct=True),
        )
        .order_by("-sent")[:RECENT]
    )
    return [BatchShown(row["batch"], row["sent"], row["count"], row["waiting"]) for row in rows]


def _open(constituency: int) -> QuerySet[PhotographedPage]:
    return PhotographedPage.objects.filter(constituency_id=constituency, state=PageState.OPEN)


def _shown(constituency: int, pages: Iterable[PhotographedPage]) -> list[PageShown]:
    """Pages with what is asked about them, however many in two queries."""
    pages = list(pages)
    read = read_lines_of(constituency, [page for page in pages if page.state == PageState.OPEN])
    return [
        PageShown(
            page,
            sum(bool(line.doubts) for line in read.get(page.id, {}).values()),
            sum(bool(line.letters) for line in read.get(page.id, {}).values()),
        )
        for page in pages
    ]
