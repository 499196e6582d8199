"""Fixing the order of print: which door stands on which sheet, and which elector on which line.

What is written here is never changed: a sheet keys in as it was printed, whatever the register does later.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from hustings.lib.sheet_codes import CODES, spell_code
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import Pack, Sheet, SheetState
from hustings.paper.rules import StreetToPrint, Stretch, share_streets
from hustings.paper.walk_order import ASKED_FOR, WRITE_WALK_LINES, fix_walk_doors

# A door is printed where somebody stands behind it whom we may ask for, or where it must be passed by; in a
# supplement only where somebody has come whom no sheet of this seat has named yet.
DOORS = f"""
SELECT d.id, d.street_id, d.do_not_knock,
       row_number() OVER (PARTITION BY d.street_id ORDER BY d.walk_order, d.id) AS place
FROM register_door d
WHERE d.constituency_id = %(seat)s AND d.street_id = ANY (%(streets)s) AND (
    d.do_not_knock AND NOT %(supplement)s
    OR NOT d.do_not_knock AND EXISTS (
        SELECT FROM register_elector e WHERE {ASKED_FOR} AND e.door_id = d.id
        AND (NOT %(supplement)s OR NOT EXISTS (
            SELECT FROM paper_sheetline l WHERE l.constituency_id = %(seat)s AND l.elector_id = e.id))))
"""
STREETS = f"""
SELECT s.id, s.district_id, s.name, doors.count
FROM (SELECT street_id, count(*) FROM ({DOORS}) AS each GROUP BY street_id) AS doors
JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = doors.street_id
JOIN geography_pollingdistrict p ON p.id = s.district_id
ORDER BY p.letters COLLATE "C", p.id, s.name_key COLLATE "C", s.locality_key COLLATE "C", s.id
"""
WRITE_DOORS = f"""
INSERT INTO paper_sheetdoor (constituency_id, sheet_id, place, door_id, do_not_knock)
SELECT %(seat)s, t.sheet_id, row_number() OVER (PARTITION BY t.sheet_id ORDER BY t.position, doors.place),
       doors.id, doors.do_not_knock
FROM unnest(%(sheet)s::uuid[], %(position)s::int[], %(street)s::uuid[], %(first)s::int[], %(last)s::int[])
    AS t (sheet_id, position, street_id, first, last)
JOIN ({DOORS}) AS doors ON doors.street_id = t.street_id AND doors.place BETWEEN t.first AND t.last
"""
WRITE_LINES = f"""
INSERT INTO paper_sheetline (constituency_id, sheet_id, line, door_id, elector_id)
SELECT %(seat)s, p.sheet_id, row_number() OVER (
           PARTITION BY p.sheet_id
           ORDER BY p.place, e.surname_key COLLATE "C", e.given_key COLLATE "C", e.seat_no),
       p.door_id, e.id
FROM paper_sheetdoor p
JOIN register_elector e ON {ASKED_FOR} AND e.door_id = p.door_id
WHERE p.constituency_id = %(seat)s AND p.sheet_id = ANY (%(sheets)s) AND NOT p.do_not_knock
"""
COUNT = """
UPDATE paper_sheet s SET
    door_count = (SELECT count(*) FROM paper_sheetdoor d WHERE d.constituency_id = %(seat)s AND d.sheet_id = s.id),
    line_count = (SELECT count(*) FROM paper_sheetline l WHERE l.constituency_id = %(seat)s AND l.sheet_id = s.id)
WHERE s.constituency_id = %(seat)s AND s.id = ANY (%(sheets)s)
"""


def fix_doors(pack: Pack, *, together: bool, at: datetime) -> list[Sheet]:
    """Write a pack's sheets and their doors, and give the sheets in order; none where there is no door to print."""
    if pack.walks:
        return fix_walk_doors(pack, at=at)
    parameters: dict[str, Any] = {
        "seat": pack.constituency_id, "streets": pack.streets, "supplement": pack.is_supplement,
    }  # fmt: skip
    streets = [StreetToPrint(*row) for row in _run(STREETS, parameters)]
    shares = share_streets(streets, together=together)
    sheets = Sheet.objects.bulk_create(_sheets(pack, shares, at))
    if sheets:
        _run(WRITE_DOORS, parameters | _plan(sheets, shares))
    return sheets


def fix_lines(pack: Pack, sheets: Sequence[Sheet]) -> None:
    """Write the lines of some sheets of a pack whose doors are fixed; a few at a time, while others are being set."""
    parameters = {"seat": pack.constituency_id, "sheets": [sheet.id for sheet in sheets]}
    for statement in (WRITE_WALK_LINES if pack.walks else WRITE_LINES, COUNT):
        _run(statement, parameters)


def _sheets(pack: Pack, shares: list[list[Stretch]], at: datetime) -> list[Sheet]:
    return [
        Sheet(
            id=uuid7(),
            constituency_id=pack.constituency_id,
            pack=pack,
            code=spell_code(secrets.randbelow(CODES)),
            number=number,
            district_id=share[0].street.district,
            title=_title(share)[:300],
            state=SheetState.PRINTED,
            state_at=at,
        )
        for number, share in enumerate(shares, start=1)
    ]


def _title(share: Sequence[Stretch]) -> str:
    """Name the streets, and which part of one that is too long for a sheet."""
    names = ", ".join(dict.fromkeys(stretch.street.name for stretch in share))
    first = share[0]
    if first.parts == 1:
        return names
    return _("%(street)s, part %(part)d of %(parts)d") % {
        "street": names, "part": first.part, "parts": first.parts,
    }  # fmt: skip


def _plan(sheets: list[Sheet], shares: list[list[Stretch]]) -> dict[str, list[Any]]:
    rows: list[tuple[UUID, int, UUID, int, int]] = [
        (sheet.id, position, stretch.street.id, stretch.first, stretch.last)
        for sheet, share in zip(sheets, shares, strict=True)
        for position, stretch in enumerate(share)
    ]
    names = ("sheet", "position", "street", "first", "last")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _run(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []
