"""Names and codes: ONS look-ups of any year, council and ward lists, anything with a code beside a name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.geography import rules
from hustings.geography.importing.logged import log_import
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import Row, columns_named, first_row, opened, rows_of
from hustings.geography.models import Place

CODE_COLUMN = re.compile(r"(?:gss[_-]code|code|([a-z]+\d\d)cd)")
PLAIN_COLUMNS = {
    "name": r"name|nice-name",
    "name_cy": r"name_cy|name_welsh",
    "region": r"region_gss|rgn\d\dcd",
    "starts_on": r"start-date|starts_on",
    "ends_on": r"end-date|ends_on",
}


@dataclass(frozen=True)
class NamedPlace:
    """What a published file says of one place. Empty text and None say nothing and change nothing."""

    code: str
    name: str
    name_cy: str = ""
    region_code: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def recognises(header: list[str]) -> bool:
    """Tell whether a first row heads a list of codes with names."""
    return bool(_layouts(header))


@transaction.atomic
def import_place_names(*, path: Path, by: UUID | None, at: datetime, reason: str = "") -> FileOutcome:
    """Load every place a file of names and codes holds. The same file again changes nothing.

    Rows whose code is no GSS code of a kind Hustings keeps are left out, with line and reason. Refuses a file
    with no column of codes beside a column of names.
    """
    layouts = _layouts(first_row(path))
    if not layouts:
        raise UnableToImportPlaces(
            _("%s has no column of GSS codes beside a column of names. Nothing was changed.") % path.name
        )
    outcome = FileOutcome(path.name, _("names and codes of places"))
    with opened(path) as file:
        write_places(_named_places(rows_of(path, file), layouts, outcome), outcome)
    log_import(outcome, by=by, at=at, reason=reason)
    return outcome


def write_places(places: Iterable[NamedPlace], outcome: FileOutcome) -> dict[str, Place]:
    """Add what is new and amend what is said differently; gives every place named, by its code."""
    known = {place.code: place for place in Place.objects.all()}
    slugs = {place.slug for place in known.values() if place.slug}
    added: dict[str, Place] = {}
    amended: dict[str, Place] = {}
    named: dict[str, NamedPlace] = {}
    for said in places:
        named[said.code] = said
        place = known.get(said.code)
        if place is None:
            known[said.code] = added[said.code] = _new_place(said, slugs)
        elif _amend(place, said) and said.code not in added:
            amended[said.code] = place
    Place.objects.bulk_create(added.values())
    for code, said in named.items():
        if _set_region(known[code], said.region_code, known):
            amended[code] = known[code]
    Place.objects.bulk_update(
        amended.values(), ["name", "name_cy", "region", "starts_on", "ends_on"], batch_size=500
    )
    changed = amended.keys() - added.keys()
    outcome.count(added=len(added), amended=len(changed), unchanged=len(named) - len(added) - len(changed))
    return {code: known[code] for code in named}


def _layouts(header: list[str]) -> list[dict[str, int]]:
    """Find each code column with the name columns that belong to it: PCON24CD with PCON24NM and PCON24NMW."""
    names = [cell.strip().lower() for cell in header]
    plain = columns_named(header, PLAIN_COLUMNS)
    found = []
    for index, name in enumerate(names):
        match = CODE_COLUMN.fullmatch(name)
        if match and (stem := match.group(1)):
            columns = columns_named(header, {"name": f"{stem}nm", "name_cy": f"{stem}nmw"})
        else:
            columns = plain if match else {}
        if "name" in columns:
            found.append({"code": index} | columns)
    return found


def _named_places(
    rows: Iterator[Row], layouts: list[dict[str, int]], outcome: FileOutcome
) -> Iterator[NamedPlace]:
    next(rows, None)
    widest = max(max(layout.values()) for layout in layouts)
    for row in rows:
        outcome.read += 1
        if len(row.cells) <= widest:
            outcome.refuse(row.line, _("the row has fewer columns than the heading."))
            continue
        for layout in layouts:
            said = _read(row, layout)
            reason = _reason_against(said)
            if reason:
                outcome.refuse(row.line, reason)
            else:
                yield said


def _read(row: Row, layout: dict[str, int]) -> NamedPlace:
    cells = {wanted: row.cells[index] for wanted, index in layout.items()}
    return NamedPlace(
        code=cells["code"].upper(),
        name=cells["name"][:120],
        name_cy=cells.get("name_cy", "")[:120],
        region_code=cells.get("region", ""),
        starts_on=_day(cells.get("starts_on", "")),
        ends_on=_day(cells.get("ends_on", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _reason_against(said: NamedPlace) -> str:
    if rules.stands_for_nothing(said.code):
        return _("the code stands for no area.")
    if rules.kind_of_code(said.code) is None:
        return (
            _("“%s” is no code of a nation, region, county, council, constituency or ward.") % said.code[:20]
        )
    return "" if said.name else _("the place has no name.")


def _new_place(said: NamedPlace, slugs: set[str]) -> Place:
    kind = rules.kind_of_code(said.code) or ""
    slug = ""
    if kind == rules.CONSTITUENCY:
        slug = rules.slug_of(said.name) or said.code.lower()
        # Two generations of a seat can share a name: the later file's gets its code behind it.
        slug = f"{slug}-{said.code.lower()}" if slug in slugs else slug
        slugs.add(slug)
    return Place(
        kind=kind,
        code=said.code,
        name=said.name,
        name_cy=said.name_cy,
        slug=slug,
        nation=rules.nation_of_code(said.code),
        starts_on=said.starts_on,
        ends_on=said.ends_on,
    )


def _amend(place: Place, said: NamedPlace) -> bool:
    changed = False
    for name in ("name", "name_cy", "starts_on", "ends_on"):
        value = getattr(said, name)
        if value and value != getattr(place, name):
            setattr(place, name, value)
            changed = True
    return changed


def _set_region(place: Place, region_code: str, known: dict[str, Place]) -> bool:
    region = known.get(region_code)
    if region is None or region.code == place.code or place.region_id == region.id:
        return False
    place.region = region
    return True
