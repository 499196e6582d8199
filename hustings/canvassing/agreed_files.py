"""What a second person reads before agreeing to a file: every fact of its payload, in words."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.approval_kinds import ApprovalKind
from hustings.access.two_people.describing import Facts, describes
from hustings.copies.purposes import ExportPurpose, Field
from hustings.copies.wording import FIELD_NAMES, PURPOSE_NAMES
from hustings.elections.models import ElectionKind
from hustings.geography.models import Place
from hustings.lib.markup import grouped


@describes(ApprovalKind.EXPORT)
@describes(ApprovalKind.MEMBER_LIST)
def _export(payload: dict[str, Any]) -> Facts:
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=payload["seat"]).first()
    return [
        (_("What it is"), payload["title"]),
        (_("Constituency"), str(seat or payload["seat"])),
        (_("People on it"), str(grouped(payload["people"]))),
        *_file(payload),
        (_("To be destroyed by"), _day(payload["destroy_on"])),
    ]


@describes(ApprovalKind.PROGRAMME)
def _programme(payload: dict[str, Any]) -> Facts:
    counts = payload["counts"]
    return [
        (_("What it is"), payload["title"]),
        (_("Who gets the files"), payload["supplier"]),
        (
            _("People in each seat"),
            ", ".join(f"{seat}: {grouped(number)}" for seat, number in counts.items()),
        ),
        *_file(payload),
        (_("First day"), _day(payload["starts_on"])),
        (_("Last day"), _day(payload["ends_on"])),
    ]


def _file(payload: dict[str, Any]) -> Facts:
    return [
        (_("Whom it names"), _chosen(payload["chosen"])),
        (_("What for"), str(PURPOSE_NAMES[ExportPurpose(payload["purpose"])])),
        (_("Columns"), ", ".join(str(FIELD_NAMES[Field(field)]) for field in payload["fields"])),
        (_("Format"), payload["file_format"].upper()),
    ]


def _chosen(chosen: dict[str, Any]) -> str:
    """Where and who; districts and streets by their number, since their ids say nothing to a reader."""
    where = [
        _("polling districts: %d") % len(chosen["districts"]) if chosen["districts"] else "",
        _("streets: %d") % len(chosen["streets"]) if chosen["streets"] else "",
    ]
    said = _("who said: %s") % ", ".join(chosen["said"]) if chosen["said"] else _("whatever they said")
    kind = str(ElectionKind(chosen["election_kind"]).label)
    return "; ".join([", ".join(filter(None, where)) or _("the whole constituency"), said, kind])


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value), "j F Y")
