"""Fixing the order of walks on paper: each is a sheet, its doors as they are walked, people of its list alone."""

import secrets
from datetime import datetime
from typing import Any

from django.db import connection

from hustings.canvassing.holding_out import NOT_HELD_OUT
from hustings.lib.sheet_codes import CODES, spell_code
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import Pack, Sheet, SheetState

# Under the purpose of canvassing the walls hide who objects; the statement says it too, for whoever reads it.
ASKED_FOR = f"""e.constituency_id = %(seat)s AND e.on_register AND NOT e.objects_at_door
AND {NOT_HELD_OUT}"""
OF_WALK = f"{ASKED_FOR} AND e.door_id = w.door_id AND (w.electors IS NULL OR e.id = ANY (w.electors))"

DOORS = f"""
SELECT w.walk_id, w.place, d.id, d.do_not_knock, s.district_id
FROM targeting_walkdoor w
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = w.door_id
JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = d.street_id
WHERE w.constituency_id = %(seat)s AND w.walk_id = ANY (%(walks)s)
  AND (d.do_not_knock OR EXISTS (SELECT FROM register_elector e WHERE {OF_WALK}))
"""
WALKS = f"""
SELECT w.id, w.number || '. ' || w.name, mode() WITHIN GROUP (ORDER BY doors.district_id)
FROM targeting_walk w JOIN ({DOORS}) AS doors ON doors.walk_id = w.id
WHERE w.constituency_id = %(seat)s GROUP BY w.id, w.number, w.name ORDER BY w.number
"""
WRITE_DOORS = f"""
INSERT INTO paper_sheetdoor (constituency_id, sheet_id, place, door_id, do_not_knock)
SELECT %(seat)s, t.sheet_id, row_number() OVER (PARTITION BY t.sheet_id ORDER BY doors.place), doors.id,
       doors.do_not_knock
FROM unnest(%(sheets)s::uuid[], %(of)s::uuid[]) AS t (sheet_id, walk_id)
JOIN ({DOORS}) AS doors ON doors.walk_id = t.walk_id
"""
WRITE_WALK_LINES = f"""
INSERT INTO paper_sheetline (constituency_id, sheet_id, line, door_id, elector_id)
SELECT %(seat)s, p.sheet_id, row_number() OVER (
           PARTITION BY p.sheet_id
           ORDER BY p.place, e.surname_key COLLATE "C", e.given_key COLLATE "C", e.seat_no),
       p.door_id, e.id
FROM paper_sheetdoor p
JOIN paper_sheet s ON s.constituency_id = %(seat)s AND s.id = p.sheet_id
JOIN targeting_walkdoor w ON w.constituency_id = %(seat)s AND w.walk_id = s.walk_id AND w.door_id = p.door_id
JOIN register_elector e ON {OF_WALK}
WHERE p.constituency_id = %(seat)s AND p.sheet_id = ANY (%(sheets)s) AND NOT p.do_not_knock
"""


def fix_walk_doors(pack: Pack, *, at: datetime) -> list[Sheet]:
    """Write a sheet for each of a pack's walks that still has a door to knock at, and its doors in walking order."""
    values: dict[str, Any] = {"seat": pack.constituency_id, "walks": pack.walks}
    with connection.cursor() as cursor:
        cursor.execute(WALKS, values)
        rows = cursor.fetchall()
        sheets = Sheet.objects.bulk_create(
            Sheet(
                id=uuid7(),
                constituency_id=pack.constituency_id,
                pack=pack,
                code=spell_code(secrets.randbelow(CODES)),
                number=number,
                district_id=district,
                title=title[:300],
                walk_id=walk,
                state=SheetState.PRINTED,
                state_at=at,
            )
            for number, (walk, title, district) in enumerate(rows, start=1)
        )
        if sheets:
            of = {"sheets": [sheet.id for sheet in sheets], "of": [sheet.walk_id for sheet in sheets]}
            cursor.execute(WRITE_DOORS, values | of)
    return sheets
