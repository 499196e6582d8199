"""What the columns and words of a list mean: as its headings say, as somebody said of this council's lists before,
or as they say now.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hustings.lib.headings import heading_key
from hustings.register.files.list_columns import ListColumns, ListPart, recognise_list
from hustings.register.files.lists import Probe
from hustings.register.models import CouncilLayout, RegisterEdition, Supply

Reader = Callable[[str], str | None]
"""What a word means by itself: `absent.rules.kind_of`, `turnout.rules.meaning_of`."""

TITLES = {Supply.Kind.ABSENT: _("Absent voters"), Supply.Kind.MARKED: _("Marked register")}


def recognised_columns(probe: Probe, reader: Reader) -> ListColumns:
    """Read the meaning of a list from its headings and of its words from a table; what neither tells is missing."""
    found = recognise_list(probe.headings)
    words = words_of(probe, found)
    meanings = {heading_key(word): meaning for word in words if (meaning := reader(word)) is not None}
    return ListColumns(len(probe.headings), found.at, meanings, probe.has_headings)


def words_of(probe: Probe, columns: ListColumns) -> tuple[str, ...]:
    """The words that the telling column of a list has, in this file."""
    place = columns.first(ListPart.WORD)
    return () if place is None else probe.words[place]


def is_understood(probe: Probe, columns: ListColumns) -> bool:
    """Whether every row's number is told and no word is unexplained, so that nobody need be asked."""
    words = words_of(probe, columns)
    are_plain = bool(words) and all(heading_key(word) in columns.meanings for word in words)
    return columns.can_be_read and (are_plain or ListPart.WORD not in columns.at)


def find_mapping(edition: RegisterEdition, kind: Supply.Kind, probe: Probe) -> ListColumns | None:
    """Find how somebody mapped this council's lists with these very headings before; the latest stands."""
    kept = CouncilLayout.objects.filter(
        officer_id=edition.officer_id, headings=_headings(kind, probe), retired_at=None
    ).order_by("-made_at")
    found = kept.first()
    if found is None or found.width != len(probe.headings):
        return None
    at = {ListPart(part): tuple(places) for part, places in found.parts.items()}
    return ListColumns(found.width, at, found.changes, probe.has_headings)


def keep_mapping(
    edition: RegisterEdition,
    kind: Supply.Kind,
    probe: Probe,
    columns: ListColumns,
    *,
    by: UUID | None,
    at: datetime,
) -> None:
    """Keep how a list of this council was mapped, for its next one; one kept before is retired."""
    headings = _headings(kind, probe)
    of_council = CouncilLayout.objects.filter(
        officer_id=edition.officer_id, headings=headings, retired_at=None
    )
    of_council.update(retired_at=at)
    CouncilLayout.objects.create(
        officer_id=edition.officer_id,
        title=str(TITLES[kind]),
        headings=headings,
        width=columns.width,
        parts={part: list(places) for part, places in columns.at.items()},
        changes=dict(columns.meanings),
        made_by=by,
        made_at=at,
    )


def mapped_columns(
    probe: Probe, parts: Iterable[tuple[int, ListPart]], meanings: Mapping[str, str]
) -> ListColumns:
    """Put together what somebody said of each column; of a part that one column alone can hold the first stands."""
    at: dict[ListPart, tuple[int, ...]] = {}
    for place, part in parts:
        at[part] = (*at.get(part, ()), place)
    return ListColumns(len(probe.headings), at, meanings, probe.has_headings)


def _headings(kind: Supply.Kind, probe: Probe) -> list[str]:
    """The headings with the kind of list before them: a register with the same headings is another layout."""
    return [f"({kind})", *(heading[:200] for heading in probe.headings)]
