"""Layouts that nobody has declared: somebody said once what the columns of their council's file hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hustings.lib.headings import heading_key
from hustings.register.files.layouts.changes import change_by
from hustings.register.files.layouts.parts import Change, Columns, Layout, Part

FULL = Layout(key="council-full", title=_("Full register, mapped for this council"), columns={}, addresses=())
UPDATE = Layout(
    key="council-update",
    title=_("Update, mapped for this council"),
    columns={},
    addresses=(),
    change_parts=(Part.CHANGE,),
)


@dataclass(frozen=True)
class MappedLayout:
    """A council's mapping: where each part stands, counted from 0. Without `headings` the file has none."""

    id: UUID
    title: str
    headings: tuple[str, ...]
    width: int
    parts: Mapping[Part, int]
    addresses: tuple[int, ...]
    changes: Mapping[str, Change] = field(default_factory=dict)

    def columns(self) -> Columns:
        """The mapping as it was made."""
        return self._columns(dict(self.parts), self.addresses, self.width)

    def columns_under(self, keys: list[str]) -> Columns | None:
        """The mapping under other headings of the same names, in any order; None where one is missing or double."""
        if not self.headings:
            return None
        if keys == [heading_key(heading) for heading in self.headings]:
            return self.columns()
        places = (*self.parts.values(), *self.addresses)
        meant = {place: heading_key(self.headings[place]) for place in places}
        if any(not key or keys.count(key) != 1 for key in meant.values()):
            return None
        found = {place: keys.index(key) for place, key in meant.items()}
        parts = {part: found[place] for part, place in self.parts.items()}
        return self._columns(parts, tuple(found[place] for place in self.addresses), len(keys))

    def _columns(self, parts: dict[Part, int], addresses: tuple[int, ...], width: int) -> Columns:
        is_update = Part.CHANGE in self.parts
        layout = replace(UPDATE, change=change_by(self.changes)) if is_update else FULL
        return Columns(layout, width, parts, addresses, self.id)
