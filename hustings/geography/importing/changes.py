"""A boundary change as a list: which polling district lies in which ward and constituency from a day.

One row a district; a row with a street takes that street, as a district of its own letters, out of its district. What
a row leaves empty stays as it is. A list is taken whole or not at all: half a review helps nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.geography import rules
from hustings.geography.importing.naming import Naming
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.reading import Row, columns_named, opened, rows_of
from hustings.geography.models import Place, PollingDistrict
from hustings.lib.names import normalised

COLUMNS = {
    "officer": r"officer|council([ _]code)?|local[ _]authority([ _]code)?|lad\d\dcd",
    "letters": r"letters|(polling[ _])?district([ _](letters|code|ref|reference))?|pd",
    "new_letters": r"new[ _](letters|(polling[ _])?district|pd)",
    "street": r"street([ _]name)?",
    "ward_code": r"(new[ _])?ward[ _]code|wd\d\dcd",
    "ward_name": r"(new[ _])?ward([ _]name)?|wd\d\dnm",
    "seat_code": r"(new[ _])?constituency[ _]code|pcon\d\dcd",
    "seat_name": r"(new[ _])?constituency([ _]name)?|pcon\d\dnm",
}
SHOWN = 5


@dataclass(frozen=True)
class Said:
    """One row: a district, or a street of it, and where it goes."""

    line: int
    district: PollingDistrict
    new_letters: str
    street: str
    ward: Place | None
    seat: Place

    @property
    def moves_seat(self) -> bool:
        return self.seat != self.district.constituency

    @property
    def moves_ward(self) -> bool:
        return self.ward != self.district.ward


@dataclass
class ReadChange:
    """What a list was found to mean, before anything is written. `faults` are sentences with their lines."""

    rows: list[Said] = field(default_factory=list)
    new_places: list[Place] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def seats(self) -> set[int]:
        """Every constituency that gains or loses a district; one that is new here has no number yet."""
        places = [place for said in self.rows for place in (said.seat, said.district.constituency)]
        return {place.id for place in places if place.id is not None}


def read_boundary_change(path: Path, *, takes_effect_on: date, officer: Place | None = None) -> ReadChange:
    """Read a list against the districts as they are now. `officer` is whose they are where no column says so.

    Raises UnableToImportPlaces where the file is no such list, or any row of it cannot be understood.
    """
    naming = Naming(takes_effect_on)
    found = ReadChange()
    with opened(path) as file:
        rows = rows_of(path, file)
        header = next(rows, Row(0, []))
        columns = _columns(path, header, officer)
        for row in rows:
            try:
                said = _read(row, columns, naming, officer)
            except _NotUnderstood as fault:
                found.faults.append(_("Line %(line)d: %(why)s") % {"line": row.line, "why": fault})
            else:
                found.rows.append(said)
    found.new_places = naming.new
    found.faults += _contradictions(found.rows)
    _refuse(path, found)
    return found


class _NotUnderstood(Exception):
    """A row that means nothing here; the message says why."""


def _columns(path: Path, header: Row, officer: Place | None) -> dict[str, int]:
    columns = columns_named(header.cells, COLUMNS)
    if "letters" not in columns or not columns.keys() & {
        "ward_code",
        "ward_name",
        "seat_code",
        "seat_name",
        "new_letters",
    }:
        raise UnableToImportPlaces(
            _(
                "%s has no column of polling districts beside one of wards, constituencies or new letters. It wants "
                "headings such as: council code, district, new letters, street, ward code, ward name, constituency "
                "code, constituency name. Nothing was changed."
            )
            % path.name
        )
    if "officer" not in columns and officer is None:
        raise UnableToImportPlaces(
            _("%s has no column of councils, so say whose polling districts these are. Nothing was changed.")
            % path.name
        )
    return columns


def _read(row: Row, columns: dict[str, int], naming: Naming, officer: Place | None) -> Said:
    cells = {wanted: row.cells[index] if index < len(row.cells) else "" for wanted, index in columns.items()}
    council = naming.council(cells["officer"]) if cells.get("officer") else officer
    if council is None:
        raise _NotUnderstood(_("there is no council “%s”.") % cells.get("officer", ""))
    district = naming.district(council, cells["letters"])
    if district is None:
        raise _NotUnderstood(
            _("%(council)s has no polling district “%(letters)s” in force.")
            % {"council": council, "letters": cells["letters"]}
        )
    ward = _place(naming, rules.WARD, cells.get("ward_code", ""), cells.get("ward_name", ""), district)
    seat = _place(
        naming, rules.CONSTITUENCY, cells.get("seat_code", ""), cells.get("seat_name", ""), district
    )
    street = normalised(cells.get("street", ""))
    new_letters = cells.get("new_letters", "").upper()[:20]
    if street and not new_letters:
        raise _NotUnderstood(
            _("a street that leaves its district wants the letters of the district it goes to.")
        )
    return Said(row.line, district, new_letters, street, ward or district.ward, seat or district.constituency)


def _place(naming: Naming, kind: str, code: str, name: str, district: PollingDistrict) -> Place | None:
    """The place meant; None where the row says nothing of it."""
    if not code and not name:
        return None
    if code and rules.kind_of_code(code.upper()) != kind:
        raise _NotUnderstood(
            _("“%(code)s” is no code of a %(kind)s.") % {"code": code, "kind": Place.Kind(kind).label}
        )
    place = naming.place(kind, code.upper(), name, district)
    if place is None:
        raise _NotUnderstood(_("%s is new here and has no name beside it.") % code)
    return place


def _contradictions(rows: list[Said]) -> Iterator[str]:
    seen: dict[tuple[UUID, str], int] = {}
    letters: dict[tuple[int, str], tuple[UUID, str]] = {}
    for said in rows:
        key = (said.district.id, said.street)
        if key in seen:
            yield _("Line %(line)d: %(letters)s stands on line %(before)d already.") % {
                "line": said.line, "letters": said.district.letters, "before": seen[key],
            }  # fmt: skip
        seen[key] = said.line
        wanted = (said.district.officer_id, said.new_letters)
        meant = (said.district.id, "part" if said.street else "whole")
        if said.new_letters and letters.setdefault(wanted, meant) != meant:
            yield _("Line %(line)d: two districts cannot both become %(letters)s.") % {
                "line": said.line, "letters": said.new_letters,
            }  # fmt: skip
        if said.new_letters and _is_taken(said, rows):
            yield _("Line %(line)d: %(letters)s is another district already.") % {
                "line": said.line, "letters": said.new_letters,
            }  # fmt: skip


def _is_taken(said: Said, rows: list[Said]) -> bool:
    """Whether new letters belong to a district that keeps them."""
    given_up = {
        each.district.id
        for each in rows
        if not each.street and each.new_letters not in ("", each.district.letters)
    }
    holders = PollingDistrict.objects.filter(
        officer_id=said.district.officer_id, letters=said.new_letters, ends_on=None
    )
    keeps = holders.exclude(id__in=given_up)
    return (keeps if said.street else keeps.exclude(id=said.district.id)).exists()


def _refuse(path: Path, found: ReadChange) -> None:
    if found.faults:
        told = " ".join(found.faults[:SHOWN])
        more = len(found.faults) - SHOWN
        if more > 0:
            told += " " + _("And %d more lines.") % more
        raise UnableToImportPlaces(
            _("%(file)s cannot be taken. %(told)s Nothing was kept; mend the list and send it again.")
            % {"file": path.name, "told": told}
        )
    if not found.rows:
        raise UnableToImportPlaces(_("%s names no polling district. Nothing was changed.") % path.name)
