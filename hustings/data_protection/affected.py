"""Who is affected by an incident: read from the row set of its copy, with where they can be written to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hustings.copies.models import Copy, CopyRows
from hustings.data_protection.models import Incident
from hustings.lib.postcodes import displayed
from hustings.register.former_numbers import electors_numbered
from hustings.register.models import Elector, RegisterEntry


@dataclass(frozen=True)
class Affected:
    """One person on a copy, under the name and the address of the newest register line."""

    elector: Elector
    number: str
    address: str


def copy_of(incident: Incident) -> Copy | None:
    return Copy.objects.filter(id__in=[incident.copy_id]).select_related("constituency").first()


def affected_by(incident: Incident) -> list[Affected]:
    """Everybody on the incident's copy, in the order of their addresses. Five queries, however many they are.

    Who left the register since is among them, and whose district went to another seat: they are no less affected.
    """
    found: list[Elector] = []
    for rows in CopyRows.objects.filter(copy_id__in=[incident.copy_id]).select_related("copy"):
        named = electors_numbered(rows.constituency_id, rows.seat_nos, at=rows.copy.issued_at)
        found += named.order_by(
            "district__letters", "street__name_key", "door__walk_order", "surname_key", "given_key", "seat_no"
        )
    entries = _entries_of(found)
    return [_affected(elector, entries.get(elector.id)) for elector in found]


def _entries_of(electors: Iterable[Elector]) -> dict[UUID, RegisterEntry]:
    """The newest line of each: the open one where there is one."""
    listed = list(electors)
    entries = RegisterEntry.objects.filter(
        constituency_id__in={elector.constituency_id for elector in listed},
        elector_id__in=[elector.id for elector in listed],
    )
    ordered = entries.order_by("elector_id", "closed_by_id", "-id")
    newest: dict[UUID, RegisterEntry] = {}
    for entry in ordered:
        known = newest.get(entry.elector_id)
        if known is None or (known.closed_by_id and not entry.closed_by_id):
            newest[entry.elector_id] = entry
    return newest


def _affected(elector: Elector, entry: RegisterEntry | None) -> Affected:
    if entry is None:
        return Affected(elector, "", "")
    lines = [line.strip() for line in entry.address_lines.splitlines() if line.strip()]
    return Affected(elector, str(entry), ", ".join(filter(None, (*lines, displayed(entry.postcode)))))
