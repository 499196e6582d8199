"""The page on which a district is keyed in, as it stands for whoever looks at it."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.lib.elector_numbers import ElectorNumber
from hustings.register.models import KeyedMark, MarkedBatch, Turnout
from hustings.register.numbering import seat_numbers_of
from hustings.register.turnout.batches import (
    SECOND,
    Difference,
    State,
    differences_of,
    last_keyed,
    marks_of,
    numbers_of,
    pass_for,
)
from hustings.register.turnout.keying import Keyed
from hustings.register.turnout.rules import Number, in_spans, written
from hustings.register.turnout.settling import MOST_DIFFERENCES

NUMBERS_A_PAGE = 200


def marking_page(
    request: ScopedRequest, found: MarkedBatch, *, said: str = "", wrong: str = "", typed: str = ""
) -> HttpResponse:
    turn = pass_for(found, request.actor.own_id)
    known = numbers_of(found)
    marks = marks_of(found, turn) if turn else []
    page = Paginator(known, NUMBERS_A_PAGE).get_page(request.GET.get("page") or request.POST.get("page"))
    differences = differences_of(found) if found.state == State.DIFFERING else []
    log_read(
        request, f"marked register {found.id}", electors=_shown(found, page, marks, differences), rule="shown"
    )
    context = {
        "batch": found,
        "turn": turn,
        "is_second": turn == SECOND,
        "states": State,
        "page": page,
        "cells": _cells(page, {mark.whole: mark.method for mark in marks}),
        "shown": " ".join(written(one) for one in page.object_list),
        "count": len(marks),
        "of": len(known),
        "entries": _entries(marks, known),
        "differences": differences[:MOST_DIFFERENCES],
        "too_many": len(differences) > MOST_DIFFERENCES,
        "difference_count": len(differences),
        "told": said,
        "wrong": wrong,
        "typed": typed,
        "methods": Turnout.Method.choices,
    }
    return render(request, "register/batch.html", context, status=422 if wrong and not said else 200)


def _shown(
    batch: MarkedBatch, page: Page[Number], marks: list[KeyedMark], differences: list[Difference]
) -> list[tuple[int, int]]:
    """Whose numbers stand on the page: those of the grid, what was keyed last, and where the two differ."""
    keyed = (mark.whole for entry in last_keyed(marks) for mark in entry.marks)
    differing = (one.number for one in differences[:MOST_DIFFERENCES])
    numbers = (ElectorNumber(batch.letters, *one) for one in {*page.object_list, *keyed, *differing})
    return seat_numbers_of(batch.constituency_id, batch.edition_id, numbers)


def _cells(page: Page[Number], marked: Mapping[Number, str]) -> list[tuple[str, bool, bool]]:
    """The grid's cells: a number as printed, whether it is marked, and whether as a proxy's vote."""
    return [
        (written(one), one in marked, marked.get(one) == Turnout.Method.PROXY) for one in page.object_list
    ]


def _entries(marks: list[Any], known: list[Number]) -> list[tuple[str, str, int]]:
    """What was keyed last: its moment, its numbers as spans, and how many they are."""
    return [
        (
            entry.moment,
            " ".join(str(span) for span in islice(in_spans((mark.whole for mark in entry.marks), known), 12)),
            len(entry.marks),
        )
        for entry in last_keyed(marks)
    ]


def told(count: int) -> str:
    return (
        ngettext("%d number saved.", "%d numbers saved.", count) % count
        if count
        else _("Saved: nothing new.")
    )


def told_wrong(done: Keyed) -> str:
    said = []
    if done.chosen.unknown:
        spans = ", ".join(str(span) for span in done.chosen.unknown[:12])
        said.append(_("Nobody in this district has %s: not kept.") % spans)
    if done.unreadable:
        said.append(_("Not a number: %s.") % ", ".join(word[:12] for word in done.unreadable[:12]))
    return " ".join(said)


def left(done: Keyed) -> str:
    """What stays in the field to be corrected."""
    return " ".join([*(str(span) for span in done.chosen.unknown), *done.unreadable])[:200]
