"""Reading what photographs show: each is looked at, and what its sheets hold waits for a person to settle it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.paper.models import Photograph, PhotographedPage, PhotographState, Sheet
from hustings.paper.photographs.faults import Fault
from hustings.paper.photographs.finding import NamedPage, named_page
from hustings.paper.photographs.forgetting import forget_picture
from hustings.paper.photographs.lanes import Looked, Seen, look_at_files
from hustings.work.models import SealedFile
from hustings.work.reporting import Report
from hustings.work.sealing import open_file, seal_file


@dataclass
class ReadBatch:
    """How many photographs were read, how many pages of sheets are on them, and on how many nothing was read."""

    photographs: int = 0
    pages: int = 0
    unreadable: int = 0


@dataclass
class _Reading:
    batch: UUID
    constituency: int
    by: Actor
    at: datetime
    report: Report
    total: int
    named: dict[str, NamedPage] = field(default_factory=dict)
    done: ReadBatch = field(default_factory=ReadBatch)

    def name(self, text: str) -> NamedPage:
        if text not in self.named:
            self.named[text] = named_page(self.constituency, text)
        return self.named[text]

    def find(self, codes: Sequence[str]) -> list[dict[str, Any] | None]:
        return [self.name(text).asked for text in codes]


def read_photographs(*, batch: UUID, constituency: int, by: Actor, at: datetime, report: Report) -> ReadBatch:
    """Look at all photographs of a batch that wait; nothing that they show is recorded yet. One entry in the log."""
    with transaction.atomic():
        waiting = list(
            Photograph.objects.select_for_update().filter(
                constituency_id=constituency, batch=batch, state=PhotographState.WAITING
            )
        )
        files = SealedFile.objects.in_bulk([photograph.file_id for photograph in waiting])
        reading = _Reading(batch, constituency, by, at, report, len(waiting))
        report(0, len(waiting), _("Looking for sheets."))
        look_at_files(
            [
                (photograph, partial(_unsealed, files[photograph.file_id]))
                for photograph in waiting
                if photograph.file_id in files
            ],
            find=reading.find,
            take=partial(_take, reading),
        )
        record(
            action=Action.PAPER_SHEET_KEY,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            constituency=constituency,
            place=f"photographs {batch}",
            count=reading.done.pages,
            rule="photographs read",
        )
    return reading.done


def told(done: ReadBatch) -> str:
    """Say in a sentence what was read."""
    pages = ngettext("%(count)d page was read.", "%(count)d pages were read.", done.pages) % {
        "count": done.pages
    }
    if not done.unreadable:
        return pages
    rest = ngettext(
        "On %(count)d photograph something could not be read.",
        "On %(count)d photographs something could not be read.",
        done.unreadable,
    ) % {"count": done.unreadable}
    return f"{pages} {rest}"


def _unsealed(file: SealedFile) -> bytes:
    return b"".join(open_file(file))


def _take(reading: _Reading, photograph: Photograph, looked: Looked) -> None:
    """Keep what was seen on one file, and forget its picture where nothing is left to settle."""
    faults: list[dict[str, Any]] = [{"fault": looked.fault.value}] if looked.fault else []
    if looked.bare:
        faults.append({"fault": Fault.NO_SHEET.value, "count": looked.bare})
    pages = 0
    for seen in looked.sheets:
        named = reading.name(seen.code)
        if seen.fault is not None or named.sheet is None:
            faults.append({"fault": str(seen.fault), "about": named.code, "page": named.page})
            continue
        _keep_page(reading, photograph, named.sheet, named.page, seen)
        pages += 1
    photograph.faults = faults + _unasked(reading, looked)
    photograph.state = PhotographState.READ if pages else PhotographState.UNREADABLE
    if not pages:
        forget_picture(photograph.file_id)
        photograph.file_id = None
    photograph.save(update_fields=["faults", "state", "file_id"])
    reading.done.photographs += 1
    reading.done.pages += pages
    reading.done.unreadable += bool(photograph.faults)
    sentence = _("%d pages read.") % reading.done.pages
    reading.report(reading.done.photographs, reading.total, sentence)


def _unasked(reading: _Reading, looked: Looked) -> list[dict[str, Any]]:
    """What is wrong with the sheets that were found and not read, each once."""
    named = {text: reading.named[text] for text in looked.codes if not reading.named[text].asked}
    return [{"fault": each.fault, "about": each.code, "page": each.page} for each in named.values()]


def _keep_page(reading: _Reading, photograph: Photograph, sheet: Sheet, number: int, seen: Seen) -> None:
    picture = seal_file(
        [seen.picture],
        name=f"{sheet.code}-{number}.jpg",
        media_type="image/jpeg",
        person_id=photograph.sent_by or photograph.id,
        # It is kept no longer than the photograph that it was cut from.
        at=photograph.sent_at,
        constituency=reading.constituency,
    )
    PhotographedPage.objects.create(
        constituency_id=reading.constituency,
        photograph=photograph,
        sheet=sheet,
        number=number,
        read=seen.rows,
        picture_id=picture.id,
    )
