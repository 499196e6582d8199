"""Which layout a file is in: told by its headings, or by the shape of its rows; never by its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hustings.lib.headings import heading_key
from hustings.register.faults import UnableToReadFile
from hustings.register.files.layouts import LAYOUTS, Columns, Layout, Part
from hustings.register.files.layouts.changes import EROS_CODES, PP_CODES
from hustings.register.files.layouts.councils import MappedLayout
from hustings.register.files.layouts.generic import CHANGES
from hustings.register.files.layouts.parts import heading_keys
from hustings.register.files.reading import Row
from hustings.register.files.shapes import FEW, SPARSE, change_in, filled, fits, misfits

CHANGE_KEYS = frozenset(
    heading_key(name) for name in (*CHANGES, "ElectorDeletedMonth", "Register Code", "Clerical Error")
)


class UnrecognisedLayout(UnableToReadFile):
    """No layout is met, and what the columns hold must be said by a person."""


@dataclass(frozen=True)
class Recognised:
    """The columns of a file; `first` of the probed rows is the first below the headings, whose keys are `headings`
    (empty where the file has none).
    """

    columns: Columns
    first: int
    headings: tuple[str, ...]


def recognise(
    probed: Sequence[Row], *, mapped: Iterable[MappedLayout] = (), layouts: Sequence[Layout] = LAYOUTS
) -> Recognised:
    """Find the layout of a file from its first rows. What a council's file was mapped to before wins.

    Raises UnrecognisedLayout: with the heading that is missing where one layout is nearly met, else with what the
    first line holds instead.
    """
    mapped = list(mapped)
    for index, row in _possible_headings(probed):
        keys = heading_keys(row.cells)
        below = probed[index + 1 :]
        found = _mapped_under(mapped, keys) or _declared_under(layouts, keys, below)
        if found is not None:
            return Recognised(found, index + 1, tuple(keys))
    start, body = body_of(probed)
    without = (layout.columns() for layout in mapped if not layout.headings)
    fitting = [columns for columns in without if fits(columns, body)] or _fitting(layouts, body)
    if len({columns.layout.key for columns in fitting}) == 1:
        return Recognised(fitting[0], start, ())
    raise _unrecognised(layouts, probed)


def recognise_as(layout: Layout, probed: Sequence[Row]) -> Recognised:
    """Take a file to be in a layout that somebody named. Raises UnableToReadFile with what does not fit."""
    for index, row in _possible_headings(probed):
        keys = heading_keys(row.cells)
        if not missing_from(layout, keys):
            return Recognised(columns_under(layout, keys), index + 1, tuple(keys))
    start, body = body_of(probed)
    widths = [columns_under(layout, heading_keys(writing)) for writing in layout.writings]
    of_width = [columns for columns in widths if body and columns.width == len(body[0].cells)]
    wrong = [misfits(columns, body) for columns in of_width]
    best = min(range(len(wrong)), key=lambda index: len(wrong[index]), default=None)
    if best is not None and len(wrong[best]) * FEW <= len(body):
        return Recognised(of_width[best], start, ())
    raise UnableToReadFile(_unfit(layout, probed, wrong[0][0] if wrong else None))


def _unfit(layout: Layout, probed: Sequence[Row], wrong: tuple[Row, int] | None) -> str:
    if wrong is not None:
        return _(
            "The file is not in the layout “%(layout)s”: column %(column)d of line %(line)d holds something else. "
            "Choose another layout, or let Hustings find it. Nothing was kept."
        ) % {"layout": layout.title, "column": wrong[1], "line": wrong[0].line}
    keys = next((heading_keys(row.cells) for _index, row in _possible_headings(probed)), [])
    return _(
        "The file is not in the layout “%(layout)s”: it has no column “%(missing)s”. Choose another layout, or let "
        "Hustings find it. Nothing was kept."
    ) % {"layout": layout.title, "missing": missing_from(layout, keys)[0]}


def _possible_headings(probed: Sequence[Row]) -> Iterable[tuple[int, Row]]:
    """The full lines that could be headings, with their places: what stands before them is at most half as full."""
    fullest = 0
    for index, row in enumerate(probed):
        if filled(row) > SPARSE and fullest * 2 <= filled(row):
            yield index, row
        fullest = max(fullest, filled(row))


def body_of(probed: Sequence[Row]) -> tuple[int, Sequence[Row]]:
    """Where the rows of a file without headings begin, and those of them that are full."""
    start = next(
        (index for index, row in enumerate(probed) if row.fault or filled(row) > SPARSE), len(probed)
    )
    return start, [row for row in probed[start:] if filled(row) > SPARSE]


def _mapped_under(mapped: Iterable[MappedLayout], keys: list[str]) -> Columns | None:
    return next((columns for layout in mapped if (columns := layout.columns_under(keys))), None)


def _declared_under(layouts: Sequence[Layout], keys: list[str], below: Sequence[Row]) -> Columns | None:
    """The layout of which nothing is missing; a system's own before the generic ones, and the fuller before."""
    speaks_of_changes = not CHANGE_KEYS.isdisjoint(keys) or _has_codes(keys, below)
    met = [
        columns_under(layout, keys)
        for layout in layouts
        if not missing_from(layout, keys) and (layout.is_update or not speaks_of_changes)
    ]
    met = [
        columns for columns in met if not columns.layout.told_by_changes or _mostly_changes(columns, below)
    ]
    return min(met, key=lambda columns: (columns.layout.is_generic, -_met(columns)), default=None)


