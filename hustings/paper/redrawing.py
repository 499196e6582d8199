"""What paper adds when a district goes to another seat: a printed sheet is keyed in where its people are now.

A sheet stays in the ledger where it was printed. Its lines go with their electors to a twin of it in the new seat,
under the same code and with the same script: whoever holds the paper keys each line where that line now is.
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from hustings.canvassing.redrawing import printed_codes_here
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import Imprint, KeyedLine, Letter, Pack, Photograph, PhotographedPage, Sheet
from hustings.register.models import Door, Elector
from hustings.register.redrawing.following import Move, keeps_in_place, mends

Row = TypeVar("Row", Pack, Sheet)

keeps_in_place(Pack, Sheet, because="paper stays in the ledger of whoever printed it; its lines go to a twin")
keeps_in_place(
    Letter, Imprint, because="a letter and its imprint are the seat's own words and name no elector"
)
keeps_in_place(
    Photograph,
    PhotographedPage,
    because="what a photograph shows is settled where it was sent, within its week",
)

SHEETS_LEFT = """
SELECT sheet_id FROM paper_sheetline WHERE constituency_id = %(to)s AND elector_id = ANY (%(electors)s::uuid[])
UNION SELECT sheet_id FROM paper_sheetdoor WHERE constituency_id = %(to)s AND door_id = ANY (%(doors)s::uuid[])
"""
TO_THEIR_TWIN = """
UPDATE {table} t SET sheet_id = s.twin FROM unnest(%(sheets)s::uuid[], %(twins)s::uuid[]) AS s (sheet, twin)
WHERE t.constituency_id = %(to)s AND t.sheet_id = s.sheet
"""
KEYED_TO_THEIR_TWIN = """
UPDATE paper_keyedline k SET constituency_id = %(to)s, sheet_id = s.twin
FROM unnest(%(sheets)s::uuid[], %(twins)s::uuid[]) AS s (sheet, twin)
JOIN paper_sheetline l ON l.constituency_id = %(to)s AND l.sheet_id = s.twin
WHERE k.constituency_id = %(from)s AND k.sheet_id = s.sheet AND k.line = l.line
"""
COUNT_KEYED = """
UPDATE paper_sheet s SET keyed_count = (
    SELECT count(*) FROM paper_keyedline k
    WHERE k.constituency_id = s.constituency_id AND k.sheet_id = s.id AND k.stands)
WHERE s.constituency_id IN (%(from)s, %(to)s) AND s.id = ANY (%(both)s::uuid[])
"""
COUNT_SHEETS = """
UPDATE paper_pack p SET sheet_count = (
    SELECT count(*) FROM paper_sheet s WHERE s.constituency_id = p.constituency_id AND s.pack_id = p.id)
WHERE p.constituency_id = %(to)s AND p.id = ANY (%(packs)s::uuid[])
"""


@mends(KeyedLine)
def take_lines_to_their_twins(move: Move) -> None:
    """Give lines that went with their electors a sheet in the new seat, and what was keyed for them with it."""
    parameters: dict[str, Any] = {
        "from": move.from_seat, "to": move.to_seat, "electors": move.ids[Elector], "doors": move.ids[Door],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SHEETS_LEFT, parameters)
        left = [sheet for (sheet,) in cursor.fetchall()]
        if not left:
            return
        sheets = list(
            Sheet.objects.filter(constituency_id=move.from_seat, id__in=left).select_related("pack")
        )
        twins = _twins_of(sheets, move)
        parameters |= {"sheets": [sheet.id for sheet in sheets], "twins": [twin.id for twin in twins]}
        parameters["both"] = [*parameters["sheets"], *parameters["twins"]]
        parameters["packs"] = [twin.pack_id for twin in twins]
        for table in ("paper_sheetline", "paper_sheetdoor"):
            cursor.execute(TO_THEIR_TWIN.format(table=table), parameters)
        for statement in (KEYED_TO_THEIR_TWIN, COUNT_KEYED, COUNT_SHEETS):
            cursor.execute(statement, parameters)


def _twins_of(sheets: Sequence[Sheet], move: Move) -> list[Sheet]:
    """The sheets of the same codes in the new seat, in order; a sheet that comes back finds the one it came from."""
    there = Sheet.objects.filter(constituency_id=move.to_seat, code__in=[sheet.code for sheet in sheets])
    known = {sheet.code: sheet for sheet in there}
    packs = {sheet.pack_id: sheet.pack for sheet in sheets if sheet.code not in known}
    siblings = {id: _sibling_of(pack, move) for id, pack in packs.items()}
    made = {
        sheet.code: _copied(
            sheet, id=uuid7(), constituency_id=move.to_seat, pack_id=siblings[sheet.pack_id].id
        )
        for sheet in sheets
        if sheet.code not in known
    }
    Sheet.objects.bulk_create(made.values())
    return [known.get(sheet.code) or made[sheet.code] for sheet in sheets]


def _sibling_of(pack: Pack, move: Move) -> Pack:
    """The same pack in the new seat: without its file, and with the codes of that seat behind the same letters."""
    same = Pack.objects.filter(
        constituency_id=move.to_seat, made_at=pack.made_at, made_by=pack.made_by, streets=pack.streets
    ).first()
    if same is not None:
        return same
    script = pack.script | {"codes": printed_codes_here(move.to_seat, pack.script["codes"], at=move.at)}
    made = _copied(pack, id=uuid7(), constituency_id=move.to_seat, script=script, file_id=None, job_id=None)
    made.save(force_insert=True)
    return made


def _copied(row: Row, *, id: UUID, **other: Any) -> Row:
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**said, **other, "id": id})
