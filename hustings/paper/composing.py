"""Reading what sheets say from the database: doors and electors, in the order that was fixed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.canvassing.rules import Meaning, core_code_id
from hustings.geography.models import PollingDistrict
from hustings.lib.elector_numbers import ElectorNumber
from hustings.paper.covers import covers_of
from hustings.paper.models import Pack, Sheet
from hustings.paper.sheet_text import CoverText, DoorBlock, ElectorRow, SheetText
from hustings.paper.wording import mark_words, short_day, side_words

# Sheet by sheet and door by door: of rows written a moment ago, in this transaction, the planner knows nothing yet.
ROWS = """
SELECT p.sheet_id, p.place, p.do_not_knock, d.flat, d.number, d.number_suffix, d.name, d.side, s.name,
       concat_ws(', ', nullif(b.name, ''), concat_ws(' ', nullif(b.number, ''), s.name)), b.id IS NOT NULL,
       l.line, n.letters, n.number, n.suffix, e.forenames, e.surname, e.markers, e.attains_on,
       e.new_since IS NOT NULL AND NOT EXISTS (
           SELECT FROM paper_sheetline x
           WHERE x.constituency_id = %(seat)s AND x.elector_id = e.id AND x.sheet_id <> l.sheet_id),
       i.code_id, i.happened_at,
       EXISTS (SELECT FROM canvassing_answer a
               JOIN canvassing_conversation c ON c.constituency_id = %(seat)s AND c.id = a.conversation_id
               WHERE a.constituency_id = %(seat)s AND a.elector_id = e.id AND a.code_id = %(postal)s AND c.is_current)
       OR EXISTS (SELECT FROM register_absentvote v
                  WHERE v.constituency_id = %(seat)s AND v.elector_id = e.id AND v.kind = 'postal'
                    AND v.closed_by_id IS NULL AND coalesce(v.lapses_on, %(day)s) >= %(day)s)
FROM unnest(%(sheets)s::uuid[]) AS chosen (id)
CROSS JOIN LATERAL (
    SELECT * FROM paper_sheetdoor WHERE constituency_id = %(seat)s AND sheet_id = chosen.id OFFSET 0) AS p
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = p.door_id
JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = d.street_id
LEFT JOIN register_building b ON b.constituency_id = %(seat)s AND b.id = d.building_id
LEFT JOIN LATERAL (
    SELECT * FROM paper_sheetline
    WHERE constituency_id = %(seat)s AND door_id = p.door_id AND sheet_id = p.sheet_id OFFSET 0) AS l
    ON NOT p.do_not_knock
LEFT JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = l.elector_id
LEFT JOIN register_registerentry n
    ON n.constituency_id = %(seat)s AND n.elector_id = e.id AND n.closed_by_id IS NULL
LEFT JOIN canvassing_latestintention i
    ON i.constituency_id = %(seat)s AND i.elector_id = e.id AND i.election_kind = %(kind)s
ORDER BY p.sheet_id, p.place, l.line
"""


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: UUID
    place: int
    do_not_knock: bool
    flat: str
    number: int | None
    number_suffix: str
    name: str
    side: str
    street: str
    building: str
    in_building: bool
    line: int | None
    letters: str | None
    elector_number: int | None
    suffix: int | None
    forenames: str | None
    surname: str | None
    markers: str | None
    attains_on: date | None
    is_new: bool | None
    said: UUID | None
    said_at: datetime | None
    has_postal_vote: bool | None


class _Days(dict[datetime, str]):
    """How the day of a moment is written; the same few days are asked for thousands of times."""

    def __missing__(self, moment: datetime) -> str:
        self[moment] = short_day(localdate(moment))
        return self[moment]


class _Sides(dict[tuple[str, str], str]):
    """How a side of a street is called."""

    def __missing__(self, place: tuple[str, str]) -> str:
        self[place] = side_words(*place)
        return self[place]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How codes, days and sides are written on these sheets, and the day on which they are printed."""

    letters: dict[UUID, str]
    on: date
    days: _Days
    sides: _Sides