def _has_codes(keys: list[str], rows: Sequence[Row]) -> bool:
    """Whether a column called "Status" holds codes of changes, which in a full register it does not."""
    if "status" not in keys:
        return False
    place = keys.index("status")
    codes = [row.cells[place].upper() for row in rows if len(row.cells) > place]
    return sum(code in PP_CODES or code in EROS_CODES for code in codes) * 2 > len(codes)


def _met(columns: Columns) -> int:
    return len(columns.at) + len(columns.addresses)


def _mostly_changes(columns: Columns, rows: Sequence[Row]) -> bool:
    whole = [row for row in rows if len(row.cells) >= columns.width]
    return bool(whole) and sum(change_in(row, columns) is not None for row in whole) * 2 > len(whole)


def columns_under(layout: Layout, keys: Sequence[str]) -> Columns:
    """Where each part of a layout stands among headings."""
    at = {part: place for part, names in layout.columns.items() if (place := _place(names, keys)) is not None}
    addresses = tuple(place for names in layout.addresses if (place := _place(names, keys)) is not None)
    return Columns(layout, len(keys), at, addresses)


def missing_from(layout: Layout, keys: Sequence[str]) -> list[str]:
    """The headings that a layout needs and does not find, by their usual names."""
    absent = [part for part, names in layout.columns.items() if _place(names, keys) is None]
    missing = [part for part in absent if part not in layout.optional and not _is_alternative(layout, part)]
    for groups in layout.needs:
        lacking = [[part for part in group if part in absent] for group in groups]
        fewest: list[Part] = min(lacking, key=len)
        missing += fewest
    first = () if _place(layout.addresses[0], keys) is not None else (layout.addresses[0][0],)
    return [*(layout.columns[part][0] for part in missing), *first]


def _is_alternative(layout: Layout, part: Part) -> bool:
    return any(part in group for groups in layout.needs for group in groups)


def _place(names: Sequence[str], keys: Sequence[str]) -> int | None:
    wanted = {heading_key(name) for name in names}
    return next((place for place, key in enumerate(keys) if key in wanted), None)


def _fitting(layouts: Sequence[Layout], body: Sequence[Row]) -> list[Columns]:
    """The layouts whose rows these could be without headings. Two writings of one layout fit alike only where the
    columns in which they differ are empty.
    """
    written = (
        columns_under(layout, heading_keys(writing)) for layout in layouts for writing in layout.writings
    )
    return [columns for columns in written if fits(columns, body)]


def _unrecognised(layouts: Sequence[Layout], probed: Sequence[Row]) -> UnrecognisedLayout:
    row = max(probed, key=filled, default=Row(1, []))
    keys = heading_keys(row.cells)
    nearest = min(
        layouts, key=lambda layout: (len(missing_from(layout, keys)), -_met(columns_under(layout, keys)))
    )
    missing = missing_from(nearest, keys)
    if missing and len(missing) * 2 < len(missing_from(nearest, ())):
        return UnrecognisedLayout(
            _(
                "Line %(line)d has most headings of the layout “%(layout)s”, but not “%(missing)s”. Ask the council "
                "for the whole file, or say what its columns hold. Nothing was imported."
            )
            % {"line": row.line, "layout": nearest.title, "missing": missing[0]}
        )
    return UnrecognisedLayout(
        _(
            "Line %(line)d holds no headings of a layout that Hustings knows, and the rows have the shape of none; "
            "column 1 is “%(first)s”. Ask the council for its system's own export, or say what the columns hold. "
            "Nothing was imported."
        )
        % {"line": row.line, "first": row.cells[0][:40] if row.cells else ""}
    )
