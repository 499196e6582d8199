from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground, make_ground
from hustings.paper.models import Pack, Sheet
from hustings.paper.ordering import fix_doors, fix_lines
from hustings.paper.packing import Choice, order_pack
from hustings.register.models import Import, RegisterEdition, RegisterEntry
from tests.cast import Cast, acting, arranging

CHOICE = Choice(
    streets=(),
    return_to="Priya Larkhall",
    return_by=AT + timedelta(hours=9),
    call_number="01632 960 001",
    address="https://hustings.example/seats/northmoor/sheets/",
)
EARLIER = AT - timedelta(days=1)


@dataclass
class Printed:
    """A pack of Mill Lane in district A with its one sheet: three doors, two electors each."""

    pack: Pack
    sheet: Sheet


@pytest.fixture
def north(cast: Cast) -> Ground:
    """Northmoor: two wards of one district each, in each Mill Lane and Quarry Road with three doors."""
    with arranging():
        ground = make_ground(cast.northmoor, cast.council)
        number_electors(ground, cast)
        return ground


def number_electors(ground: Ground, cast: Cast) -> None:
    """Give every elector the number of an edition."""
    edition = RegisterEdition.objects.create(
        officer=cast.council, name="2026", published_on=date(2025, 12, 1), is_current=True
    )
    run = Import.objects.create(
        constituency=ground.seat, edition=edition, layout="xpress", file_name="full.csv", file_sha256="",
        encoding="utf-8", made_at=AT,
    )  # fmt: skip
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            constituency=ground.seat, elector=elector, edition=edition, district_id=elector.district_id,
            door_id=elector.door_id, letters="AA1", number=number, opened_by=run,
        )
        for number, elector in enumerate(ground.electors, start=1)
    )  # fmt: skip


@pytest.fixture
def printer(cast: Cast) -> Iterator[Actor]:
    """Priya, printing."""
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        yield by


@pytest.fixture
def printed(cast: Cast, north: Ground) -> Printed:
    """A sheet whose order is fixed, printed yesterday; it is not typeset, which keying does not want."""
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        return fixed(by, north, north.streets[0].id)


def fixed(
    by: Actor, ground: Ground, *streets: UUID, is_supplement: bool = False, at: datetime = EARLIER
) -> Printed:
    """Order a pack and fix its lines, as printing does before it typesets."""
    back = at + timedelta(hours=9)
    choice = replace(CHOICE, streets=streets, is_supplement=is_supplement, return_by=back)
    pack = order_pack(constituency=ground.seat.id, choice=choice, by=by, at=at)
    sheets = fix_doors(pack, together=True, at=at)
    fix_lines(pack, sheets)
    Sheet.objects.filter(pack=pack).update(page_starts=[1])
    return Printed(pack, Sheet.objects.select_related("pack").get(id=sheets[0].id))
