"""Sheets and photographs of them, as old as is asked."""

from datetime import datetime

from hustings.data_protection.tests.ages import Row, dated, district, elector, some
from hustings.lib.uuid7 import uuid7
from hustings.paper import models as paper
from hustings.register import models as register
from tests.cast import Cast


def sheet(cast: Cast, at: datetime, *, state: str = "entered") -> Row:
    pack = some(paper.Pack, cast, made_at=at, return_by=at)
    told = {
        "pack": pack,
        "district": district(cast),
        "code": uuid7().hex[-9:],
        "state": state,
        "state_at": at,
    }
    return some(paper.Sheet, cast, **told)


def missing_sheet(cast: Cast, at: datetime) -> Row:
    return sheet(cast, at, state="missing")


def pack(cast: Cast, at: datetime) -> Row:
    return paper.Pack.objects.get(pk=sheet(cast, at).pack_id)  # type: ignore[attr-defined]


def line(cast: Cast, at: datetime) -> Row:
    return some(paper.SheetLine, cast, sheet=sheet(cast, at), elector=elector(cast), door=a_door(cast))


def printed_door(cast: Cast, at: datetime) -> Row:
    return some(paper.SheetDoor, cast, sheet=sheet(cast, at), door=a_door(cast))


def a_door(cast: Cast) -> Row:
    found = register.Door.objects.filter(constituency=cast.northmoor).first()
    if found is not None:
        return found
    street = some(register.Street, cast, district=district(cast))
    return some(register.Door, cast, street=street)


photograph = dated(paper.Photograph, "sent_at", state="settled")


def photographed_page(cast: Cast, at: datetime, *, state: str = "recorded") -> Row:
    return some(
        paper.PhotographedPage,
        cast,
        photograph=dated(paper.Photograph, "sent_at", state="read")(cast, at),
        sheet=sheet(cast, datetime.now(at.tzinfo)),
        state=state,
        read=[[1, {"1": "marked"}, False]],
        picture_id=uuid7(),
    )