def compose_sheets(
    pack: Pack, sheets: Sequence[Sheet], letters: dict[UUID, str], *, on: date
) -> Iterator[SheetText]:
    """Give the texts of sheets whose lines are fixed, read at once; `letters` spell the codes of past intentions."""
    districts = _districts(sheets)
    spelling = _Spelling(letters, on, _Days(), _Sides())
    rows = {id: list(found) for id, found in groupby(_rows(pack, sheets, on), key=lambda row: row.sheet)}
    covers = covers_of(pack, sheets) if pack.walks else {}
    for sheet in sheets:
        doors = _doors(rows.get(sheet.id, []), spelling)
        yield _compose(pack, sheet, districts[sheet.district_id], doors, covers)


def _districts(sheets: Sequence[Sheet]) -> dict[UUID, PollingDistrict]:
    ids = {sheet.district_id for sheet in sheets}
    return PollingDistrict.objects.select_related("ward").in_bulk(ids)


def _rows(pack: Pack, sheets: Sequence[Sheet], on: date) -> Iterator[_Row]:
    parameters: dict[str, Any] = {
        "seat": pack.constituency_id,
        "sheets": [sheet.id for sheet in sheets],
        "kind": pack.election_kind,
        "postal": core_code_id(Meaning.POSTAL_VOTE),
        "day": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS, parameters)
        for row in cursor.fetchall():
            yield _Row(*row)


def _doors(rows: list[_Row], spelling: _Spelling) -> tuple[DoorBlock, ...]:
    blocks = (list(found) for _place, found in groupby(rows, key=lambda row: row.place))
    return tuple(_door(found, spelling) for found in blocks)


def _compose(
    pack: Pack,
    sheet: Sheet,
    district: PollingDistrict,
    doors: tuple[DoorBlock, ...],
    covers: Mapping[UUID, CoverText],
) -> SheetText:
    return SheetText(
        code=sheet.code,
        version=sheet.version,
        title=sheet.title,
        place=_place(pack, district),
        polling=_polling(district),
        doors=doors,
        cover=covers.get(sheet.id),
    )


def _place(pack: Pack, district: PollingDistrict) -> str:
    ward = _("%s ward") % district.ward if district.ward else ""
    letters = _("district %s") % district.letters
    organisation = pack.script.get("organisation", "")
    return " · ".join(filter(None, (str(pack.constituency), ward, letters, organisation)))


def _polling(district: PollingDistrict) -> str:
    if not district.polling_place:
        return _("Polling place: not announced yet. Open 7am to 10pm.")
    hours = district.polling_hours or _("7am to 10pm")
    return _("Polling place: %(place)s. Open %(hours)s.") % {"place": district.polling_place, "hours": hours}


def _door(rows: list[_Row], spelling: _Spelling) -> DoorBlock:
    first = rows[0]
    return DoorBlock(
        label=_label(first),
        side=spelling.sides[first.street, first.side],
        building=first.building if first.in_building else "",
        electors=tuple(_elector(row, spelling) for row in rows if row.line is not None),
        do_not_knock=first.do_not_knock,
    )


def _label(row: _Row) -> str:
    """What stands on the door: the flat under its building, elsewhere number and name."""
    if row.in_building:
        return row.flat or row.name
    house = "" if row.number is None else f"{row.number}{row.number_suffix}"
    return ", ".join(filter(None, (row.flat, house, row.name)))


def _elector(row: _Row, spelling: _Spelling) -> ElectorRow:
    assert row.line is not None
    number = ""
    if row.letters is not None and row.elector_number is not None:
        number = str(ElectorNumber(row.letters, row.elector_number, row.suffix or 0))
    return ElectorRow(
        line=row.line,
        number=number,
        forenames=row.forenames or "",
        surname=row.surname or "",
        marks=mark_words(
            markers=row.markers or "",
            attains_on=row.attains_on,
            has_postal_vote=bool(row.has_postal_vote),
            is_new=bool(row.is_new),
            on=spelling.on,
        ),
        last=spelling.letters.get(row.said, "") if row.said else "",
        last_on=spelling.days[row.said_at] if row.said_at else "",
    )
