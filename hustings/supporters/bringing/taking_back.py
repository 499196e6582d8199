"""Undoing a file of members and supporters: what it brought goes, what somebody has changed since stays and is told."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.register.numbering import seat_numbers
from hustings.supporters.bringing.files import UnableToBringIn, note_step
from hustings.supporters.models import ContactDetail, FileState, Supporter, SupporterFile
from hustings.work.reporting import Report, silent

Brought: TypeAlias = "QuerySet[Supporter] | QuerySet[ContactDetail]"
LINE = re.compile(r"(\d+)$", re.ASCII)


@dataclass(frozen=True)
class Changed:
    """What a file brought and somebody has ended since: of whom, and what, without their name."""

    elector_id: UUID
    sentence: str


@transaction.atomic
def take_file_back(file_id: UUID, *, by: Actor, at: datetime, report: Report = silent) -> SupporterFile:
    """Take out what a file brought and nobody has changed since, so that what stood before it stands again.

    A file ends and overwrites nothing, so that taking out is enough. Whoever was recorded to belong no more, or took
    their consent back, keeps that: it would come back with the next file. Raises UnableToBringIn where the file is not
    applied.
    """
    file = SupporterFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None or file.state != FileState.APPLIED:
        raise UnableToBringIn(_("This file is not applied, or was taken back already. Nothing was changed."))
    report(0, 1, _("Taking back what the file brought."))
    brought = _standing(file)
    electors = {elector for rows in brought for elector in rows.values_list("elector_id", flat=True)}
    numbers = seat_numbers(file.constituency_id, electors)
    file.counts["taken back"] = sum(rows.delete()[0] for rows in brought)
    file.counts["kept"] = sum(rows.count() for rows in _changed(file))
    file.state, file.ended_by, file.ended_at = FileState.TAKEN_BACK, by.person_id, at
    file.save(update_fields=["counts", "state", "ended_by", "ended_at"])
    note_step(file, "taken back", by, at, numbers)
    return file


def changed_since(file: SupporterFile) -> list[Changed]:
    """What a file brought and somebody has ended since: it stays when the file is taken back. Two queries."""
    relations, details = _changed(file)
    return [
        *(
            Changed(one.elector_id, _told(one.source, one.get_relation_display(), one.ended_on))
            for one in relations.order_by("id")
        ),
        *(
            Changed(one.elector_id, _told(one.source, one.get_way_display(), one.withdrawn_on))
            for one in details.order_by("id")
        ),
    ]


def applied_since(file: SupporterFile) -> list[str]:
    """The files applied after one: what they said too they left alone as known, and would have to say again."""
    if file.state != FileState.APPLIED:
        return []
    later = SupporterFile.objects.filter(
        constituency_id=file.constituency_id, state=FileState.APPLIED, ended_at__gt=file.ended_at
    )
    return list(later.order_by("ended_at").values_list("file_name", flat=True))


def _standing(file: SupporterFile) -> tuple[Brought, Brought]:
    return file.relations.filter(ended_on=None), file.details.filter(withdrawn_on=None)


def _changed(file: SupporterFile) -> "tuple[QuerySet[Supporter], QuerySet[ContactDetail]]":
    return file.relations.exclude(ended_on=None), file.details.exclude(withdrawn_on=None)


def _told(source: str, what: str, ended: date | None) -> str:
    line = LINE.search(source)
    said = {
        "what": what,
        "day": date_format(ended, "j F Y") if ended else "",
        "line": line[1] if line else "–",
    }
    return _("Line %(line)s: %(what)s, ended on %(day)s") % said
