"""The layouts that councils' systems write, each a declaration: which heading holds what.

A new layout is a `Layout` in `LAYOUTS`; a file is told by its headings, never by its name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.register.faults import UnableToReadFile

NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


class Part(StrEnum):
    """What a column holds, whatever its heading is called."""

    LETTERS = "letters"
    NUMBER = "number"
    SUFFIX = "suffix"
    FULL_NUMBER = "full number"
    MARKERS = "markers"
    BORN_ON = "born on"
    ATTAINS_ON = "attains on"
    SURNAME = "surname"
    FORENAMES = "forenames"
    COMBINED_NAME = "combined name"
    POSTCODE = "postcode"
    REFERENCE = "reference"
    UPRN = "uprn"
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


class Change(StrEnum):
    """What a row asks for. A full register states; an update adds, amends or deletes; some rows cancel out."""

    STATE = "state"
    ADD = "add"
    AMEND = "amend"
    DELETE = "delete"
    DROP = "drop"


@dataclass(frozen=True)
class Layout:
    """`columns` gives each part's headings, the usual one first; `addresses` the address columns in order.

    `change` reads what a row asks for out of the cells named by `change_parts`, and gives None for what it does
    not know. Parts in `optional` may be absent from a file.
    """

    key: str
    title: str | Promise
    columns: Mapping[Part, tuple[str, ...]]
    addresses: tuple[str, ...]
    optional: frozenset[Part] = frozenset({Part.REFERENCE})
    change: Callable[..., Change | None] = lambda: Change.STATE
    change_parts: tuple[Part, ...] = ()

    @property
    def is_update(self) -> bool:
        return bool(self.change_parts)


@dataclass(frozen=True)
class Columns:
    """A layout found in one file: where each part stands, counted from 0."""

    layout: Layout
    width: int
    at: Mapping[Part, int]
    addresses: tuple[int, ...]


def change_of_months(created: str, changed: str, deleted: str) -> Change | None:
    """Read Xpress's three months (0 or empty: none). A deletion wins; made and deleted in one month never was."""
    months = [month or "0" for month in (created, changed, deleted)]
    if not all(month.isdecimal() for month in months):
        return None
    made, altered, gone = map(int, months)
    if gone:
        return Change.DROP if made == gone else Change.DELETE
    if altered and altered != made:
        return Change.AMEND
    return Change.ADD if made else Change.AMEND


NUMBERED = {
    Part.LETTERS: ("Elector Number Prefix", "Elector No. Prefix"),
    Part.NUMBER: ("Elector Number", "Elector No."),
    Part.SUFFIX: ("Elector Number Suffix", "Elector No. Suffix"),
    Part.MARKERS: ("Elector Markers",),
    Part.BORN_ON: ("Elector DOB",),
    Part.POSTCODE: ("PostCode",),
    Part.REFERENCE: ("Elector ID",),
}
SIX_LINES = tuple(f"Address{line}" for line in range(1, 7))

XPRESS_FULL = Layout(
    key="xpress-full",
    title=gettext_lazy("Xpress full register"),
    columns={**NUMBERED, Part.SURNAME: ("Elector Surname",), Part.FORENAMES: ("Elector Forename",)},
    addresses=SIX_LINES,
)
XPRESS_FULL_COMBINED = Layout(
    key="xpress-full-combined",
    title=gettext_lazy("Xpress full register, names in one column"),
    columns={**NUMBERED, Part.COMBINED_NAME: ("Elector Name",)},
    addresses=SIX_LINES,
)
XPRESS_UPDATE = Layout(
    key="xpress-update",
    title=gettext_lazy("Xpress monthly update"),
    columns={
        Part.LETTERS: ("DistrictRef",),
        Part.FULL_NUMBER: ("ElectorNumber",),
        Part.MARKERS: ("MarkersRegisterText",),
        Part.BORN_ON: ("ElectorDOB",),
        Part.SURNAME: ("ElectorSurname",),
        Part.FORENAMES: ("ElectorForename",),
        Part.POSTCODE: ("PropertyPostCode",),
        Part.CREATED: ("ElectorCreatedMonth",),
        Part.CHANGED: ("ElectorChangedMonth",),
        Part.DELETED: ("ElectorDeletedMonth",),
    },
    addresses=tuple(f"PropertyAddress{line}" for line in range(1, 6)),
    change=change_of_months,
    change_parts=(Part.CREATED, Part.CHANGED, Part.DELETED),
)
LAYOUTS = (XPRESS_FULL, XPRESS_FULL_COMBINED, XPRESS_UPDATE)
BY_KEY = {layout.key: layout for layout in LAYOUTS}


def recognise(headings: Sequence[str], layouts: Sequence[Layout] = LAYOUTS) -> Columns:
    """Find the layout whose headings these are, in any order, case and spacing.

    Raises UnableToReadFile: with the heading that is missing where one layout is nearly met, else with what the
    first line holds instead.
    """
    keys = [_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    missing = {layout.key: _missing(layout, keys) for layout in layouts}
    nearest = min(layouts, key=lambda layout: (len(missing[layout.key]), -len(layout.columns)))
    if missing[nearest.key]:
        raise _unknown(nearest, missing[nearest.key], headings)
    return _columns(nearest, keys)


def _columns(layout: Layout, keys: list[str]) -> Columns:
    at = {part: place for part, names in layout.columns.items() if (place := _place(names, keys)) is not None}
    addresses = tuple(place for name in layout.addresses if (place := _place((name,), keys)) is not None)
    return Columns(layout, len(keys), at, addresses)


def _missing(layout: Layout, keys: list[str]) -> list[str]:
    absent = [
        names[0]
        for part, names in layout.columns.items()
        if part not in layout.optional and _place(names, keys) is None
    ]
    return absent if _place(layout.addresses[:1], keys) is not None else [*absent, layout.addresses[0]]


def _place(names: Sequence[str], keys: list[str]) -> int | None:
    wanted = {_key(name) for name in names}
    return next((place for place, key in enumerate(keys) if key in wanted), None)


def _key(heading: str) -> str:
    return NOT_ALPHANUMERIC.sub("", heading.casefold())


def _unknown(nearest: Layout, missing: list[str], headings: Sequence[str]) -> UnableToReadFile:
    wanted = len(nearest.columns) - len(nearest.optional)
    if len(missing) * 2 < wanted:
        return UnableToReadFile(
            _(
                "Line 1 has most headings of the layout “%(layout)s”, but not “%(missing)s”. Ask the council for the "
                "whole file, and do not take columns out of it. Nothing was kept."
            )
            % {"layout": nearest.title, "missing": missing[0]}
        )
    return UnableToReadFile(
        _(
            "Line 1 holds no headings of a layout that Hustings knows; column 1 is “%(first)s”. Known are: %(known)s. "
            "Ask the council for one of these, with its headings. Nothing was kept."
        )
        % {
            "first": headings[0][:40] if headings else "",
            "known": "; ".join(str(known.title) for known in LAYOUTS),
        }
    )
