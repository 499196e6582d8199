"""Recording what was read of a page, once a person has looked at it: by the same verb as keying, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.paper.keying import UnableToKey, key_line, refuse_day
from hustings.paper.listing import keyed_letters
from hustings.paper.models import PageState, PhotographedPage, Sheet, SheetState
from hustings.paper.moving import move_sheet
from hustings.paper.photographs.forgetting import forget_picture, settle_photograph
from hustings.paper.photographs.rules import spelt
from hustings.paper.photographs.settling import read_lines
from hustings.paper.reading_marks import scheme_of

NOTHING = "-"
"""What is sent for a line on which nothing is marked."""


class UnableToSettlePage(Exception):
    """Nothing of this page was recorded; the message says why and what to do. `lines` are those to look at."""

    def __init__(self, sentence: str, lines: tuple[int, ...] = ()) -> None:
        super().__init__(sentence)
        self.lines = lines


@dataclass(frozen=True)
class SettledPage:
    """What became of a page: lines recorded now, lines that stood so already, and lines refused with the reason."""

    recorded: tuple[int, ...]
    same: tuple[int, ...]
    refused: dict[int, str]


def record_page(
    *,
    constituency: int,
    page_id: UUID,
    decided: Mapping[int, str],
    happened_on: date,
    by: Actor,
    at: datetime,
) -> SettledPage:
    """Record a photographed page: its sure lines as they were read, the doubtful ones as they were decided.

    `decided` holds letters for each doubtful line, "-" where nothing is marked. What stands already in the same
    letters is left as it is, whatever day it was keyed for: the same photograph twice changes nothing. A line that
    may not be recorded stays open with the reason, the others are recorded. Raises UnableToSettlePage, with nothing
    recorded, while a doubtful line is undecided, and for a day that cannot be that of any line.
    """
    with transaction.atomic():
        page = _open_page(constituency, page_id)
        try:
            refuse_day(page.sheet, happened_on, at)
        except UnableToKey as refusal:
            raise UnableToSettlePage(str(refusal)) from refusal
        wanted, same = _wanted(page, decided)
        refused: dict[int, str] = {}
        for line, letters in wanted.items():
            try:
                key_line(
                    constituency=constituency,
                    sheet_id=page.sheet_id,
                    line=line,
                    letters=letters,
                    happened_on=happened_on,
                    by=by,
                    at=at,
                )
            except UnableToKey as refusal:
                refused[line] = str(refusal)
        recorded = tuple(line for line in wanted if line not in refused)
        page.recorded_count += len(recorded)
        if refused:
            page.refused = {str(line): sentence for line, sentence in refused.items()}
            page.save(update_fields=["refused", "recorded_count"])
        else:
            _close(page, PageState.RECORDED, by, at)
            _move_sheet(page, by, at)
        _note(page, by, at, len(recorded), "photograph recorded")
    return SettledPage(recorded, same, refused)


def drop_page(*, constituency: int, page_id: UUID, by: Actor, at: datetime) -> PhotographedPage:
    """Leave a page out: nothing of it is recorded, its picture is forgotten. Raises UnableToSettlePage as above."""
    with transaction.atomic():
        page = _open_page(constituency, page_id)
        _close(page, PageState.DROPPED, by, at)
        _note(page, by, at, 0, "photograph left out")
    return page


def _open_page(constituency: int, page_id: UUID) -> PhotographedPage:
    pages = PhotographedPage.objects.select_for_update(of=("self",)).select_related(
        "sheet__pack", "photograph"
    )
    page = pages.filter(constituency_id=constituency, pk=page_id).first()
    if page is None or page.state != PageState.OPEN:
        raise UnableToSettlePage(_("This page was settled already. Nothing was changed."))
    return page


def _wanted(page: PhotographedPage, decided: Mapping[int, str]) -> tuple[dict[int, str], tuple[int, ...]]:
    """The letters to record by line, and the lines that stand so already."""
    lines = read_lines(page)
    open_lines = tuple(
        line for line, read in lines.items() if read.doubts and not decided.get(line, "").strip()
    )
    if open_lines:
        raise UnableToSettlePage(
            _("Decide about %s first. Nothing was recorded yet.") % ", ".join(map(str, open_lines)),
            open_lines,
        )
    scheme = scheme_of(page.sheet)
    chosen = {
        line: spelt(decided[line], scheme) if read.doubts else read.letters
        for line, read in lines.items()
        if read.doubts or read.letters
    }
    chosen = {line: letters for line, letters in chosen.items() if letters != NOTHING}
    standing = keyed_letters(page.sheet)
    same = tuple(line for line, letters in chosen.items() if standing.get(line) == letters)
    return {line: letters for line, letters in chosen.items() if line not in same}, same


def _close(page: PhotographedPage, state: str, by: Actor, at: datetime) -> None:
    """Settle a page: what was read of it and its picture are forgotten."""
    forget_picture(page.picture_id)
    page.state, page.settled_by, page.settled_at = state, by.person_id, at
    page.read, page.refused, page.picture_id = [], {}, None
    page.save()
    settle_photograph(page.photograph)


def _move_sheet(page: PhotographedPage, by: Actor, at: datetime) -> None:
    """Say in the ledger that the sheet is back, and keyed in once every page of it is recorded.

    Paper may be destroyed once it is photographed: then it stays so.
    """
    sheet = Sheet.objects.get(constituency_id=page.constituency_id, pk=page.sheet_id)
    if sheet.state == SheetState.DESTROYED:
        return
    pages = PhotographedPage.objects.filter(
        constituency_id=page.constituency_id, sheet=sheet, state=PageState.RECORDED
    )
    done = set(pages.values_list("number", flat=True)) >= set(range(1, sheet.page_count + 1))
    if done or sheet.state in (SheetState.PRINTED, SheetState.OUT, SheetState.MISSING):
        state = SheetState.ENTERED if done else SheetState.RETURNED
        move_sheet(constituency=page.constituency_id, sheet_id=sheet.id, state=state, by=by, at=at)


def _note(page: PhotographedPage, by: Actor, at: datetime, count: int, rule: str) -> None:
    record(
        action=Action.PAPER_SHEET_KEY,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=page.constituency_id,
        place=f"sheet {page.sheet.code}",
        count=count,
        rule=rule,
        detail={"page": page.number},
    )
