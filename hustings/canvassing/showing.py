"""From counts to what a page shows: figures with their definitions, charts, the map, tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.canvassing import rules
from hustings.canvassing.areas import DISTRICT, SEAT, WARD, Step, parts_of
from hustings.canvassing.asking import FEWEST, PERIODS, Part, View
from hustings.canvassing.counting import AreaCount, Figures, added_up
from hustings.canvassing.definitions import definition_url
from hustings.canvassing.drawing import chart_of, map_of
from hustings.canvassing.models import Code
from hustings.canvassing.schemes import label_of
from hustings.elections.models import ElectionKind
from hustings.elections.standing import votes_needed
from hustings.lib.markup import Markup, grouped


@dataclass
class KindSection:
    """What is known for one kind of election."""

    kind: str
    label: str
    known: str
    age: int
    promises: str
    needed: str
    chart: Markup
    known_url: str
    promises_url: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    movements: dict[str, Any] | None = None


def page_of_figures(view: View, counted: AreaCount) -> dict[str, Any]:
    """Everything that the page of an area shows."""
    parts = parts_of(view.seat, view.part, counted)
    if not view.opens_rows:
        parts = without_small_areas(parts)
    shows_answers = view.opens_rows or counted.total.electors >= FEWEST
    return {
        "part": view.part,
        "view": view,
        "figures": figures_shown(view, counted),
        "electors": counted.total.electors,
        "sections": kind_sections(view, counted, parts) if shows_answers else [],
        "is_too_small": not shows_answers,
        "parts": table_of_parts(view, parts),
        "total": table_of_parts(view, [(Step(view.part.name), counted.total)])[0],
        "parts_title": _parts_title(view.part.level),
        "map": map_of(view, counted),
        "periods": [{"days": days, "is_chosen": days == view.days} for days in PERIODS],
        "what_counts_url": definition_url("contact"),
    }


def _parts_title(level: str) -> str:
    return {SEAT: _("Wards"), WARD: _("Polling districts"), DISTRICT: _("Streets")}.get(level, "")


def percent(share: float | None) -> str:
    """Write a share of one as a percentage with one decimal; a dash where there is nothing to share."""
    return "–" if share is None else f"{100 * share:.1f}%"


def figures_shown(view: View, counted: AreaCount) -> list[dict[str, Any]]:
    """The row of figures at the top of a page, each with its definition and its rows."""
    total = counted.total
    since = _("in the last %(days)d days") % {"days": view.days}
    spoken = _("spoken to themselves in the last %(days)d days; no answer is no contact") % {
        "days": view.days
    }
    return [
        _figure(view, _("Electors"), grouped(total.electors), "electors"),
        _figure(view, _("Doors"), grouped(total.doors), "doors"),
        _figure(view, _("Contacted"), grouped(total.contacted), "contacted", "contact") | {"note": spoken},
        _figure(view, _("Contact rate"), percent(total.contact_rate), "contacted", "contact-rate")
        | {"note": spoken},
        _figure(view, _("Doors left"), grouped(total.doors_left), "doors-left") | {"note": since},
    ]


def _figure(view: View, label: str, value: str, rows: str, anchor: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "value": value,
        "definition_url": definition_url(anchor or rows),
        "rows_url": view.rows_url(rows),
    }


def kind_sections(view: View, counted: AreaCount, parts: list[Part]) -> list[KindSection]:
    """One section for each kind of election that anybody told us about, Westminster first."""
    told = counted.total.intentions
    codes = codes_named(told.values())
    kinds = [kind for kind in ElectionKind.values if told.get(kind)]
    return [_section(view, kind, counted, parts, codes) for kind in kinds]


def codes_named(counts: Iterable[Counter[UUID]]) -> dict[UUID, Code]:
    """Read the codes that figures mention."""
    return Code.objects.in_bulk({code for said in counts for code in said})


def _section(
    view: View, kind: str, counted: AreaCount, parts: list[Part], codes: Mapping[UUID, Code]
) -> KindSection:
    total = counted.total
    promises = total.told(kind, [id for id, code in codes.items() if code.is_promise])
    needed = votes_needed(view.seat.id, kind) if view.part.level == SEAT else None
    return KindSection(
        kind=kind,
        label=str(ElectionKind(kind).label),
        known=grouped(total.known(kind)),
        age=counted.ages[kind],
        promises=grouped(promises),
        needed=grouped(needed) if needed else "",
        chart=chart_of(view, kind, total, parts, codes),
        known_url=view.rows_url("told", kind=kind),
        promises_url=view.rows_url("told", kind=kind, code=rules.core_code_id(rules.Meaning.DEFINITE)),
        answers=_answers(view, kind, total, codes),
        movements=_movements(view, kind, counted, codes),
    )


def _answers(view: View, kind: str, total: Figures, codes: Mapping[UUID, Code]) -> list[dict[str, Any]]:
    known = total.known(kind)
    order = list(rules.SHADES)
    rows = sorted(
        total.intentions[kind].items(),
        key=lambda row: (order.index(rules.Meaning(codes[row[0]].meaning)), -row[1]),
    )
    return [
        {
            "label": str(codes[id]),
            "told": grouped(told),
            "share": percent(told / known),
            "rows_url": view.rows_url("told", kind=kind, code=id),
        }
        for id, told in rows
    ]


def _movements(
    view: View, kind: str, counted: AreaCount, codes: Mapping[UUID, Code]
) -> dict[str, Any] | None:
    """The matrix of what electors said before (down) and say now (across); None where nobody spoke twice."""
    moved = counted.movements.get(kind)
    if not moved:
        return None
    named = dict(codes) | Code.objects.in_bulk({before for before, _now in moved} - codes.keys())
    told: Counter[tuple[str, str]] = Counter()
    for (before, now), electors in moved.items():
        told[named[before].meaning, named[now].meaning] += electors
    answers = list(rules.SHADES)
    return {
        "columns": [label_of(rules.BY_MEANING[now]) for now in answers],
        "rows": [
            {
                "label": label_of(rules.BY_MEANING[before]),
                "cells": [
                    {
                        "now": label_of(rules.BY_MEANING[now]),
                        "told": grouped(told[before, now]) if told[before, now] else "",
                        "stayed": before == now,
                        "rows_url": view.rows_url("moved", kind=kind, before=before, now=now),
                    }
                    for now in answers
                ],
            }
            for before in answers
        ],
    }


def table_of_parts(view: View, parts: list[Part]) -> list[dict[str, Any]]:
    """The rows of the table of smaller areas, by the first kind of election anybody told us about."""
    kind = _first_kind(figures for _step, figures in parts)
    promise = [code.id for code in rules.CORE_CODES if code.is_promise]
    return [
        {
            "name": step.name,
            "url": step.url,
            "electors": grouped(figures.electors),
            "doors": grouped(figures.doors),
            "contacted": grouped(figures.contacted),
            "rate": percent(figures.contact_rate),
            "known": grouped(figures.known(kind)),
            "promises": grouped(figures.told(kind, promise)),
            "left": grouped(figures.doors_left),
        }
        for step, figures in parts
    ]


def _first_kind(figures: Iterable[Figures]) -> str:
    told = {kind for each in figures for kind, said in each.intentions.items() if said}
    return next((kind for kind in ElectionKind.values if kind in told), ElectionKind.WESTMINSTER)


def without_small_areas(parts: list[Part]) -> list[Part]:
    """Put areas of fewer than ten electors together, for those who may not open the rows behind them."""
    large = [part for part in parts if part[1].electors >= FEWEST]
    small = [figures for _step, figures in parts if figures.electors < FEWEST]
    if not small:
        return large
    return [*large, (Step(_("Areas of fewer than ten electors")), added_up(small))]
